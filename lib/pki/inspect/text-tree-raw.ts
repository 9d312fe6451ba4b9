import { type Element, readElementAt, Tag } from "../asn1/der.ts";
import { latin1, readOid } from "../asn1/der-value.ts";
import { isFailure } from "../failure.ts";
import type { RawRow } from "./types.ts";
import { nameOfOid } from "../asn1/oid.ts";
import { tagName } from "../asn1/tag-name.ts";
import { hexOf, primitiveText } from "./text-tree.ts";
import type { TreeBudget } from "./tree-budget.ts";

/**
 * The rows of `openssl asn1parse`, and besides them what is found inside OCTET STRINGs and BIT STRINGs when it reads as
 * DER to its last byte. `hidesValues`: for private keys, only the frame and object identifiers are shown.
 */
export function readRawRows(der: Uint8Array, budget: TreeBudget, hidesValues: boolean): RawRow[] {
  const rows: RawRow[] = [];
  walk(der, 0, der.length, 0, false, { rows, budget, hidesValues });
  return rows;
}

interface Walk {
  readonly rows: RawRow[];
  readonly budget: TreeBudget;
  readonly hidesValues: boolean;
}

const maxDepth = 64;

function walk(source: Uint8Array, start: number, end: number, depth: number, isInside: boolean, to: Walk): void {
  for (let at = start; at < end;) {
    const element = readOrNull(source, at, end);
    if (element === null || !to.budget.take()) return;
    to.rows.push(rowOf(element, depth, isInside, to.hidesValues));
    if (element.isConstructed) {
      if (depth < maxDepth) walk(source, element.contentStart, element.end, depth + 1, isInside, to);
    } else if (!to.hidesValues && depth < maxDepth) {
      const inside = insideOf(element);
      if (inside !== null) walk(source, inside, element.end, depth + 1, true, to);
    }
    at = element.end;
  }
}

function readOrNull(source: Uint8Array, at: number, end: number): Element | null {
  try {
    return readElementAt(source, at, end);
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}

/**
 * Where DER begins inside a string, when the string is nothing else. Only constructed or two-level content is believed.
 */
function insideOf(element: Element): number | null {
  const at =
    element.tag === Tag.octetString
      ? element.contentStart
      : element.tag === Tag.bitString
        ? element.contentStart + 1
        : null;
  if (at === null || element.end - at < 2) return null;
  if (element.tag === Tag.bitString && element.content[0] !== 0) return null;
  const first = element.source[at]!;
  const isBelievable =
    first === Tag.sequence ||
    (element.tag === Tag.octetString &&
      [
        Tag.octetString,
        Tag.bitString,
        Tag.integer,
        Tag.boolean,
        Tag.enumerated,
        Tag.ia5String,
        Tag.utf8String,
        Tag.set,
      ].includes(first as never));
  if (!isBelievable) return null;
  const inner = readOrNull(element.source, at, element.end);
  return inner !== null && inner.end === element.end ? at : null;
}

function rowOf(element: Element, depth: number, isInside: boolean, hidesValues: boolean): RawRow {
  return {
    offset: element.start,
    depth,
    headerLength: element.contentStart - element.start,
    length: element.length,
    isConstructed: element.isConstructed,
    tag: tagName(element.tag),
    value: hidesValues && element.tag !== Tag.oid ? null : valueOf(element),
    isInside,
  };
}

function valueOf(element: Element): string | null {
  if (element.isConstructed || element.tag === Tag.null) return null;
  if (element.tag === Tag.oid) {
    try {
      const oid = readOid(element);
      return nameOfOid(oid) ?? oid;
    } catch (error) {
      if (isFailure(error, "der.malformed")) return hexOf(element.content, 32);
      throw error;
    }
  }
  if (element.tag === Tag.utcTime || element.tag === Tag.generalizedTime)
    return latin1(element.content.subarray(0, 32));
  const text = primitiveText(element);
  return text.length > 160 ? `${text.slice(0, 160)}…` : text;
}
