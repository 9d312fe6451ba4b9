import type { PathFacts } from "../path/facts.ts";
import type { CertificateReference } from "../path/finding.ts";

/** Why a receiver refuses, and what a sentence about it needs. Names are as in RFC 4514, identifiers lower-case hex. */
export interface ReceiverReasonFacts {
  /** No certificate that was sent or is trusted answers for the issuer. */
  "receiver.issuer-missing": { readonly issuer: string };
  /** There is an issuer whose key signed it, but the key identifier names another (RFC 5280 §4.2.1.1). */
  "receiver.key-id-differs": { readonly issuer: string; readonly claimed: string; readonly own: string };
  /** The same by the serial number of the authority key identifier. */
  "receiver.serial-differs": { readonly issuer: string; readonly claimed: string; readonly own: string };
  /** The same by the name of the issuer's issuer. */
  "receiver.issuer-of-issuer-differs": { readonly issuer: string; readonly claimed: string; readonly own: string };
  /** The names are equal by RFC 5280 §7.1 and not byte by byte, or not as far as this receiver folds them. */
  "receiver.name-spelling": { readonly issuer: string };
  /** What is trusted did not sign itself, and the way up from it is not there. */
  "receiver.partial-chain": { readonly anchor: string };
  /** A certificate that signs itself and is not trusted. */
  "receiver.self-signed": Readonly<Record<never, never>>;
  /** It cannot be read by this receiver: `problem` names the rule. */
  "receiver.unreadable": { readonly problem: ReceiverReadingProblem; readonly detail: string };
  "receiver.expired": { readonly since: string };
  "receiver.not-yet-valid": { readonly until: string };
  "receiver.purpose": { readonly purpose: string; readonly allowed: string };
  /** anyExtendedKeyUsage is there, and does not count. */
  "receiver.any-purpose": { readonly purpose: string };
  "receiver.key-usage": { readonly usages: string; readonly wanted: string };
  "receiver.not-authority": Readonly<Record<never, never>>;
  "receiver.path-length": { readonly allowed: number };
  "receiver.version": { readonly version: number };
  "receiver.critical-extension": { readonly oid: string };
  "receiver.key-weak": { readonly key: string };
  "receiver.key-unsupported": { readonly key: string };
  /** The key may certify and not be shown in a handshake: its kind or curve is none of TLS. */
  "receiver.key-outside-tls": { readonly key: string };
  "receiver.digest-weak": { readonly algorithm: string };
  "receiver.signature-invalid": { readonly issuer: string };
  "receiver.signature-unsupported": { readonly algorithm: string };
  "receiver.algorithm-mismatch": Readonly<Record<never, never>>;
  "receiver.name-mismatch": { readonly name: string; readonly names: string };
  /** Only the common name fits, and this receiver does not look at it. */
  "receiver.common-name": { readonly name: string };
  "receiver.name-not-permitted": { readonly name: string; readonly constrainedBy: string };
  "receiver.constraint-unsupported": { readonly form: string; readonly constrainedBy: string };
  "receiver.policy": Readonly<Record<never, never>>;
  /** Qualifiers of a critical policy, which it would have to interpret. */
  "receiver.policy-qualifiers": Readonly<Record<never, never>>;
  "receiver.list-missing": { readonly issuer: string };
  "receiver.list-unusable": { readonly issuer: string };
  "receiver.revoked": Readonly<Record<never, never>>;
  "receiver.validity-long": { readonly days: number; readonly allowed: number };
  /** Another certificate of the same issuer has the same serial number. */
  "receiver.serial-repeated": { readonly serial: string };
}

export type ReceiverReadingProblem =
  "repeated-extension" | "extension" | "curve" | "key" | "name" | "empty-key-usage" | "path-length" | "date";

export type ReceiverReasonCode = keyof ReceiverReasonFacts;

export type ReceiverReason = {
  readonly [C in ReceiverReasonCode]: {
    readonly code: C;
    readonly facts: ReceiverReasonFacts[C];
    /** The certificate that it is about; null when it is about none or all. */
    readonly certificate: CertificateReference | null;
  };
}[ReceiverReasonCode];

export function reasonOf<C extends ReceiverReasonCode>(
  code: C,
  at: PathFacts | null,
  facts: ReceiverReasonFacts[C],
): ReceiverReason {
  return { code, facts, certificate: at === null ? null : at.reference } as ReceiverReason;
}
