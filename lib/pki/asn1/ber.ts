import { Cursor, readElement, requireWellFormed, Tag } from "./der.ts";
import { concat, encode } from "./der-write.ts";
import { Failure, isFailure } from "../failure.ts";

/**
 * BER to DER as far as PKCS#12 and PKCS#7 need it: indefinite and over-long lengths, strings in pieces. Old exports of
 * Windows, NSS and Java come so. Used for those two containers only; certificates and keys stay strict.
 */

const maxDepth = 64;
/** Universal types that BER may cut into pieces (constructed encoding); the pieces are joined. */
const stringTags: ReadonlySet<number> = new Set([
  Tag.octetString,
  Tag.utf8String,
  Tag.numericString,
  Tag.printableString,
  Tag.teletexString,
  Tag.ia5String,
  Tag.visibleString,
  Tag.universalString,
  Tag.bmpString,
]);

interface Node {
  readonly bytes: Uint8Array;
  readonly end: number;
}

/**
 * One element in BER at the start of `bytes`, rewritten with definite, minimal lengths and whole strings. Returns the
 * same bytes when they are DER already. `end` is where the element ends in `bytes`.
 * @throws Failure `der.malformed` with the offset in `bytes`.
 */
export function normaliseBer(bytes: Uint8Array): Node {
  const { rewritten, end } = readNode({ source: bytes, nodes: 0 }, 0, bytes.length, 0);
  return { bytes: rewritten ?? bytes.subarray(0, end), end };
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

interface Walk {
  readonly source: Uint8Array;
  nodes: number;
}

/** A file of certificates has about a hundred nodes for each of them. */
const maximumNodes = 1_000_000;

/** `rewritten` is null when the element is DER as it stands: most are, and are copied in runs. */
interface Rewriting {
  readonly rewritten: Uint8Array | null;
  readonly end: number;
}

function readNode(walk: Walk, start: number, limit: number, depth: number): Rewriting {
  const { source } = walk;
  const fail = (problem: "truncated" | "too-deep" | "unexpected-tag" | "length-too-large"): never => {
    throw new Failure("der.malformed", { offset: start, problem });
  };
  if (depth > maxDepth) fail("too-deep");
  if (++walk.nodes > maximumNodes) fail("length-too-large");
  if (start + 2 > limit) fail("truncated");
  const tag = source[start]!;
  if ((tag & 0x1f) === 0x1f || tag === 0) fail("unexpected-tag");
  const { contentStart, length, isMinimal } = readLength(source, start, limit);
  if (length !== null && length > limit - contentStart) fail("truncated");
  const end = length === null ? limit : contentStart + length;
  if ((tag & 0x20) === 0) {
    if (length === null) fail("unexpected-tag");
    return { rewritten: isMinimal ? null : encode(tag, source.subarray(contentStart, end)), end };
  }
  const children = readChildren(walk, contentStart, end, length === null, depth);
  const primitive = tag & ~0x20;
  if (tag < 0x40 && stringTags.has(primitive)) {
    return { rewritten: encode(primitive, joinPieces(children.content(), primitive, start)), end: children.end };
  }
  const isSame = isMinimal && length !== null && !children.isRewritten;
  return { rewritten: isSame ? null : encode(tag, children.content()), end: children.end };
}

/**
 * The elements inside, to `end` or to the end-of-contents octets; runs that need no rewriting are taken as they are.
 */
function readChildren(
  walk: Walk,
  start: number,
  end: number,
  isIndefinite: boolean,
  depth: number,
): { isRewritten: boolean; end: number; content(): Uint8Array } {
  const { source } = walk;
  const parts: Uint8Array[] = [];
  let runStart = start;
  let at = start;
  while (isIndefinite || at < end) {
    if (isIndefinite && at + 2 <= end && source[at] === 0 && source[at + 1] === 0) break;
    const child = readNode(walk, at, end, depth + 1);
    if (child.rewritten !== null) {
      parts.push(source.subarray(runStart, at), child.rewritten);
      runStart = child.end;
    }
    at = child.end;
  }
  return {
    isRewritten: parts.length > 0,
    end: isIndefinite ? at + 2 : at,
    content: () => concat([...parts, source.subarray(runStart, at)]),
  };
}

function readLength(
  source: Uint8Array,
  start: number,
  limit: number,
): { contentStart: number; length: number | null; isMinimal: boolean } {
  const first = source[start + 1]!;
  if (first < 0x80) return { contentStart: start + 2, length: first, isMinimal: true };
  if (first === 0x80) return { contentStart: start + 2, length: null, isMinimal: false };
  const bytes = first & 0x7f;
  if (start + 2 + bytes > limit) throw new Failure("der.malformed", { offset: start, problem: "truncated" });
  let length = 0;
  for (let i = 0; i < bytes; i++) length = length * 256 + source[start + 2 + i]!;
  return { contentStart: start + 2 + bytes, length, isMinimal: length >= 0x80 && source[start + 2] !== 0 };
}

/** The contents of the pieces of a string, in a row. `pieces` are already normalised. */
function joinPieces(pieces: Uint8Array, tag: number, offset: number): Uint8Array {
  const contents: Uint8Array[] = [];
  const cursor = new Cursor(pieces, 0, pieces.length);
  while (!cursor.isAtEnd) {
    const piece = cursor.next();
    if (piece.tag !== tag) throw new Failure("der.malformed", { offset, problem: "unexpected-tag" });
    contents.push(piece.content);
  }
  return concat(contents);
}
