import { createHash } from "node:crypto";
import { contextConstructed, contextPrimitive, type Element, readElement, Tag } from "../asn1/der.ts";
import { type IrregularTime, readTimeField } from "../asn1/any-time.ts";
import { readBitString, readInteger, readIntegerOctets, readOid } from "../asn1/der-value.ts";
import { readTolerantAt, rewriteAsDer } from "../asn1/tolerant.ts";
import { isFailure } from "../failure.ts";
import { duplicateOids, type Extension, readExtensions } from "./extension.ts";
import {
  type BasicConstraints,
  readAuthorityKeyIdentifier,
  readBasicConstraints,
  readSubjectAltName,
  readKeyIdentifier,
} from "./extension-values.ts";
import type { GeneralName } from "./general-name.ts";
import { compareKeyOf, type Name, readName } from "./name.ts";
import { hexOf } from "../asn1/octets.ts";
import { Oid } from "../asn1/oid.ts";

/**
 * An X.509 certificate (RFC 5280 §4.1). Its structure is read strictly; what the standard forbids but can be read (a
 * version 1 certificate with extensions, a zero or negative serial number, repeated extensions, unequal signature
 * algorithms, unknown algorithms, a date of another form) is kept as it is: the checks tell it and path validation
 * refuses it.
 */
export interface Certificate {
  /** The exact outer TLV: fingerprints are taken over it. */
  readonly der: Uint8Array;
  /** TBSCertificate TLV: what is signed. */
  readonly tbs: Uint8Array;
  /** 1, 2 or 3; another one only in what `readUnusualCertificate` gives. */
  readonly version: number;
  /** Content bytes of the INTEGER, with the leading 00 when there is one. */
  readonly serialNumber: Uint8Array;
  /** AlgorithmIdentifier beside the signature, and the one inside what is signed; they must be equal (§4.1.1.2). */
  readonly signatureAlgorithm: Uint8Array;
  readonly tbsSignatureAlgorithm: Uint8Array;
  readonly issuer: Name;
  readonly subject: Name;
  readonly notBefore: Date;
  readonly notAfter: Date;
  /** Dates that were read although §4.1.2.5 does not allow their form. */
  readonly irregularTimes: readonly IrregularTime<"notBefore" | "notAfter">[];
  /** SubjectPublicKeyInfo TLV. */
  readonly spki: Uint8Array;
  readonly extensions: readonly Extension[];
  /** Content of the signature BIT STRING. */
  readonly signature: Uint8Array;
}

interface Parts {
  readonly tbs: Element;
  readonly version: number;
  readonly serial: Element;
  readonly innerAlgorithm: Element;
  readonly issuer: Name;
  readonly subject: Name;
  readonly notBefore: Date;
  readonly notAfter: Date;
  readonly irregularTimes: readonly IrregularTime<"notBefore" | "notAfter">[];
  readonly spki: Element;
  readonly extensions: readonly Extension[];
  readonly outerAlgorithm: Element;
  readonly signature: Uint8Array;
}

/** Views are made when asked for: an import of many certificates needs few of them. */
class DecodedCertificate implements Certificate {
  readonly der: Uint8Array;
  readonly #parts: Parts;
  #tbs: Uint8Array | undefined;
  #spki: Uint8Array | undefined;

