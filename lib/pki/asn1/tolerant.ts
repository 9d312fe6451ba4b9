import { Cursor, Element, Tag } from "./der.ts";
import { concat, encode } from "./der-write.ts";
import { type DerProblem, Failure, isFailure } from "../failure.ts";

/**
 * Reading what is BER but no DER, for showing it: lengths in any form, elements of indefinite length, high tag numbers.
 * Nothing that decides stands on this file; der.ts refuses such bytes.
 */

const maximumDepth = 64;

function broken(offset: number, problem: DerProblem): never {
  throw new Failure("der.malformed", { offset, problem });
}

/** One TLV in BER. `end` is the end of its content; `after` lies behind its end-of-contents octets. */
export class TolerantElement extends Element {
  readonly after: number;
  readonly lengthForm: "minimal" | "long" | "indefinite";

  constructor(
    source: Uint8Array,
    tag: number,
    place: Readonly<Record<"start" | "contentStart" | "end" | "after", number>>,
    lengthForm: "minimal" | "long" | "indefinite",
  ) {
    super(source, tag, place.start, place.contentStart, place.end);
    this.after = place.after;
    this.lengthForm = lengthForm;
  }
  /** The exact bytes, end-of-contents octets included. */
  override get bytes(): Uint8Array {
    return this.source.subarray(this.start, this.after);
  }
  override open(tag?: number): TolerantCursor {
    if (tag !== undefined) this.expect(tag);
    return new TolerantCursor(this.source, this.contentStart, this.end);
  }
}

/** Walks the elements of a constructed value in order. */
export class TolerantCursor extends Cursor {
  readonly #source: Uint8Array;
  readonly #end: number;
  #at: number;

