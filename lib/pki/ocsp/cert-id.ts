import { createHash } from "node:crypto";
import { type Element, readElement, Tag } from "../asn1/der.ts";
import { readBitString, readIntegerOctets, readOid } from "../asn1/der-value.ts";
import { equalOctets } from "../asn1/octets.ts";
import { Oid } from "../asn1/oid.ts";

/** CertID (RFC 6960 §4.1.1): which certificate a request or an answer is about. */
export interface CertId {
  /** Its exact DER; a response repeats that of the request. */
  readonly der: Uint8Array;
  readonly hashAlgorithm: string;
  readonly issuerNameHash: Uint8Array;
  readonly issuerKeyHash: Uint8Array;
  /** INTEGER content octets. */
  readonly serialNumber: Uint8Array;
}

/** The certificate that a CertID may mean: what is hashed of its issuer, and its serial number. */
export interface Identified {
  /** DER of the Name that stands as the issuer in the certificate. */
  readonly issuerName: Uint8Array;
  /** SubjectPublicKeyInfo of the issuer. */
  readonly issuerSpki: Uint8Array;
  /** INTEGER content octets. */
  readonly serialNumber: Uint8Array;
}

/** Reads a CertID. @throws Failure `der.malformed`. */
export function readCertId(element: Element): CertId {
  const fields = element.open(Tag.sequence);
  const algorithm = fields.next(Tag.sequence).open();
  const hashAlgorithm = readOid(algorithm.next());
  if (!algorithm.isAtEnd) algorithm.next();
  algorithm.finish();
  const issuerNameHash = fields.next(Tag.octetString).content;
  const issuerKeyHash = fields.next(Tag.octetString).content;
  const serialNumber = readIntegerOctets(fields.next());
  fields.finish();
  return { der: element.bytes, hashAlgorithm, issuerNameHash, issuerKeyHash, serialNumber };
}

/** node:crypto's name of each hash that is compared here. */
const digests: ReadonlyMap<string, string> = new Map([
  [Oid.sha1, "sha1"],
  [Oid.sha224, "sha224"],
  [Oid.sha256, "sha256"],
  [Oid.sha384, "sha384"],
  [Oid.sha512, "sha512"],
]);

/** Does the CertID mean this certificate? By its own hash algorithm; one that is not known here means none. */
export function identifies(id: CertId, { issuerName, issuerSpki, serialNumber }: Identified): boolean {
  if (!equalOctets(id.serialNumber, serialNumber)) return false;
  const digest = digests.get(id.hashAlgorithm);
  return (
    digest !== undefined &&
    equalOctets(
      id.issuerNameHash,
      hashOf(digest, issuerName, (name) => name),
    ) &&
    equalOctets(id.issuerKeyHash, hashOf(digest, issuerSpki, publicKeyOctets))
  );
}

const hashes = new WeakMap<Uint8Array, Map<string, Uint8Array>>();

/** Once an array of bytes: a hostile response may ask for one serial number a hundred thousand times. */
function hashOf(digest: string, bytes: Uint8Array, partOf: (bytes: Uint8Array) => Uint8Array): Uint8Array {
  const known = hashes.get(bytes) ?? new Map<string, Uint8Array>();
  hashes.set(bytes, known);
  const hash = known.get(digest) ?? createHash(digest).update(partOf(bytes)).digest();
  known.set(digest, hash);
  return hash;
}

/**
 * The public key as OCSP hashes it: the content of the BIT STRING without its count of unused bits.
 * @throws Failure `der.malformed`.
 */
export function publicKeyOctets(spki: Uint8Array): Uint8Array {
  const fields = readElement(spki, Tag.sequence).open();
  fields.next(Tag.sequence);
  return readBitString(fields.next()).bytes;
}
