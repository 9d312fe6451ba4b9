import { Failure, type DerProblem } from "./error.ts";

/**
 * Strict DER (X.690): exact TLVs, definite minimal lengths, no trailing bytes. The hot paths (issuing, CRLs, reading for
 * the inventory, path validation) stand on this file. Offsets in errors count from the start of the bytes read.
 */

/** Identifier octets of the universal types, with the constructed bit where DER demands it. */
export const Tag = {
  boolean: 0x01,
  integer: 0x02,
  bitString: 0x03,
  octetString: 0x04,
  null: 0x05,
  oid: 0x06,
  enumerated: 0x0a,
  utf8String: 0x0c,
  numericString: 0x12,
  printableString: 0x13,
  teletexString: 0x14,
  ia5String: 0x16,
  utcTime: 0x17,
  generalizedTime: 0x18,
  visibleString: 0x1a,
  universalString: 0x1c,
  bmpString: 0x1e,
  sequence: 0x30,
  set: 0x31,
} as const;

/** Identifier octet of `[n] EXPLICIT`, or of a constructed `[n] IMPLICIT`; n ≤ 30. */
export const contextConstructed = (n: number): number => 0xa0 | n;
/** Identifier octet of a primitive `[n] IMPLICIT`; n ≤ 30. */
export const contextPrimitive = (n: number): number => 0x80 | n;

const maxDepth = 64;

function broken(offset: number, problem: DerProblem): never {
  throw new Failure("der.malformed", { offset, problem });
}

/** One TLV inside `source`. Nothing is copied; `content` and `bytes` are views. */
export class Element {
  readonly source: Uint8Array;
  readonly tag: number;
  /** Offset of the identifier octet, of the first content octet, and after the last content octet. */
  readonly start: number;
  readonly contentStart: number;
  readonly end: number;

  constructor(source: Uint8Array, tag: number, start: number, contentStart: number, end: number) {
    this.source = source;
    this.tag = tag;
    this.start = start;
    this.contentStart = contentStart;
    this.end = end;
  }

  get content(): Uint8Array {
    return this.source.subarray(this.contentStart, this.end);
  }
  /** The exact TLV, identifier octet to last content octet. */
  get bytes(): Uint8Array {
    return this.source.subarray(this.start, this.end);
  }
  get length(): number {
    return this.end - this.contentStart;
  }
  get isConstructed(): boolean {
    return (this.tag & 0x20) !== 0;
  }
  /** Throws `der.malformed` at this element's offset. */
  fail(problem: DerProblem): never {
    broken(this.start, problem);
  }
  expect(tag: number): this {
    if (this.tag !== tag) this.fail("unexpected-tag");
    return this;
  }
  /** A cursor over the elements inside. */
  open(tag?: number): Cursor {
    if (tag !== undefined) this.expect(tag);
    return new Cursor(this.source, this.contentStart, this.end);
  }
  children(): Element[] {
    const cursor = this.open();
    const all: Element[] = [];
    while (!cursor.isAtEnd) all.push(cursor.next());
    return all;
  }
}

/**
 * Reads the element that starts at `start` and must end at or before `end`.
 * @throws Failure `der.malformed`. High tag numbers (≥ 31) are refused as "unexpected-tag": no structure of PKIX uses one.
 */
export function readElementAt(source: Uint8Array, start: number, end: number = source.length): Element {
  if (start >= end) broken(start, "truncated");
  const tag = source[start]!;
  if ((tag & 0x1f) === 0x1f) broken(start, "unexpected-tag");
  let at = start + 1;
  if (at >= end) broken(start, "truncated");
  let length = source[at++]!;
  if (length === 0x80) broken(start, "indefinite-length");
  if (length > 0x80) {
    const octets = length & 0x7f;
    if (octets > 4) broken(start, "length-too-large");
    if (at + octets > end) broken(start, "truncated");
    length = 0;
    for (let i = 0; i < octets; i++) length = length * 256 + source[at + i]!;
    if (length < 0x80 || source[at] === 0) broken(start, "long-length-not-minimal");
    at += octets;
  }
  if (length > end - at) broken(start, "truncated");
  return new Element(source, tag, start, at, at + length);
}

/** Reads `bytes` as exactly one element. @throws Failure `der.malformed`, "trailing-bytes" at the first byte too many. */
export function readElement(bytes: Uint8Array, tag?: number): Element {
  const element = readElementAt(bytes, 0);
  if (element.end !== bytes.length) broken(element.end, "trailing-bytes");
  if (tag !== undefined) element.expect(tag);
  return element;
}

/** Walks the elements of a constructed value in order. */
export class Cursor {
  readonly #source: Uint8Array;
  readonly #end: number;
  #at: number;

  constructor(source: Uint8Array, start: number, end: number) {
    this.#source = source;
    this.#at = start;
    this.#end = end;
  }

