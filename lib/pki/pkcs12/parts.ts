import { normaliseBer } from "../asn1/ber.ts";
import { contextConstructed, contextPrimitive, type Element, readElement, Tag } from "../asn1/der.ts";
import { readInteger, readOid, readString } from "../asn1/der-value.ts";
import { concat } from "../asn1/der-write.ts";
import { Failure, isFailure } from "../failure.ts";
import { type PasswordEncryption, readPasswordEncryption } from "../encryption/pbes.ts";
import { type Pkcs12Mac, readPkcs12Mac } from "./mac.ts";
import { namedScheme } from "../encryption/scheme-name.ts";

/** The structures of a PKCS#12 file (RFC 7292 §4 and §5), nothing decrypted. */

/** The structure of a file that can be seen without its passphrase. */
export interface Pkcs12Outline {
  readonly encryption: string;
  readonly mac: string | null;
  /** False when nothing in it is encrypted. */
  readonly isLocked: boolean;
  /** Rounds of key derivation to open it, about. */
  readonly cost: number;
}

export const dataOid = "1.2.840.113549.1.7.1";
export const encryptedDataOid = "1.2.840.113549.1.7.6";
export const bag = (n: number): string => `1.2.840.113549.1.12.10.1.${n}`;
const friendlyNameOid = "1.2.840.113549.1.9.20";
const localKeyIdOid = "1.2.840.113549.1.9.21";
/** Of Java: what the key store trusts the certificate for. */
const trustedKeyUsageOid = "2.16.840.1.113894.746875.1.1";
export const maximumNesting = 8;

/**
 * Reads the structure of a PKCS#12 that is visible without a passphrase.
 * @throws Failure `pkcs12.damaged`, `pkcs12.unsupported`.
 */
export function readPkcs12Outline(der: Uint8Array): Pkcs12Outline {
  try {
    const { content, mac } = readPfx(der);
    const schemes: PasswordEncryption[] = [];
    for (const info of readElement(normaliseBer(content).bytes, Tag.sequence).children()) {
      const { oid, value } = readContentInfo(info);
      if (oid === encryptedDataOid) schemes.push(readEncryptedData(value).scheme);
      if (oid === dataOid)
        schemes.push(...shroudedSchemes(readElement(normaliseBer(octetsOf(value)).bytes, Tag.sequence), 0));
    }
    return {
      encryption: [...new Set(schemes.map(({ description }) => description))].join("; ") || "none",
      mac: mac?.description ?? null,
      isLocked: schemes.length > 0,
      cost: schemes.reduce((sum, { cost }) => sum + cost, mac?.cost ?? 0),
    };
  } catch (error) {
    throw translated(error);
  }
}

/** Broken DER and unsupported encryption in the words of PKCS#12. */
export function translated(error: unknown): unknown {
  if (isFailure(error, "der.malformed")) return new Failure("pkcs12.damaged", { offset: error.facts.offset }, error);
  if (isFailure(error, "key.damaged")) return new Failure("pkcs12.damaged", { offset: error.facts.offset }, error);
  if (isFailure(error, "key.unsupported-encryption"))
    return new Failure("pkcs12.unsupported", { scheme: error.facts.scheme }, error);
  return error;
}

/** PFX (RFC 7292 §4): the bytes under the MAC, which are the AuthenticatedSafe. */
export function readPfx(der: Uint8Array): { content: Uint8Array; mac: Pkcs12Mac | null } {
  const cursor = readElement(normaliseBer(der).bytes, Tag.sequence).open();
  const version = cursor.next();
  if (readInteger(version) !== 3) version.fail("bad-value");
  const { oid, value } = readContentInfo(cursor.next());
  const macElement = cursor.optional(Tag.sequence);
  cursor.finish();
  if (oid !== dataOid) throw new Failure("pkcs12.unsupported", { scheme: namedScheme(oid) });
  return { content: octetsOf(value), mac: macElement === undefined ? null : readPkcs12Mac(macElement) };
}

/** ContentInfo: the type and the element inside its [0]. */
export function readContentInfo(info: Element): { oid: string; value: Element } {
  const cursor = info.open(Tag.sequence);
  const oid = readOid(cursor.next());
  const wrapper = cursor.next(contextConstructed(0)).open();
  const value = wrapper.next();
  wrapper.finish();
  return { oid, value };
}

/** An OCTET STRING, or [0] IMPLICIT OCTET STRING in one piece or (from BER) in several. */
export function octetsOf(element: Element): Uint8Array {
  if (element.tag === Tag.octetString || element.tag === contextPrimitive(0)) return element.content;
  if (element.tag === contextConstructed(0))
    return concat(element.children().map((piece) => piece.expect(Tag.octetString).content));
  return element.fail("unexpected-tag");
}

/** EncryptedData (RFC 2315 §13). */
export function readEncryptedData(value: Element): { scheme: PasswordEncryption; ciphertext: Uint8Array } {
  const outer = value.open(Tag.sequence);
  outer.next(Tag.integer);
  const info = outer.next(Tag.sequence).open();
  readOid(info.next());
  const scheme = readPasswordEncryption(info.next(Tag.sequence));
  const ciphertext = info.isAtEnd ? new Uint8Array() : octetsOf(info.next());
  return { scheme, ciphertext };
}

export interface SafeBag {
  readonly oid: string;
  readonly value: Element;
  readonly friendlyName: string | null;
  readonly localKeyId: Uint8Array | null;
  readonly isTrusted: boolean;
}

export function readSafeBag(element: Element): SafeBag {
  const cursor = element.open(Tag.sequence);
  const oid = readOid(cursor.next());
  const wrapper = cursor.next(contextConstructed(0)).open();
  const value = wrapper.next();
  const attributes = cursor.optional(Tag.set);
  cursor.finish();
  let friendlyName: string | null = null;
  let localKeyId: Uint8Array | null = null;
  let isTrusted = false;
  for (const attribute of attributes?.children() ?? []) {
    const parts = attribute.open(Tag.sequence);
    const type = readOid(parts.next());
    const first = parts.next(Tag.set).children()[0];
    if (type === friendlyNameOid && first !== undefined) friendlyName = readString(first);
    if (type === localKeyIdOid && first?.tag === Tag.octetString) localKeyId = Uint8Array.from(first.content);
    if (type === trustedKeyUsageOid) isTrusted = true;
  }
  return { oid, value, friendlyName, localKeyId, isTrusted };
}

/** EncryptedPrivateKeyInfo inside a shrouded key bag. */
export function readShrouded(value: Element): { scheme: PasswordEncryption; ciphertext: Uint8Array } {
  const cursor = value.open(Tag.sequence);
  return {
    scheme: readPasswordEncryption(cursor.next(Tag.sequence)),
    ciphertext: cursor.next(Tag.octetString).content,
  };
}

function* shroudedSchemes(contents: Element, depth: number): Generator<PasswordEncryption> {
  if (depth > maximumNesting) contents.fail("too-deep");
  for (const element of contents.children()) {
    const { oid, value } = readSafeBag(element);
    if (oid === bag(2)) yield readShrouded(value).scheme;
    if (oid === bag(6)) yield* shroudedSchemes(value.expect(Tag.sequence), depth + 1);
  }
}
