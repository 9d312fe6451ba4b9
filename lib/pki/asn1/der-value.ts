import { type Element, Tag } from "./der.ts";

/** Readers of the universal types (X.690 §8, §11). All throw `der.malformed` at the element's offset. */

export function readBoolean(element: Element, tag: number = Tag.boolean): boolean {
  element.expect(tag);
  const octet = element.content[0];
  if (element.length !== 1 || (octet !== 0x00 && octet !== 0xff)) element.fail("bad-boolean");
  return octet === 0xff;
}

/** Content bytes of an INTEGER, checked to be minimal two's complement. */
export function readIntegerOctets(element: Element, tag: number = Tag.integer): Uint8Array {
  element.expect(tag);
  const bytes = element.content;
  const first = bytes[0];
  if (first === undefined) element.fail("bad-integer");
  const second = bytes[1];
  if (second !== undefined && ((first === 0x00 && second < 0x80) || (first === 0xff && second >= 0x80))) {
    element.fail("bad-integer");
  }
  return bytes;
}

export function readBigInteger(element: Element, tag: number = Tag.integer): bigint {
  const bytes = readIntegerOctets(element, tag);
  let value = bytes[0]! >= 0x80 ? -1n : 0n;
  for (const octet of bytes) value = (value << 8n) | BigInt(octet);
  return value;
}

/** A small non-negative or negative INTEGER. @throws Failure `der.malformed` "bad-integer" beyond ±2^47. */
export function readInteger(element: Element, tag: number = Tag.integer): number {
  const bytes = readIntegerOctets(element, tag);
  if (bytes.length > 6) element.fail("bad-integer");
  let value = bytes[0]! >= 0x80 ? -1 : 0;
  for (const octet of bytes) value = value * 256 + octet;
  return value;
}

export interface BitString {
  readonly unusedBits: number;
  readonly bytes: Uint8Array;
}

/** A BIT STRING whose unused bits are zero, as DER demands. */
export function readBitString(element: Element, tag: number = Tag.bitString): BitString {
  element.expect(tag);
  const unusedBits = element.content[0];
  if (unusedBits === undefined || unusedBits > 7) element.fail("bad-bit-string");
  const bytes = element.content.subarray(1);
  if (unusedBits > 0) {
    const last = bytes.at(-1);
    if (last === undefined || (last & ((1 << unusedBits) - 1)) !== 0) element.fail("bad-bit-string");
  }
  return { unusedBits, bytes };
}

interface KnownOid {
  readonly bytes: Uint8Array;
  readonly dotted: string;
}

/** By a hash of the bytes: reading certificates meets the same few dozen identifiers again and again. */
const knownOids = new Map<number, KnownOid[]>();
let knownOidCount = 0;

function isAt(source: Uint8Array, start: number, bytes: Uint8Array): boolean {
  for (let i = 0; i < bytes.length; i++) if (source[start + i] !== bytes[i]) return false;
  return true;
}

/** Dotted form of an OBJECT IDENTIFIER. */
export function readOid(element: Element, tag: number = Tag.oid): string {
  element.expect(tag);
  const { source, contentStart, end, length } = element;
  if (length === 0 || length > 64 || source[end - 1]! >= 0x80) element.fail("bad-oid");
  let hash = length;
  for (let i = contentStart; i < end; i++) hash = (Math.imul(hash, 31) + source[i]!) | 0;
  const bucket = knownOids.get(hash);
  if (bucket !== undefined) {
    for (const known of bucket)
      if (known.bytes.length === length && isAt(source, contentStart, known.bytes)) return known.dotted;
  }
  const dotted = decodeOid(element);
  if (knownOidCount < 4096) {
    knownOidCount++;
    const known = { bytes: element.content.slice(), dotted };
    if (bucket === undefined) knownOids.set(hash, [known]);
    else bucket.push(known);
  }
  return dotted;
}

