import { contextConstructed, Cursor, type Element, readElement, Tag } from "../asn1/der.ts";
import { readBitString, readInteger, readOid } from "../asn1/der-value.ts";
import { encode, writeBitString, writeExplicit, writeInteger, writeOid, writeSequence } from "../asn1/der-write.ts";
import { Failure } from "../failure.ts";
import { rewriteAsDer } from "../asn1/tolerant.ts";
import { signedPartOf } from "./certificate.ts";
import { type Extension, readExtensions, writeExtensions } from "./extension.ts";
import { subjectAltNameExtension } from "./extension-write.ts";
import type { GeneralNameInput } from "./general-name-text.ts";
import { type Name, readName, type Subject, writeName } from "./name.ts";
import { Oid } from "../asn1/oid.ts";
import { type SignatureVerdict, verifySignature } from "../keys/signature.ts";
import type { Signer } from "../keys/signer.ts";

/** A PKCS#10 certification request (RFC 2986). */
export interface CertificationRequest {
  /** The exact outer TLV. */
  readonly der: Uint8Array;
  /** CertificationRequestInfo TLV: what is signed. */
  readonly info: Uint8Array;
  /** 1 (§4.1); other tools write 2 and 3 as well, and the signature covers what they wrote. */
  readonly version: number;
  readonly subject: Name;
  /** SubjectPublicKeyInfo TLV. */
  readonly spki: Uint8Array;
  /** The extensions of extensionRequest (RFC 2985 §5.4.2), or of Microsoft's form of it; empty when there is none. */
  readonly extensions: readonly Extension[];
  /** Every attribute: its type and the TLVs of its values. */
  readonly attributes: readonly RequestAttribute[];
  /** AlgorithmIdentifier TLV. */
  readonly signatureAlgorithm: Uint8Array;
  /** Content of the signature BIT STRING. */
  readonly signature: Uint8Array;
}

export interface RequestAttribute {
  readonly type: string;
  readonly values: readonly Uint8Array[];
}

/**
 * Reads one request, which must fill `der` exactly. Attributes that are left out altogether are read as none (several
 * old tools write that); the signature is not checked here: see `requestSignatureVerdict`.
 * @throws Failure `der.malformed`.
 */
export function readRequest(der: Uint8Array): CertificationRequest {
  const outer = readElement(der, Tag.sequence).open();
  const info = outer.next(Tag.sequence);
  const algorithm = outer.next(Tag.sequence);
  const bits = outer.next();
  outer.finish();
  const signature = readBitString(bits);
  if (signature.unusedBits !== 0) bits.fail("bad-bit-string");
  const cursor = info.open();
  const version = readInteger(cursor.next()) + 1;
  const subject = readName(cursor.next());
  const spki = cursor.next(Tag.sequence);
  const wrapper = cursor.optional(contextConstructed(0));
  cursor.finish();
  const attributes = (wrapper?.children() ?? []).map(readAttribute);
  return {
    der,
    info: info.bytes,
    version,
    subject,
    spki: spki.bytes,
    extensions: requestedExtensions(attributes),
    attributes: attributes.map(({ type, values }) => ({ type, values: values.map((value) => value.bytes) })),
    signatureAlgorithm: algorithm.bytes,
    signature: signature.bytes,
  };
}

/**
 * Reads a request in BER, for showing it. Its signed bytes are those of `der`. @throws Failure `der.malformed` when it is
 * no request even so.
 */
export function readUnusualRequest(der: Uint8Array): CertificationRequest {
  return { ...readRequest(rewriteAsDer(der)), der, info: signedPartOf(der).bytes };
}

function readAttribute(element: Element): { type: string; values: Element[] } {
  const cursor = element.open(Tag.sequence);
  const type = readOid(cursor.next());
  const values = cursor.next(Tag.set).children();
  cursor.finish();
  return { type, values };
}

function requestedExtensions(attributes: readonly { type: string; values: readonly Element[] }[]): Extension[] {
  const asked = attributes.filter(
    ({ type }) => type === Oid.extensionRequest || type === Oid.microsoftExtensionRequest,
  );
  return asked.flatMap(({ values }) =>
    values.flatMap((value) => readExtensions(new Cursor(value.source, value.start, value.end))),
  );
}

/** Whether the request was signed with the private key of the public key that it carries. */
export function requestSignatureVerdict(request: CertificationRequest): SignatureVerdict {
  return verifySignature(request.signatureAlgorithm, request.info, request.signature, request.spki);
}

/**
 * Writes a request and signs it (RFC 2986 §4). The names go into an extensionRequest as subjectAltName, critical when
 * the subject is empty (RFC 5280 §4.2.1.6). No names: the attributes are there and empty, as `openssl req` writes them.
 * @throws Failure `subject.*`, `san.malformed`, and `subject.empty` when there is neither a subject nor a name.
 */
export function writeRequest(subject: Subject, names: readonly GeneralNameInput[], signer: Signer): Uint8Array {
  const subjectName = writeName(subject);
  const hasSubject = subjectName.length > 2;
  if (!hasSubject && names.length === 0) throw new Failure("subject.empty", {});
  return signRequest(subjectName, names.length === 0 ? [] : [subjectAltNameExtension(names, !hasSubject)], signer);
}

/**
 * Writes a request and signs it. `subject` is a Name, DER, as it will stand; `extensions` go into an extensionRequest.
 */
export function signRequest(subject: Uint8Array, extensions: readonly Extension[], signer: Signer): Uint8Array {
  const attributes = extensions.length === 0 ? [] : [extensionRequest(extensions)];
  const info = writeSequence(writeInteger(0), subject, signer.spki, writeExplicit(0, ...attributes));
  const { algorithm, value } = signer.sign(info);
  return writeSequence(info, algorithm, writeBitString(value));
}

function extensionRequest(extensions: readonly Extension[]): Uint8Array {
  return writeSequence(writeOid(Oid.extensionRequest), encode(Tag.set, writeExtensions(extensions)));
}
