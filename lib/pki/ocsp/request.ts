import { contextConstructed, type Cursor, type Element, readElement, Tag } from "../asn1/der.ts";
import { readBitString, readInteger } from "../asn1/der-value.ts";
import { Oid } from "../asn1/oid.ts";
import { type Extension, readExtensions } from "../x509/extension.ts";
import { type GeneralName, readGeneralName } from "../x509/general-name.ts";
import { type CertId, readCertId } from "./cert-id.ts";

/** OCSPRequest (RFC 6960 §4.1.1). */
export interface OcspRequest {
  readonly der: Uint8Array;
  readonly requestorName: GeneralName | null;
  /** May be empty: the structure allows it, and a responder has nothing to answer then. */
  readonly requests: readonly { readonly certId: CertId; readonly extensions: readonly Extension[] }[];
  readonly extensions: readonly Extension[];
  readonly signature: OcspSignature | null;
}

/** A signature with the certificates that came with it, each as DER that was not read yet. */
export interface OcspSignature {
  /** AlgorithmIdentifier, DER. */
  readonly algorithm: Uint8Array;
  readonly value: Uint8Array;
  readonly certificates: readonly Uint8Array[];
}

/**
 * Reads an OCSP request. Version 1 written out is read, although DER leaves a default out: some clients write it.
 * @throws Failure `der.malformed` with the offset in `der`.
 */
export function readOcspRequest(der: Uint8Array): OcspRequest {
  const outer = readElement(der, Tag.sequence).open();
  const tbs = outer.next(Tag.sequence).open();
  const wrapped = outer.optional(contextConstructed(0));
  outer.finish();
  readVersion(tbs);
  const name = tbs.optional(contextConstructed(1));
  const requests = tbs.next(Tag.sequence).children().map(readSingleRequest);
  const extensions = readExplicitExtensions(tbs, 2);
  tbs.finish();
  return {
    der,
    requestorName: name === undefined ? null : readGeneralName(inside(name)),
    requests,
    extensions,
    signature: wrapped === undefined ? null : readRequestSignature(inside(wrapped)),
  };
}

function readSingleRequest(element: Element): OcspRequest["requests"][number] {
  const fields = element.open(Tag.sequence);
  const certId = readCertId(fields.next());
  const extensions = readExplicitExtensions(fields, 0);
  fields.finish();
  return { certId, extensions };
}

function readRequestSignature(element: Element): OcspSignature {
  const fields = element.open(Tag.sequence);
  const signature = readSignature(fields);
  fields.finish();
  return signature;
}

/** AlgorithmIdentifier, BIT STRING and the optional certificates, as requests and responses have them at their end. */
export function readSignature(fields: Cursor): OcspSignature {
  const algorithm = fields.next(Tag.sequence).bytes;
  const bits = fields.next();
  const { bytes, unusedBits } = readBitString(bits);
  // the signature of every algorithm of PKIX fills whole bytes
  if (unusedBits !== 0) bits.fail("bad-bit-string");
  const wrapped = fields.optional(contextConstructed(0));
  const certificates = wrapped === undefined ? [] : inside(wrapped).expect(Tag.sequence).children();
  return { algorithm, value: bytes, certificates: certificates.map((each) => each.expect(Tag.sequence).bytes) };
}

/** `version [0] EXPLICIT INTEGER DEFAULT v1`: there is no other. */
export function readVersion(fields: Cursor): void {
  const wrapped = fields.optional(contextConstructed(0));
  if (wrapped === undefined) return;
  const version = inside(wrapped);
  if (readInteger(version) !== 0) version.fail("bad-value");
}

/** `[n] EXPLICIT Extensions OPTIONAL`. */
export function readExplicitExtensions(fields: Cursor, n: number): readonly Extension[] {
  const wrapped = fields.optional(contextConstructed(n));
  if (wrapped === undefined) return [];
  const cursor = wrapped.open();
  const extensions = readExtensions(cursor);
  cursor.finish();
  return extensions;
}

/** The one element of an EXPLICIT tag. */
export function inside(wrapped: Element): Element {
  const cursor = wrapped.open();
  const element = cursor.next();
  cursor.finish();
  return element;
}

/**
 * The nonce among the extensions of a request or a response (RFC 9654 §2.1); null without one.
 * @throws Failure `der.malformed`, also for one that is empty or longer than 128 bytes.
 */
export function nonceOf(extensions: readonly Extension[]): Uint8Array | null {
  const extension = extensions.find(({ oid }) => oid === Oid.ocspNonce);
  if (extension === undefined) return null;
  const element = readElement(extension.value, Tag.octetString);
  if (element.length < 1 || element.length > 128) element.fail("bad-value");
  return element.content;
}
