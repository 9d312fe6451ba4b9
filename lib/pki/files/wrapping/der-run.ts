import { isFailure } from "../../failure.ts";
import { readElementAt } from "../../asn1/der.ts";
import { shapeOf } from "../../keys/der-shape.ts";

/** DER that stands in a text, byte by byte in some notation, with nothing that says where it ends but itself. */

/**
 * Bytes of the SEQUENCE that begins so, its header counted; null for what is none. Four bytes are enough for it but of
 * a structure beyond 64 KiB, which takes five.
 */
export function lengthOfSequence([tag, length = 0, a, b, c]: Uint8Array | readonly number[]): number | null {
  if (tag !== 0x30) return null;
  if (length < 0x80) return 2 + length;
  if (length === 0x81 && a !== undefined && a >= 0x80) return 3 + a;
  if (length === 0x82 && a !== undefined && b !== undefined && a > 0) return 4 + a * 256 + b;
  if (length === 0x83 && a !== undefined && b !== undefined && c !== undefined && a > 0)
    return 5 + a * 65_536 + b * 256 + c;
  return null;
}

/** True of one whole element of a kind that is known here. */
export function isKnownStructure(der: Uint8Array): boolean {
  try {
    const root = readElementAt(der, 0);
    return root.end === der.length && shapeOf(root) !== null;
  } catch (error) {
    if (isFailure(error, "der.malformed")) return false;
    throw error;
  }
}

/** Beginnings that came to nothing before the rest of a text is given up: a bound for texts that are made to be slow. */
export const mostFalseStarts = 200;
