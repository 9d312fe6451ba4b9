import { normaliseBer } from "../asn1/ber.ts";
import { contextConstructed, type Element, readElement, Tag } from "../asn1/der.ts";
import { readOid } from "../asn1/der-value.ts";
import { encode, writeExplicit, writeInteger, writeOid, writeSequence } from "../asn1/der-write.ts";
import { Failure } from "../failure.ts";
import { recogniseFile } from "./recognise.ts";

/** PKCS#7 / CMS SignedData as a bag of certificates (RFC 2315 §9, RFC 5652 §5): what `.p7b` and `.p7c` files are. */
export interface SignedData {
  readonly certificates: readonly Uint8Array[];
  readonly crls: readonly Uint8Array[];
  readonly signers: number;
  /** OID of what is signed; `1.2.840.113549.1.7.1` in a bag of certificates. */
  readonly contentType: string;
}

const contentTypes: Readonly<Record<string, string>> = {
  "1.2.840.113549.1.7.1": "data",
  "1.2.840.113549.1.7.2": "signedData",
  "1.2.840.113549.1.7.3": "envelopedData",
  "1.2.840.113549.1.7.4": "signedAndEnvelopedData",
  "1.2.840.113549.1.7.5": "digestedData",
  "1.2.840.113549.1.7.6": "encryptedData",
  "1.2.840.113549.1.9.16.1.2": "authenticatedData",
  "1.2.840.113549.1.9.16.1.4": "TSTInfo",
  "1.2.840.113549.1.9.16.1.9": "compressedData",
  "1.2.840.113549.1.9.16.1.23": "authEnvelopedData",
  "1.3.6.1.4.1.311.2.1.4": "SpcIndirectData",
  "1.3.6.1.4.1.311.10.1": "certificateTrustList",
};

/** The standard's name of a content type (RFC 5652, RFC 3161 and Microsoft's), or the OID again. */
export function contentTypeName(oid: string): string {
  return contentTypes[oid] ?? oid;
}

const dataOid = "1.2.840.113549.1.7.1";
const signedDataOid = "1.2.840.113549.1.7.2";

/**
 * The certificates of a PKCS#7 file (PEM, DER or BER), in the order of the file.
 * @throws Failure `pkcs7.no-certificates`, `der.malformed`, `file.*`.
 */
export function readPkcs7Certificates(bytes: Uint8Array): Uint8Array[] {
  const element = recogniseFile(bytes).elements.find(({ kind }) => kind === "pkcs7" || kind === "cms");
  if (element === undefined) throw new Failure("pkcs7.no-certificates", { contentType: "none" });
  if (element.kind === "cms")
    throw new Failure("pkcs7.no-certificates", { contentType: contentTypeName(element.detail ?? "") });
  const { certificates, contentType } = readSignedData(element.bytes);
  if (certificates.length === 0)
    throw new Failure("pkcs7.no-certificates", { contentType: contentTypeName(contentType) });
  return [...certificates];
}

/**
 * ContentInfo with SignedData, DER. Certificates of other formats (attribute certificates) are left out. @throws
 * Failure `der.malformed`.
 */
export function readSignedData(der: Uint8Array): SignedData {
  const info = readElement(normaliseBer(der).bytes, Tag.sequence).open();
  const type = info.next();
  if (readOid(type) !== signedDataOid) type.fail("bad-value");
  const wrapper = info.next(contextConstructed(0)).open();
  const fields = wrapper.next(Tag.sequence).open();
  fields.next(Tag.integer);
  fields.next(Tag.set); // digest algorithms
  const contentType = readOid(fields.next(Tag.sequence).open().next());
  const certificates = fields.optional(contextConstructed(0));
  const crls = fields.optional(contextConstructed(1));
  const signers = fields.isAtEnd ? 0 : fields.next(Tag.set).children().length;
  const sequencesOf = (set: Element | undefined): Uint8Array[] =>
    (set?.children() ?? []).filter(({ tag }) => tag === Tag.sequence).map(({ bytes }) => bytes);
  return { certificates: sequencesOf(certificates), crls: sequencesOf(crls), signers, contentType };
}

/**
 * A `.p7b`: SignedData without content and signers (degenerate, RFC 5652 §5.1), the certificates in the order given.
 */
export function writePkcs7(certificates: readonly Uint8Array[]): Uint8Array {
  const signedData = writeSequence(
    writeInteger(1),
    encode(Tag.set),
    writeSequence(writeOid(dataOid)),
    encode(contextConstructed(0), ...certificates),
    encode(Tag.set),
  );
  return writeSequence(writeOid(signedDataOid), writeExplicit(0, signedData));
}
