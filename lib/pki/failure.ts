import type { TemplateRefusal } from "./templates/decision.ts";
import type { ElementKind, PemProblem, UnsupportedFormat } from "./asn1/element.ts";

/**
 * The ways in which lib/pki can refuse: code → the facts that explain it. Each ring above adds its own codes by
 * extending this interface (lib/commands/error-codes.ts, lib/server/error-codes.ts, lib/shell/error-codes.ts). One
 * message per code and language lives in lib/i18n/{en,ko}/errors/<ring>.ts; a missing one does not compile.
 * Facts are numbers, names, places and kinds (closed unions); never a secret, never words of a language or of a
 * library.
 */
export interface PkiErrorFacts {
  // DER and PEM (X.690, RFC 7468), and what a file is
  "der.malformed": { offset: number; problem: DerProblem };
  "pem.malformed": { line: number; label: string; problem: PemProblem };
  /**
   * Broken at `offset`: what it was taken for ("" when for nothing), and the label of the PEM block, "" without one.
   */
  "file.unrecognised": { size: number; recognised: ElementKind | "pem" | ""; label: string; offset: number };
  /**
   * Whole as far as it was looked at, and nothing that is read here. `label` of the PEM block that it stands in, else
   * "".
   */
  "file.unsupported": { format: UnsupportedFormat; label: string };
  /** A part of a file that is broken at `offset` of itself; `kind` is what it was taken for, "" for nothing. */
  "part.unreadable": { line: number | null; label: string; kind: ElementKind | ""; offset: number };
  "file.too-large": { size: number; limit: number };
  "file.empty": { fileName: string };

  // private keys: PKCS#8, traditional PEM, OpenSSH
  "key.not-found": { found: ElementKind | "" };
  "key.locked": { encryption: string };
  "key.wrong-passphrase": Record<never, never>;
  "key.unsupported-encryption": { scheme: string };
  "key.damaged": { offset: number };
  /** `label` as of `KeyFacts`, or the object identifier. */
  "key.unsupported": { label: string };
  "key.computable": { label: string; weakness: KeyWeakness };
  /** RSA public exponent and the smallest that is taken, decimal. */
  "key.exponent-small": { label: string; exponent: string; minimum: string };
  /** An EC key in the form of RFC 5915 alone, without the parameters that would name its curve. */
  "key.without-curve": Record<never, never>;
  /** Its numbers are longer than any that is checked here. `limit` in bits. */
  "key.too-large": { label: string; limit: number };
  "key.too-weak": { label: string; minimum: string };
  "passphrase.required": Record<never, never>;
  "encryption.too-costly": { parameter: "iterations" | "memory" | "rounds"; value: number; limit: number };
  "ssh-key.malformed": { offset: number };
  "ssh-key.unsupported": { algorithm: string };

  // containers: PKCS#12, PKCS#7, Java key stores
  "pkcs12.wrong-passphrase": Record<never, never>;
  "pkcs12.damaged": { offset: number };
  "pkcs12.unsupported": { scheme: string };
  "pkcs7.no-certificates": { contentType: string };
  "keystore.wrong-passphrase": Record<never, never>;
  "keystore.key-own-passphrase": { name: string };
  "keystore.unsupported": { scheme: string };
  "keystore.damaged": { offset: number };
  "container.too-many-entries": { container: "pkcs12" | "keystore"; limit: number };

  // archives
  "zip.too-many-entries": { entries: number; limit: number };
  "zip.too-large": { size: number; limit: number };
  "zip.damaged": { fileName: string };
  /** An entry whose bytes would become too many times as many. */
  "zip.ratio": { entry: string; packed: number; size: number; limit: number };
  "zip.encrypted": { entry: string };
  "zip.unsupported": { entry: string; method: string };
  "zip.nested": { fileName: string; limit: number };
  "zip.empty": { fileName: string };

  // names: the subject (RFC 5280 appendix A bounds, ISO 3166) and the subject alternative names
  "subject.empty": Record<never, never>;
  "subject.value-empty": { attribute: string };
  "subject.value-too-long": { attribute: string; length: number; limit: number };
  "subject.bad-character": { attribute: string; character: string; position: number };
  "subject.country-unknown": { value: string; suggestion: string };
  /** A serial number that was asked for and is none. */
  "serial.malformed": { text: string };
  /** `item` as it was written; `part` is the piece that is wrong and `position` its number from 1 (0: the whole). */
  "san.malformed": { item: string; reason: SanProblem; part: string; position: number };

  /** No chain of the certificate leads to the root that was asked for; `roots`: where its chains lead, as RFC 4514 names. */
  "chain.no-such-root": { root: string; roots: readonly string[] };

  // requests (RFC 2986)
  "csr.bad-signature": { subject: string; algorithm: string };
  "csr.unsupported-signature": { subject: string; algorithm: string };
  /** Several lists of alternative names that differ, each as it would be typed. */
  "csr.names-twice": { lists: readonly string[] };
  "csr.names-unreadable": { offset: number; problem: DerProblem };
  /** `suggestion` as it would be typed, "" for none; `names`: the whole list with it, none where one has none. */
  "csr.name-not-ascii": { name: string; suggestion: string; names: readonly string[] };

