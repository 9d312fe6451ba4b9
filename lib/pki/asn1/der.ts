import { Failure, type DerProblem } from "../failure.ts";

/**
 * Strict DER (X.690): exact TLVs, definite minimal lengths, no trailing bytes. The hot paths (issuing, CRLs, reading
 * for the inventory, path validation) stand on this file, der-value.ts and der-write.ts. Offsets in errors count from
 * the start of the bytes read.
 */

/** Identifier bytes of the universal types, with the constructed bit where DER demands it. */
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

/** Identifier byte of `[n] EXPLICIT`, or of a constructed `[n] IMPLICIT`; n ≤ 30. */
export const contextConstructed = (n: number): number => 0xa0 | n;
/** Identifier byte of a primitive `[n] IMPLICIT`; n ≤ 30. */
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
 * @throws Failure `der.malformed`. High tag numbers (≥ 31) are refused as "unexpected-tag": no structure of PKIX uses
 *   one.
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
    const bytes = length & 0x7f;
    if (bytes > 4) broken(start, "length-too-large");
    if (at + bytes > end) broken(start, "truncated");
    length = 0;
    for (let i = 0; i < bytes; i++) length = length * 256 + source[at + i]!;
    if (length < 0x80 || source[at] === 0) broken(start, "long-length-not-minimal");
    at += bytes;
  }
  if (length > end - at) broken(start, "truncated");
  return new Element(source, tag, start, at, at + length);
}

/**
 * Reads `bytes` as exactly one element. @throws Failure `der.malformed`, "trailing-bytes" at the first byte too many.
 */
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
  /** Identifier byte of the next element, -1 at the end. */
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