  get isAtEnd(): boolean {
    return this.#at >= this.#end;
  }
  get offset(): number {
    return this.#at;
  }
  /** Identifier octet of the next element, -1 at the end. */
  get peekTag(): number {
    return this.#at < this.#end ? this.#source[this.#at]! : -1;
  }
  next(tag?: number): Element {
    const element = readElementAt(this.#source, this.#at, this.#end);
    if (tag !== undefined) element.expect(tag);
    this.#at = element.end;
    return element;
  }
  /** The next element when it carries `tag`, otherwise undefined and the cursor stays. */
  optional(tag: number): Element | undefined {
    return this.peekTag === tag ? this.next() : undefined;
  }
  /** Must be at the end. @throws Failure `der.malformed` "trailing-bytes". */
  finish(): void {
    if (!this.isAtEnd) broken(this.#at, "trailing-bytes");
  }
}

/** Checks that every constructed value below `element` is well-formed, at most 64 deep. */
export function requireWellFormed(element: Element, depth = 0): void {
  if (depth > maxDepth) element.fail("too-deep");
  if (!element.isConstructed) return;
  for (const child of element.children()) requireWellFormed(child, depth + 1);
}

export function readBoolean(element: Element, tag: number = Tag.boolean): boolean {
  element.expect(tag);
  const octet = element.content[0];
  if (element.length !== 1 || (octet !== 0x00 && octet !== 0xff)) element.fail("bad-boolean");
  return octet === 0xff;
}

/** Content octets of an INTEGER, checked to be minimal two's complement. */
export function readIntegerOctets(element: Element, tag: number = Tag.integer): Uint8Array {
  element.expect(tag);
  const octets = element.content;
  const first = octets[0];
  if (first === undefined) element.fail("bad-integer");
  const second = octets[1];
  if (second !== undefined && ((first === 0x00 && second < 0x80) || (first === 0xff && second >= 0x80))) {
    element.fail("bad-integer");
  }
  return octets;
}

export function readBigInteger(element: Element, tag: number = Tag.integer): bigint {
  const octets = readIntegerOctets(element, tag);
  let value = octets[0]! >= 0x80 ? -1n : 0n;
  for (const octet of octets) value = (value << 8n) | BigInt(octet);
  return value;
}

/** A small non-negative or negative INTEGER. @throws Failure `der.malformed` "bad-integer" beyond ±2^47. */
export function readInteger(element: Element, tag: number = Tag.integer): number {
  const octets = readIntegerOctets(element, tag);
  if (octets.length > 6) element.fail("bad-integer");
  let value = octets[0]! >= 0x80 ? -1 : 0;
  for (const octet of octets) value = value * 256 + octet;
  return value;
}

export interface BitString {
  readonly unusedBits: number;
  readonly octets: Uint8Array;
}

/** A BIT STRING whose unused bits are zero, as DER demands. */
export function readBitString(element: Element, tag: number = Tag.bitString): BitString {
  element.expect(tag);
  const unusedBits = element.content[0];
  if (unusedBits === undefined || unusedBits > 7) element.fail("bad-bit-string");
  const octets = element.content.subarray(1);
  if (unusedBits > 0) {
    const last = octets.at(-1);
    if (last === undefined || (last & ((1 << unusedBits) - 1)) !== 0) element.fail("bad-bit-string");
  }
  return { unusedBits, octets };
}

interface KnownOid {
  readonly octets: Uint8Array;
  readonly dotted: string;
}

/** By a hash of the octets: reading certificates meets the same few dozen identifiers again and again. */
const knownOids = new Map<number, KnownOid[]>();
let knownOidCount = 0;

function isAt(source: Uint8Array, start: number, octets: Uint8Array): boolean {
  for (let i = 0; i < octets.length; i++) if (source[start + i] !== octets[i]) return false;
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
    for (const known of bucket) if (known.octets.length === length && isAt(source, contentStart, known.octets)) return known.dotted;
  }
  const dotted = decodeOid(element);
  if (knownOidCount < 4096) {
    knownOidCount++;
    const known = { octets: element.content.slice(), dotted };
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
const isPrintable = /^[A-Za-z0-9 '()+,\-./:=?]*$/;

/** Text of any of the ASN.1 string types that PKIX uses. Each type's own alphabet is enforced; Teletex is read as Latin-1. */
export function readString(element: Element): string {
  const octets = element.content;
  switch (element.tag) {
    case Tag.utf8String:
      try {
        return utf8.decode(octets);
      } catch {
        return element.fail("bad-string");
      }
    case Tag.printableString:
    case Tag.numericString:
    case Tag.ia5String:
    case Tag.visibleString: {
      if (octets.some((octet) => octet > 0x7f)) element.fail("bad-string");
      const text = latin1(octets);
      if (element.tag === Tag.printableString && !isPrintable.test(text)) element.fail("bad-string");
      if (element.tag === Tag.numericString && !/^[0-9 ]*$/.test(text)) element.fail("bad-string");
      return text;
    }
    case Tag.teletexString:
      return latin1(octets);
    case Tag.bmpString: {
      if (octets.length % 2 !== 0) element.fail("bad-string");
      let text = "";
      for (let i = 0; i < octets.length; i += 2) text += String.fromCharCode(octets[i]! * 256 + octets[i + 1]!);
      return text;
    }
    case Tag.universalString: {
      if (octets.length % 4 !== 0) element.fail("bad-string");
      let text = "";
      for (let i = 0; i < octets.length; i += 4) {
        const point = octets[i]! * 0x1000000 + (octets[i + 1]! << 16) + (octets[i + 2]! << 8) + octets[i + 3]!;
        if (point > 0x10ffff) element.fail("bad-string");
        text += String.fromCodePoint(point);
      }
      return text;
    }
    default:
      return element.fail("unexpected-tag");
  }
}

/** ISO 8859-1 text of octets; no limit on their number. */
export function latin1(octets: Uint8Array): string {
  return Buffer.from(octets.buffer, octets.byteOffset, octets.byteLength).toString("latin1");
}

// ---- writing ------------------------------------------------------------------------------------------------------

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
export const writeOctetString = (octets: Uint8Array): Uint8Array => encode(Tag.octetString, octets);
export const writeNull = (): Uint8Array => Uint8Array.of(Tag.null, 0);
export const writeBoolean = (value: boolean): Uint8Array => Uint8Array.of(Tag.boolean, 1, value ? 0xff : 0x00);
export const writeBitString = (octets: Uint8Array, unusedBits = 0): Uint8Array =>
  encode(Tag.bitString, Uint8Array.of(unusedBits), octets);

/** INTEGER of an unsigned magnitude (big-endian octets): leading zeros dropped, a 00 put before a high first bit. */
export function writeUnsigned(magnitude: Uint8Array): Uint8Array {
  let start = 0;
  while (start < magnitude.length - 1 && magnitude[start] === 0) start++;
  const octets = magnitude.length === 0 ? Uint8Array.of(0) : magnitude.subarray(start);
  return octets[0]! >= 0x80 ? encode(Tag.integer, Uint8Array.of(0), octets) : encode(Tag.integer, octets);
}

/** INTEGER of a number or bigint, negative too. */
export function writeInteger(value: number | bigint): Uint8Array {
  let rest = BigInt(value);
  const octets: number[] = [];
  do {
    octets.unshift(Number(rest & 0xffn));
    rest >>= 8n;
  } while (!((rest === 0n && octets[0]! < 0x80) || (rest === -1n && octets[0]! >= 0x80)));
  return encode(Tag.integer, Uint8Array.from(octets));
}

const writtenOids = new Map<string, Uint8Array>();

/** OBJECT IDENTIFIER from its dotted form. The caller passes constants or values that `isOid` accepted. */
export function writeOid(dotted: string): Uint8Array {
  const known = writtenOids.get(dotted);
  if (known !== undefined) return known;
  if (!isOid(dotted)) throw new RangeError(`not an object identifier: ${dotted}`);
  const [top, second, ...rest] = dotted.split(".").map(BigInt) as [bigint, bigint, ...bigint[]];
  const octets: number[] = [];
  for (const arc of [top * 40n + second, ...rest]) {
    const group = [Number(arc & 0x7fn)];
    for (let left = arc >> 7n; left > 0n; left >>= 7n) group.unshift(Number(left & 0x7fn) | 0x80);
    octets.push(...group);
  }
  const written = encode(Tag.oid, Uint8Array.from(octets));
  if (writtenOids.size < 4096) writtenOids.set(dotted, written);
  return written;
}

export function isOid(dotted: string): boolean {
  return /^(?:[01]\.(?:[0-9]|[1-3][0-9])|2\.(?:0|[1-9]\d{0,38}))(?:\.(?:0|[1-9]\d{0,38}))*$/.test(dotted) && dotted.length <= 128;
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

/** Time as RFC 5280 §4.1.2.5 wants it: UTCTime through 2049, GeneralizedTime before 1950 and from 2050; whole seconds. */
export function writeTime(date: Date): Uint8Array {
  const year = date.getUTCFullYear();
  const iso = date.toISOString();
  const digits = iso.slice(iso.startsWith("+") || iso.startsWith("-") ? 3 : 0, -5).replace(/[-:T]/g, "");
  return year >= 1950 && year < 2050
    ? encode(Tag.utcTime, Buffer.from(`${digits.slice(2)}Z`, "latin1"))
    : encode(Tag.generalizedTime, Buffer.from(`${digits}Z`, "latin1"));
}