function decodeOid(element: Element): string {
  const arcs: bigint[] = [];
  let value = 0n;
  let isFirstOctet = true;
  for (const octet of element.content) {
    if (isFirstOctet && octet === 0x80) element.fail("bad-oid");
    value = (value << 7n) | BigInt(octet & 0x7f);
    isFirstOctet = octet < 0x80;
    if (isFirstOctet) {
      arcs.push(value);
      value = 0n;
    }
  }
  const first = arcs[0]!;
  const top = first < 40n ? 0n : first < 80n ? 1n : 2n;
  return [top, first - top * 40n, ...arcs.slice(1)].join(".");
}

/**
 * UTCTime or GeneralizedTime in the one form that RFC 5280 §4.1.2.5 allows: seconds present, no fraction, `Z`.
 * UTCTime years 50–99 are 19xx (§4.1.2.5.1).
 */
export function readTime(element: Element): Date {
  const isUtc = element.tag === Tag.utcTime;
  if (!isUtc && element.tag !== Tag.generalizedTime) element.fail("unexpected-tag");
  const { source, contentStart, end } = element;
  const monthAt = contentStart + (isUtc ? 2 : 4);
  if (end !== monthAt + 11 || source[end - 1] !== 0x5a) element.fail("bad-time");
  for (let i = contentStart; i < end - 1; i++) if (source[i]! < 0x30 || source[i]! > 0x39) element.fail("bad-time");
  const two = (at: number): number => source[at]! * 10 + source[at + 1]! - 528;
  const short = two(contentStart);
  const year = isUtc ? (short < 50 ? 2000 + short : 1900 + short) : short * 100 + two(contentStart + 2);
  const month = two(monthAt) - 1;
  const day = two(monthAt + 2);
  const hour = two(monthAt + 4);
  const minute = two(monthAt + 6);
  const second = two(monthAt + 8);
  const date = new Date(Date.UTC(year, month, day, hour, minute, second));
  // Date.UTC takes the years 0–99 as 19xx.
  if (year < 100) date.setUTCFullYear(year, month, day);
  const isReal = date.getUTCMonth() === month && date.getUTCDate() === day && hour < 24 && minute < 60 && second < 60;
  if (!isReal) element.fail("bad-time");
  return date;
}

const utf8 = new TextDecoder("utf-8", { fatal: true, ignoreBOM: true });
/** The alphabet of PrintableString (X.680 §41.4). */
export const isPrintable = /^[A-Za-z0-9 '()+,\-./:=?]*$/;

/**
 * Text of any of the ASN.1 string types that PKIX uses. Each type's own alphabet is enforced; Teletex is read as
 * Latin-1.
 */
export function readString(element: Element): string {
  const bytes = element.content;
  switch (element.tag) {
    case Tag.utf8String:
      try {
        return utf8.decode(bytes);
      } catch {
        return element.fail("bad-string");
      }
    case Tag.printableString:
    case Tag.numericString:
    case Tag.ia5String:
    case Tag.visibleString: {
      if (bytes.some((octet) => octet > 0x7f)) element.fail("bad-string");
      const text = latin1(bytes);
      if (element.tag === Tag.printableString && !isPrintable.test(text)) element.fail("bad-string");
      if (element.tag === Tag.numericString && !/^[0-9 ]*$/.test(text)) element.fail("bad-string");
      return text;
    }
    case Tag.teletexString:
      return latin1(bytes);
    case Tag.bmpString: {
      if (bytes.length % 2 !== 0) element.fail("bad-string");
      let text = "";
      for (let i = 0; i < bytes.length; i += 2) text += String.fromCharCode(bytes[i]! * 256 + bytes[i + 1]!);
      return text;
    }
    case Tag.universalString: {
      if (bytes.length % 4 !== 0) element.fail("bad-string");
      let text = "";
      for (let i = 0; i < bytes.length; i += 4) {
        const point = bytes[i]! * 0x1000000 + (bytes[i + 1]! << 16) + (bytes[i + 2]! << 8) + bytes[i + 3]!;
        if (point > 0x10ffff) element.fail("bad-string");
        text += String.fromCodePoint(point);
      }
      return text;
    }
    default:
      return element.fail("unexpected-tag");
  }
}

/** ISO 8859-1 text of bytes; no limit on their number. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("latin1");
}