  constructor(source: Uint8Array, start: number, end: number) {
    super(source, start, end);
    this.#source = source;
    this.#at = start;
    this.#end = end;
  }
  override get isAtEnd(): boolean {
    return this.#at >= this.#end;
  }
  override get offset(): number {
    return this.#at;
  }
  override get peekTag(): number {
    return this.#at < this.#end ? this.#source[this.#at]! : -1;
  }
  override next(tag?: number): TolerantElement {
    const element = readTolerantAt(this.#source, this.#at, this.#end);
    if (tag !== undefined) element.expect(tag);
    this.#at = element.after;
    return element;
  }
  override finish(): void {
    if (!this.isAtEnd) broken(this.#at, "trailing-bytes");
  }
}

/** The element in BER at `start`, which ends at or before `end`. @throws Failure `der.malformed`. */
export function readTolerantAt(source: Uint8Array, start: number, end: number = source.length): TolerantElement {
  return readAt(source, start, end, 0);
}

function readAt(source: Uint8Array, start: number, end: number, depth: number): TolerantElement {
  if (depth > maximumDepth) broken(start, "too-deep");
  if (start >= end) broken(start, "truncated");
  const tag = source[start]!;
  let at = start + 1;
  if ((tag & 0x1f) === 0x1f) {
    while (at < end && source[at]! >= 0x80) at++;
    at++;
  }
  if (at >= end) broken(start, "truncated");
  const first = source[at++]!;
  if (first === 0x80) {
    if ((tag & 0x20) === 0) broken(start, "indefinite-length");
    return readIndefinite(source, tag, { start, contentStart: at }, end, depth);
  }
  let length = first;
  let isMinimal = true;
  if (first > 0x80) {
    const count = first & 0x7f;
    if (at + count > end) broken(start, "truncated");
    isMinimal = source[at] !== 0;
    length = 0;
    for (let i = 0; i < count; i++) length = Math.min(length * 256 + source[at + i]!, Number.MAX_SAFE_INTEGER);
    isMinimal &&= length >= 0x80;
    at += count;
  }
  if (length > end - at) broken(start, "truncated");
  const place = { start, contentStart: at, end: at + length, after: at + length };
  return new TolerantElement(source, tag, place, isMinimal ? "minimal" : "long");
}

function readIndefinite(
  source: Uint8Array,
  tag: number,
  { start, contentStart }: { readonly start: number; readonly contentStart: number },
  limit: number,
  depth: number,
): TolerantElement {
  let at = contentStart;
  while (at + 1 < limit) {
    if (source[at] === 0 && source[at + 1] === 0)
      return new TolerantElement(source, tag, { start, contentStart, end: at, after: at + 2 }, "indefinite");
    at = readAt(source, at, limit, depth + 1).after;
  }
  return broken(start, "truncated");
}

/** Universal types that BER may cut into pieces. */
const stringTags: ReadonlySet<number> = new Set([
  Tag.octetString,
  Tag.bitString,
  Tag.utf8String,
  Tag.numericString,
  Tag.printableString,
  Tag.teletexString,
  Tag.ia5String,
  Tag.visibleString,
  Tag.universalString,
  Tag.bmpString,
]);

/** True for a constructed string of a universal type. */
export function isInPieces(element: Element): boolean {
  return element.isConstructed && element.tag < 0x40 && stringTags.has(element.tag & ~0x20);
}

/** The value of an extension, when `children` are the parts of one; else undefined. */
export function extensionValueAmong(children: readonly Element[]): Element | undefined {
  const [oid, ...rest] = children;
  const last = rest.at(-1);
  const isExtension =
    oid?.tag === Tag.oid &&
    last?.tag === Tag.octetString &&
    (rest.length === 1 || (rest.length === 2 && rest[0]!.tag === Tag.boolean));
  return isExtension ? last : undefined;
}

/** The element in the content of `holder`, when it fills it exactly; else null. */
export function elementInside(holder: Element): TolerantElement | null {
  try {
    const inner = readTolerantAt(holder.source, holder.contentStart, holder.end);
    return inner.after === holder.end ? inner : null;
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}

/**
 * The DER that means the same: minimal lengths and integers, TRUE as FF, strings in one piece, in the values of
 * extensions too. What cannot be read to its end stays as it is.
 * @throws Failure `der.malformed` when the outer element is broken.
 */
export function rewriteAsDer(bytes: Uint8Array): Uint8Array {
  return rewritten(readTolerantAt(bytes, 0), 0, false);
}

function rewritten(element: Element, depth: number, isExtensionValue: boolean): Uint8Array {
  if (depth > maximumDepth) element.fail("too-deep");
  if (!element.isConstructed) return rewrittenPrimitive(element, depth, isExtensionValue);
  const children = element.children();
  if (isInPieces(element)) return joined(element, depth);
  const value = extensionValueAmong(children);
  // not as arguments: a list may have a hundred thousand of them
  return encode(element.tag, concat(children.map((child) => rewritten(child, depth + 1, child === value))));
}

function rewrittenPrimitive(element: Element, depth: number, isExtensionValue: boolean): Uint8Array {
  const { tag, content } = element;
  if (tag === Tag.integer || tag === Tag.enumerated) return encode(tag, minimalInteger(content));
  if (tag === Tag.boolean && content.length === 1) return encode(tag, Uint8Array.of(content[0] === 0 ? 0 : 0xff));
  const inner = isExtensionValue ? elementInside(element) : null;
  if (inner === null) return encode(tag, content);
  try {
    return encode(tag, rewritten(inner, depth + 1, false));
  } catch (error) {
    if (isFailure(error, "der.malformed")) return encode(tag, content);
    throw error;
  }
}

function minimalInteger(content: Uint8Array): Uint8Array {
  let start = 0;
  const isSpare = (at: number): boolean =>
    (content[at] === 0 && content[at + 1]! < 0x80) || (content[at] === 0xff && content[at + 1]! >= 0x80);
  while (start + 1 < content.length && isSpare(start)) start++;
  return content.subarray(start);
}

function joined(element: Element, depth: number): Uint8Array {
  const primitive = element.tag & ~0x20;
  const pieces = element.children().map((piece) => {
    const bytes = rewritten(piece, depth + 1, false);
    const whole = readTolerantAt(bytes, 0);
    return whole.tag === primitive ? whole.content : piece.fail("unexpected-tag");
  });
  if (primitive !== Tag.bitString) return encode(primitive, concat(pieces));
  const unused = pieces.at(-1)?.subarray(0, 1) ?? Uint8Array.of(0);
  return encode(primitive, unused, concat(pieces.map((piece) => piece.subarray(1))));
}