  constructor(der: Uint8Array, parts: Parts) {
    this.der = der;
    this.#parts = parts;
  }
  get tbs(): Uint8Array {
    return (this.#tbs ??= this.#parts.tbs.bytes);
  }
  get version(): number {
    return this.#parts.version;
  }
  get serialNumber(): Uint8Array {
    return this.#parts.serial.content;
  }
  get signatureAlgorithm(): Uint8Array {
    return this.#parts.outerAlgorithm.bytes;
  }
  get tbsSignatureAlgorithm(): Uint8Array {
    return this.#parts.innerAlgorithm.bytes;
  }
  get issuer(): Name {
    return this.#parts.issuer;
  }
  get subject(): Name {
    return this.#parts.subject;
  }
  get notBefore(): Date {
    return this.#parts.notBefore;
  }
  get notAfter(): Date {
    return this.#parts.notAfter;
  }
  get irregularTimes(): Certificate["irregularTimes"] {
    return this.#parts.irregularTimes;
  }
  get spki(): Uint8Array {
    return (this.#spki ??= this.#parts.spki.bytes);
  }
  get extensions(): readonly Extension[] {
    return this.#parts.extensions;
  }
  get signature(): Uint8Array {
    return this.#parts.signature;
  }
}

/**
 * Reads one certificate, which must fill `der` exactly.
 * @throws Failure `der.malformed` with the offset of what is not DER or not the structure of RFC 5280 §4.1.
 */
export function readCertificate(der: Uint8Array): Certificate {
  return new DecodedCertificate(der, readParts(readElement(der, Tag.sequence), false));
}

/**
 * Reads a certificate of which `readCertificate` says that it is none, for showing it: BER, a version beyond 3, blocks
 * of an algorithm with another number of parts, fields behind the last one. Its signed bytes are those of `der`.
 * @throws Failure `der.malformed` when a field that there has to be cannot be read even so.
 */
export function readUnusualCertificate(der: Uint8Array): Certificate {
  const parts = readParts(readElement(rewriteAsDer(der), Tag.sequence), true);
  return new DecodedCertificate(der, { ...parts, tbs: signedPartOf(der) });
}

/** The first part of a signed structure in BER: the bytes that the signature covers. @throws Failure `der.malformed`. */
export function signedPartOf(der: Uint8Array): Element {
  return readTolerantAt(der, 0).open().next(Tag.sequence);
}

function readParts(root: Element, isTolerant: boolean): Parts {
  const outer = root.open();
  const tbs = outer.next(Tag.sequence);
  const outerAlgorithm = outer.next(Tag.sequence);
  if (!isTolerant) requireAlgorithm(outerAlgorithm);
  const signatureElement = outer.next();
  if (!isTolerant) outer.finish();
  const signature = readBitString(signatureElement);
  if (!isTolerant && signature.unusedBits !== 0) signatureElement.fail("bad-bit-string");

  const cursor = tbs.open();
  const version = readVersion(cursor.optional(contextConstructed(0)), isTolerant);
  const serial = cursor.next(Tag.integer);
  readIntegerOctets(serial);
  const innerAlgorithm = cursor.next(Tag.sequence);
  if (!isTolerant) requireAlgorithm(innerAlgorithm);
  const issuer = readName(cursor.next());
  const validity = cursor.next(Tag.sequence).open();
  const irregularTimes: IrregularTime<"notBefore" | "notAfter">[] = [];
  const notBefore = readTimeField(validity.next(), "notBefore", irregularTimes);
  const notAfter = readTimeField(validity.next(), "notAfter", irregularTimes);
  if (!isTolerant) validity.finish();
  const subject = readName(cursor.next());
  const spki = cursor.next(Tag.sequence);
  requirePublicKeyInfo(spki);
  for (const n of [1, 2]) {
    const uniqueId = cursor.optional(contextPrimitive(n));
    if (uniqueId !== undefined) readBitString(uniqueId, contextPrimitive(n));
  }
  const wrapper = cursor.optional(contextConstructed(3));
  let extensions: readonly Extension[] = [];
  if (wrapper !== undefined) {
    const inside = wrapper.open();
    extensions = readExtensions(inside);
    if (!isTolerant) inside.finish();
  }
  if (!isTolerant) cursor.finish();
  return {
    tbs,
    version,
    serial,
    innerAlgorithm,
    issuer,
    subject,
    notBefore,
    notAfter,
    irregularTimes,
    spki,
    extensions,
    outerAlgorithm,
    signature: signature.bytes,
  };
}

/** `[0] EXPLICIT INTEGER`: absent is version 1; version 1 written out (forbidden by DER's DEFAULT) is read. */
function readVersion(wrapper: Element | undefined, isTolerant: boolean): number {
  if (wrapper === undefined) return 1;
  const inside = wrapper.open();
  const element = inside.next();
  const number = readInteger(element);
  inside.finish();
  return isTolerant || (number >= 0 && number <= 2) ? number + 1 : element.fail("bad-value");
}

/** SEQUENCE { OID, ANY OPTIONAL }. */
function requireAlgorithm(element: Element): void {
  const cursor = element.open();
  readOid(cursor.next());
  if (!cursor.isAtEnd) cursor.next();
  cursor.finish();
}

function requirePublicKeyInfo(element: Element): void {
  const cursor = element.open();
  requireAlgorithm(cursor.next(Tag.sequence));
  readBitString(cursor.next());
  cursor.finish();
}

/** The extension, or undefined; of a repeated one the first. */
export function extensionOf(
  certificate: { readonly extensions: readonly Extension[] },
  oid: string,
): Extension | undefined {
  return certificate.extensions.find((extension) => extension.oid === oid);
}

/** Extensions that stand more than once, which RFC 5280 §4.2 forbids. */
export function duplicateExtensionOids(certificate: Certificate): string[] {
  return duplicateOids(certificate.extensions);
}

/**
 * Serial number, the one way in which it is shown and stored: upper-case hex of whole bytes without a leading 00 (`01`, `9F3C…`); a negative one gets a minus sign.
 */
export function serialHex(certificate: { readonly serialNumber: Uint8Array }): string {
  const bytes = certificate.serialNumber;
  // the ordinary, positive number without the detour by way of a big integer
  if (bytes.length > 0 && bytes[0]! < 0x80) {
    const start = bytes.findIndex((byte) => byte !== 0);
    return hexOf(start < 0 ? bytes.subarray(0, 1) : bytes.subarray(start)).toUpperCase();
  }
  const isNegative = (bytes[0] ?? 0) >= 0x80;
  const bits = BigInt(bytes.length) * 8n;
  const value = BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
  const digits = (isNegative ? (1n << bits) - value : value).toString(16).toUpperCase();
  return `${isNegative ? "-" : ""}${digits.length % 2 === 0 ? "" : "0"}${digits}`;
}

/** SHA-256 fingerprint, lower-case hex. */
export function sha256Hex(der: Uint8Array): string {
  return createHash("sha256").update(der).digest("hex");
}

/** SHA-1 fingerprint, lower-case hex: shown because older tools print it, never used to identify. */
export function sha1Hex(der: Uint8Array): string {
  return createHash("sha1").update(der).digest("hex");
}

/** Issuer and subject are the same name (RFC 5280 §6.1); says nothing about the signature. */
export function isSelfIssued(certificate: Certificate): boolean {
  return compareKeyOf(certificate.issuer) === compareKeyOf(certificate.subject);
}

/** basicConstraints with CA:TRUE. A broken extension counts as none: see the checks. */
export function isAuthority(certificate: Certificate): boolean {
  return basicConstraintsOf(certificate)?.isCa ?? false;
}

export function basicConstraintsOf(certificate: Certificate): BasicConstraints | null {
  return valueOf(certificate, Oid.basicConstraints, readBasicConstraints);
}

/** Subject alternative names; none when the extension is absent or broken. */
export function subjectAltNames(certificate: { readonly extensions: readonly Extension[] }): GeneralName[] {
  return valueOf(certificate, Oid.subjectAltName, readSubjectAltName) ?? [];
}

export function subjectKeyId(certificate: Certificate): Uint8Array | null {
  return valueOf(certificate, Oid.subjectKeyIdentifier, readKeyIdentifier);
}

/** keyIdentifier of the authority key identifier. */
export function authorityKeyId(certificate: Certificate): Uint8Array | null {
  return valueOf(certificate, Oid.authorityKeyIdentifier, readAuthorityKeyIdentifier)?.keyId ?? null;
}

/** The value of an extension by its reader; null when the extension is absent or its value is broken. */
export function valueOf<T>(
  certificate: { readonly extensions: readonly Extension[] },
  oid: string,
  read: (value: Uint8Array) => T,
): T | null {
  const extension = extensionOf(certificate, oid);
  if (extension === undefined) return null;
  try {
    return read(extension.value);
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}