  // signing (RFC 5280 §4.2, §6.1)
  "sign.issuer-not-authority": { issuer: string };
  /** What is to be cross-signed has no CA:TRUE. */
  "sign.not-an-authority": { subject: string };
  /** An authority cannot be its own second way up. */
  "sign.cross-of-itself": { issuer: string };
  "sign.issuer-key-too-weak": { issuer: string; label: string; minimum: string };
  "sign.issuer-key-computable": { issuer: string; label: string; weakness: KeyWeakness };
  "sign.issuer-may-not-sign": { issuer: string };
  "crl.issuer-may-not-sign": { issuer: string };
  /** What the authority issues can hold nowhere: of the way up with the least in the way. */
  "sign.chain-refused": { issuer: string; problems: readonly ChainProblem[] };
  /** Common receivers refuse what the authority issues; a person may want it all the same. */
  "sign.chain-doubtful": { issuer: string; problems: readonly ChainProblem[] };
  /** Dates as ISO 8601 text. */
  /** `subject`: the certificate that the list revokes, the issuer itself or one above it. */
  "sign.issuer-revoked": { issuer: string; subject: string; reason: string; at: string; serial: string };
  "sign.issuer-expired": { issuer: string; notAfter: string };
  "sign.issuer-not-yet-valid": { issuer: string; notBefore: string };
  "sign.path-length-used-up": { issuer: string; pathLength: number };
  "sign.name-not-permitted": { issuer: string; name: string; constraint: "excluded" | "not-permitted" };
  "sign.issuer-constraints-unreadable": { issuer: string };
  /** Every rule of the template that stands against what was asked for. */
  "template.refused": { template: string; version: number; refusals: readonly TemplateRefusal[] };
  "sign.days-out-of-range": { days: number; minimum: number; maximum: number };
  "sign.path-length-out-of-range": { pathLength: number; maximum: number };
  "sign.serial-out-of-range": { octets: number };
  "sign.key-is-not-the-issuers": { issuer: string };
  "sign.signature-failed": { issuer: string };

  // an authority whose key is not here
  /** `label` of its key, of a kind that no browser signs with. */
  "offline.key-unsupported": { authority: string; label: string };
  /** A file that is no answer: `request` where the package itself came back. */
  "offline.not-an-answer": { found: "request" | "" };

  // writing keys and containers
  "export.no-traditional-form": { algorithm: string };
  "export.no-jwk": { label: string };
  /** A file that was just written did not open as it should: a defect of the console, and nothing was handed out. */
  "export.unproven": { problem: "mac" | "key" | "certificates" | "order" };
}

/** Why an RSA private key can be computed from the public one. */
export type KeyWeakness = "roca" | "close-primes" | "small-factor";

/** What is in the way of a certificate above it: a finding of a verification by its code, or `sign.ends-before`. */
export interface ChainProblem {
  /** The authority, RFC 4514 text; "" for the certificate that is about to be signed. */
  readonly subject: string;
  readonly code: string;
  readonly params: object;
}

/** A problem of one subject alternative name. */
export type SanProblem =
  | "empty"
  | "white-space"
  | "dns-bad-character"
  | "dns-empty-label"
  | "dns-label-too-long"
  | "dns-too-long"
  | "dns-hyphen"
  | "dns-wildcard"
  | "dns-trailing-dot"
  | "dns-numeric"
  | "dns-port"
  | "dns-idn"
  | "ip-cidr"
  | "ip-octet"
  | "ip-parts"
  | "ip-malformed"
  | "email-malformed"
  | "email-not-ascii"
  | "uri-relative"
  | "uri-malformed"
  | "upn-malformed"
  | "rid-malformed"
  | "sid-malformed"
  | "too-long";

export type DerProblem =
  | "truncated"
  | "trailing-bytes"
  | "indefinite-length"
  | "long-length-not-minimal"
  | "length-too-large"
  | "high-tag-not-minimal"
  | "unexpected-tag"
  | "bad-boolean"
  | "bad-integer"
  | "bad-bit-string"
  | "bad-oid"
  | "bad-time"
  | "bad-string"
  | "bad-value"
  | "too-deep";

export type PkiErrorCode = keyof PkiErrorFacts;

/**
 * The one error that is thrown on purpose, in every ring. `Facts` is the ring's map of codes to facts; a ring names its
 * own with `FailureClass`. `message` is the code alone: words come from lib/i18n.
 */
export class Failure<
  Facts extends object = PkiErrorFacts,
  C extends keyof Facts & string = keyof Facts & string,
> extends Error {
  override readonly name = "Failure";
  readonly code: C;
  readonly facts: Facts[C];

  constructor(code: C, facts: Facts[C], cause?: unknown) {
    super(code, cause === undefined ? undefined : { cause });
    this.code = code;
    this.facts = facts;
  }
}

/** The class above as a ring sees it that knows the codes of `Facts`. */
export type FailureClass<Facts extends object> = new <C extends keyof Facts & string>(
  code: C,
  facts: Facts[C],
  cause?: unknown,
) => Failure<Facts, C>;

/** `isFailure` as a ring sees it that knows the codes of `Facts`. */
export type FailureGuard<Facts extends object> = <C extends keyof Facts & string = keyof Facts & string>(
  error: unknown,
  code?: C,
) => error is Failure<Facts, C>;

/** A refusal as plain data: one code of `Facts` with the facts of that code, under the name `Key`. */
export type FailureData<Facts extends object, Key extends string> = {
  [C in keyof Facts & string]: { readonly code: C } & { readonly [K in Key]: Facts[C] };
}[keyof Facts & string];

/**
 * True when `error` is a Failure, with the given code when one is named. By name and not by `instanceof`: a bundler may
 * give two entry points a copy of this module each, and an error of one copy must not become `internal` in the other.
 */
export function isFailure<C extends keyof PkiErrorFacts = keyof PkiErrorFacts>(
  error: unknown,
  code?: C,
): error is Failure<PkiErrorFacts, C> {
  if (!(error instanceof Error) || error.name !== "Failure") return false;
  return code === undefined || (error as Failure).code === code;
}
