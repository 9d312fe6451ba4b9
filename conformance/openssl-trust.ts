import { contextConstructed, readElementAt, Tag } from "../lib/pki/asn1/der.ts";
import { readOid } from "../lib/pki/asn1/der-value.ts";
import { Oid } from "../lib/pki/asn1/oid.ts";
import type { PathPurpose } from "../lib/pki/path/options.ts";

/**
 * The settings behind the certificate in OpenSSL's TRUSTED CERTIFICATE: purposes that it is trusted for, and rejected
 * for.
 */
export interface TrustSettings {
  readonly der: Uint8Array;
  /** Null: nothing is said. */
  readonly trusted: readonly string[] | null;
  readonly rejected: readonly string[];
}

/** CertAux: SEQUENCE { trust SEQUENCE OF OID OPTIONAL, reject [0] OPTIONAL, … }. @throws Failure `der.malformed` */
export function readTrustSettings(bytes: Uint8Array): TrustSettings {
  const { end } = readElementAt(bytes, 0);
  const der = bytes.subarray(0, end);
  if (end === bytes.length) return { der, trusted: null, rejected: [] };
  const cursor = readElementAt(bytes, end).open(Tag.sequence);
  const trust = cursor.optional(Tag.sequence);
  const reject = cursor.optional(contextConstructed(0));
  return {
    der,
    trusted: trust?.children().map((each) => readOid(each)) ?? null,
    rejected: reject?.children().map((each) => readOid(each)) ?? [],
  };
}

const purposeOids: Readonly<Record<PathPurpose, string>> = {
  server: Oid.serverAuth,
  client: Oid.clientAuth,
  any: Oid.anyExtendedKeyUsage,
};

/**
 * X509_check_trust: an explicit word for the purpose wins; without one it depends on being self-signed (`undecided`).
 */
export function trustFor(
  { trusted, rejected }: TrustSettings,
  purpose: PathPurpose,
): "trusted" | "rejected" | "undecided" {
  const isMeant = (oid: string): boolean => oid === purposeOids[purpose] || oid === Oid.anyExtendedKeyUsage;
  if (rejected.some(isMeant)) return "rejected";
  if (trusted === null) return "undecided";
  return trusted.some(isMeant) ? "trusted" : "rejected";
}
