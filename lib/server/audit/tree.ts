import "server-only";
import { createHash } from "node:crypto";

/**
 * The Merkle tree of RFC 6962 §2.1 over the entries of the log. What is kept of it is its right edge: the roots of its full
 * subtrees, the largest first, one for each bit of its size; an entry is added in the logarithm of the size.
 */

function node(left: Buffer, right: Buffer): Buffer {
  return createHash("sha256").update("\x01").update(left).update(right).digest();
}

/** The edge with one more leaf. */
export function appended(edge: readonly Buffer[], size: number, leaf: Buffer): Buffer[] {
  const next = [...edge, leaf];
  for (let rest = size; (rest & 1) === 1; rest = Math.floor(rest / 2)) {
    const right = next.pop()!;
    next.push(node(next.pop()!, right));
  }
  return next;
}

/** The root over an edge; of nothing, the hash of nothing. */
export function rootOf(edge: readonly Buffer[]): Buffer {
  if (edge.length === 0) return createHash("sha256").digest();
  return edge.slice(0, -1).reduceRight((right, left) => node(left, right), edge.at(-1)!);
}
