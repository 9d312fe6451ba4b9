import { writeUnsigned } from "../asn1/der-write.ts";
import { Failure } from "../failure.ts";
import type { Extension } from "../x509/extension.ts";
import {
  authorityKeyIdentifierExtension,
  basicConstraintsExtension,
  subjectAltNameExtension,
  subjectKeyIdentifierExtension,
} from "../x509/extension-write.ts";
import type { GeneralNameInput } from "../x509/general-name-text.ts";
import { keyIdentifier, type PublicKeyFacts } from "../keys/public-key.ts";
import { templateExtensions, usesOf } from "../templates/layout.ts";
import { placeExtensions, type Published } from "../templates/places.ts";
import { isAuthorityTemplate, type Template } from "../templates/template.ts";

/**
 * The laid-out parts of a TBSCertificate (RFC 5280 §4.1.2), DER; the signature algorithm is the signer's and comes
 * between them.
 */
export interface PreparedContent {
  readonly serial: Uint8Array;
  /** Issuer, validity, subject, key and extensions: what follows the signature algorithm in TBSCertificate. */
  readonly rest: Uint8Array;
  readonly issuerSpki: Uint8Array;
  readonly issuerName: string;
}

/** A positive INTEGER of at most 20 bytes (RFC 5280 §4.1.2.2); a high first bit costs one byte more. */
export function writeSerial(octets: Uint8Array): Uint8Array {
  const written = writeUnsigned(octets);
  const isZero = octets.every((octet) => octet === 0);
  if (isZero || octets.length < 8 || written.length - 2 > 20)
    throw new Failure("sign.serial-out-of-range", { octets: octets.length });
  return written;
}

/** When a certificate begins: how long before now, in ms, and not before its issuer. */
export interface Beginning {
  readonly now: Date;
  readonly backdating?: number | undefined;
  /** Null for a self-signed certificate. */
  readonly issuer: { readonly notBefore: Date; readonly notAfter: Date } | null;
}

/**
 * The validity in whole seconds. It begins `backdating` before `now`, but not before the issuer does, and ends `days`
 * × 86 400 s after it began, or with the issuer when that comes first.
 */
export function validityOf(
  { now, backdating = 0, issuer }: Beginning,
  days: number,
): { notBefore: Date; notAfter: Date; asked: Date } {
  const earliest = Math.min(now.getTime(), issuer?.notBefore.getTime() ?? 0);
  const start = Math.floor(Math.max(now.getTime() - backdating, earliest) / 1000) * 1000;
  const asked = new Date(start + days * 86_400_000);
  const limit = issuer?.notAfter ?? null;
  return { notBefore: new Date(start), notAfter: limit !== null && limit < asked ? limit : asked, asked };
}

interface ExtensionPlan {
  readonly template: Template;
  readonly key: PublicKeyFacts;
  readonly pathLength: number | null;
  readonly spki: Uint8Array;
  /** The subject key identifier; absent: computed of the key. */
  readonly keyId?: Uint8Array | undefined;
  readonly issuerKeyId: Uint8Array;
  readonly names: readonly GeneralNameInput[];
  readonly hasSubject: boolean;
  /** As of `Asked`. */
  readonly sid?: string | null;
  /** As of `Asked`. */
  readonly published?: Published | null;
}

export function extensionsOf(plan: ExtensionPlan): Extension[] {
  const { template, names } = plan;
  const extensions = [
    basicConstraintsExtension(isAuthorityTemplate(template), plan.pathLength),
    ...usesOf(template, plan.key),
    ...templateExtensions(template, plan.sid ?? null),
  ];
  extensions.push(
    subjectKeyIdentifierExtension(plan.keyId ?? keyIdentifier(plan.spki)),
    authorityKeyIdentifierExtension(plan.issuerKeyId),
  );
  if (plan.published !== undefined) extensions.push(...placeExtensions(template.rules, plan.published));
  if (names.length > 0) extensions.push(subjectAltNameExtension(names, !plan.hasSubject));
  return extensions;
}
