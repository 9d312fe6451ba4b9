import { concat, encode, readElement, requireWellFormed, Tag } from "./der.ts";
import { Failure, isFailure } from "./error.ts";

/**
 * BER to DER as far as PKCS#12 and PKCS#7 need it: indefinite and over-long lengths, strings in pieces. Old exports of
 * Windows, NSS and Java come so. Used for those two containers only; certificates and keys stay strict.
 */

const maxDepth = 64;
/** Universal types that BER may cut into pieces (constructed encoding); the pieces are joined. */
const stringTags: ReadonlySet<number> = new Set([
  Tag.octetString, Tag.utf8String, Tag.numericString, Tag.printableString, Tag.teletexString, Tag.ia5String,
  Tag.visibleString, Tag.universalString, Tag.bmpString,
]);

interface Node {
  readonly bytes: Uint8Array;
  readonly end: number;
}

/**
 * One element in BER at the start of `bytes`, rewritten with definite, minimal lengths and whole strings. Returns the
 * same octets when they are DER already. `end` is where the element ends in `bytes`.
 * @throws Failure `der.malformed` with the offset in `bytes`.
 */
export function normaliseBer(bytes: Uint8Array): Node {
  return readNode(bytes, 0, bytes.length, 0);
}

/** True when `bytes` is one well-formed DER element, so that nothing needs rewriting. */
export function isWellFormedDer(bytes: Uint8Array): boolean {
  try {
    requireWellFormed(readElement(bytes));
    return true;
  } catch (error) {
    if (isFailure(error, "der.malformed")) return false;
    throw error;
  }
}

function readNode(source: Uint8Array, start: number, limit: number, depth: number): Node {
  const fail = (problem: "truncated" | "too-deep" | "unexpected-tag" | "length-too-large"): never => {
    throw new Failure("der.malformed", { offset: start, problem });
  };
  if (depth > maxDepth) fail("too-deep");
  if (start + 2 > limit) fail("truncated");
  const tag = source[start]!;
  if ((tag & 0x1f) === 0x1f || tag === 0) fail("unexpected-tag");
  const { contentStart, length } = readLength(source, start, limit);
  if (length !== null && length > limit - contentStart) fail("truncated");
  const end = length === null ? limit : contentStart + length;
  if ((tag & 0x20) === 0) {
    if (length === null) fail("unexpected-tag");
    return { bytes: encode(tag, source.subarray(contentStart, end)), end };
  }
  const parts: Uint8Array[] = [];
  let at = contentStart;
  while (length === null || at < end) {
    if (length === null && at + 2 <= limit && source[at] === 0 && source[at + 1] === 0) break;
    const child = readNode(source, at, end, depth + 1);
    parts.push(child.bytes);
    at = child.end;
  }
  const primitive = tag & ~0x20;
  const isString = tag < 0x40 && stringTags.has(primitive);
  return {
    bytes: isString ? encode(primitive, joinPieces(parts, primitive, start)) : encode(tag, ...parts),
    end: length === null ? at + 2 : end,
  };
}

function readLength(source: Uint8Array, start: number, limit: number): { contentStart: number; length: number | null } {
  const first = source[start + 1]!;
  if (first < 0x80) return { contentStart: start + 2, length: first };
  if (first === 0x80) return { contentStart: start + 2, length: null };
  const octets = first & 0x7f;
  if (start + 2 + octets > limit) throw new Failure("der.malformed", { offset: start, problem: "truncated" });
  let length = 0;
  for (let i = 0; i < octets; i++) length = length * 256 + source[start + 2 + i]!;
  return { contentStart: start + 2 + octets, length };
}

/** The contents of the pieces of a string, in a row. `parts` are already normalised. */
function joinPieces(parts: readonly Uint8Array[], tag: number, offset: number): Uint8Array {
  return concat(parts.map((part) => {
    if (part[0] !== tag) throw new Failure("der.malformed", { offset, problem: "unexpected-tag" });
    return readElement(part).content;
  }));
}
