import { contextConstructed, Tag } from "./der.ts";
import { isPrintable } from "./der-value.ts";
import { type DerProblem, Failure } from "../failure.ts";

/** Writers of DER: each gives one TLV with a minimal length. */

function broken(offset: number, problem: DerProblem): never {
  throw new Failure("der.malformed", { offset, problem });
}

export function concat(parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  const all = new Uint8Array(length);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

/** TLV of `tag` around the content parts, in the order given. */
export function encode(tag: number, ...parts: readonly Uint8Array[]): Uint8Array {
  let length = 0;
  for (const part of parts) length += part.length;
  let lengthOctets = 0;
  if (length > 0x7f) for (let rest = length; rest > 0; rest = Math.floor(rest / 256)) lengthOctets++;
  const all = new Uint8Array(2 + lengthOctets + length);
  all[0] = tag;
  all[1] = lengthOctets === 0 ? length : 0x80 | lengthOctets;
  for (let i = lengthOctets, rest = length; i > 0; i--, rest = Math.floor(rest / 256)) all[1 + i] = rest % 256;
  let at = 2 + lengthOctets;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}

export const writeSequence = (...parts: readonly Uint8Array[]): Uint8Array => encode(Tag.sequence, ...parts);
/** SET OF: the elements sorted by their encoding (X.690 §11.6). */
export const writeSetOf = (...parts: readonly Uint8Array[]): Uint8Array =>
  encode(Tag.set, ...[...parts].sort((a, b) => Buffer.compare(a, b)));
export const writeExplicit = (n: number, ...parts: readonly Uint8Array[]): Uint8Array =>
  encode(contextConstructed(n), ...parts);
export const writeOctetString = (bytes: Uint8Array): Uint8Array => encode(Tag.octetString, bytes);
export const writeNull = (): Uint8Array => Uint8Array.of(Tag.null, 0);
export const writeBoolean = (value: boolean): Uint8Array => Uint8Array.of(Tag.boolean, 1, value ? 0xff : 0x00);
export const writeBitString = (bytes: Uint8Array, unusedBits = 0): Uint8Array =>
  encode(Tag.bitString, Uint8Array.of(unusedBits), bytes);

/** INTEGER of an unsigned magnitude (big-endian bytes): leading zeros dropped, a 00 put before a high first bit. */
export function writeUnsigned(magnitude: Uint8Array): Uint8Array {
  let start = 0;
  while (start < magnitude.length - 1 && magnitude[start] === 0) start++;
  const bytes = magnitude.length === 0 ? Uint8Array.of(0) : magnitude.subarray(start);
  return bytes[0]! >= 0x80 ? encode(Tag.integer, Uint8Array.of(0), bytes) : encode(Tag.integer, bytes);
}

/** INTEGER of a number or bigint, negative too. */
export function writeInteger(value: number | bigint): Uint8Array {
  let rest = BigInt(value);
  const bytes: number[] = [];
  do {
    bytes.unshift(Number(rest & 0xffn));
    rest >>= 8n;
  } while (!((rest === 0n && bytes[0]! < 0x80) || (rest === -1n && bytes[0]! >= 0x80)));
  return encode(Tag.integer, Uint8Array.from(bytes));
}

const writtenOids = new Map<string, Uint8Array>();

/** OBJECT IDENTIFIER from its dotted form. The caller passes constants or values that `isOid` accepted. */
export function writeOid(dotted: string): Uint8Array {
  const known = writtenOids.get(dotted);
  if (known !== undefined) return known;
  if (!isOid(dotted)) throw new RangeError(`not an object identifier: ${dotted}`);
  const [top, second, ...rest] = dotted.split(".").map(BigInt) as [bigint, bigint, ...bigint[]];
  const bytes: number[] = [];
  for (const arc of [top * 40n + second, ...rest]) {
    const group = [Number(arc & 0x7fn)];
    for (let left = arc >> 7n; left > 0n; left >>= 7n) group.unshift(Number(left & 0x7fn) | 0x80);
    bytes.push(...group);
  }
  const written = encode(Tag.oid, Uint8Array.from(bytes));
  if (writtenOids.size < 4096) writtenOids.set(dotted, written);
  return written;
}

export function isOid(dotted: string): boolean {
  return (
    /^(?:[01]\.(?:[0-9]|[1-3][0-9])|2\.(?:0|[1-9]\d{0,38}))(?:\.(?:0|[1-9]\d{0,38}))*$/.test(dotted) &&
    dotted.length <= 128
  );
}

const text = new TextEncoder();
export const writeUtf8String = (value: string): Uint8Array => encode(Tag.utf8String, text.encode(value));
/** PrintableString. @throws Failure `der.malformed` "bad-string" outside its alphabet. */
export function writePrintableString(value: string): Uint8Array {
  if (!isPrintable.test(value)) broken(0, "bad-string");
  return encode(Tag.printableString, Buffer.from(value, "latin1"));
}
/** IA5String. @throws Failure `der.malformed` "bad-string" outside ASCII. */
export function writeIa5String(value: string, tag: number = Tag.ia5String): Uint8Array {
  for (let i = 0; i < value.length; i++) if (value.charCodeAt(i) > 0x7f) broken(i, "bad-string");
  return encode(tag, Buffer.from(value, "latin1"));
}

/**
 * Time as RFC 5280 §4.1.2.5 wants it: UTCTime through 2049, GeneralizedTime before 1950 and from 2050; whole seconds.
 */
export function writeTime(date: Date): Uint8Array {
  const year = date.getUTCFullYear();
  const iso = date.toISOString();
  const digits = iso.slice(iso.startsWith("+") || iso.startsWith("-") ? 3 : 0, -5).replace(/[-:T]/g, "");
  return year >= 1950 && year < 2050
    ? encode(Tag.utcTime, Buffer.from(`${digits.slice(2)}Z`, "latin1"))
    : encode(Tag.generalizedTime, Buffer.from(`${digits}Z`, "latin1"));
}
