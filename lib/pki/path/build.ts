import type { Budget } from "./budget.ts";
import type { PathFacts } from "./facts.ts";
import type { Pool } from "./pool.ts";
import type { Signatures } from "./signatures.ts";

export interface Search {
  readonly pool: Pool;
  readonly budget: Budget;
  readonly signatures: Signatures;
  readonly at: Date;
}

/** A path from the target (first) to an anchor (last). */
export type Path = readonly PathFacts[];

/**
 * Every path from the target to an anchor whose signatures hold or cannot be checked here, the likeliest first (RFC
 * 4158): depth first, backing out of dead ends. Cross-signed authorities are as many paths; a certificate with the
 * subject, key and alternative names of one that is already in the path would close a loop and is passed over (§2.4.2).
 * Ends early when the budget is spent.
 */
export function* buildPaths(target: PathFacts, search: Search): Generator<Path> {
  yield* extend([target], search);
}

function* extend(path: PathFacts[], search: Search): Generator<Path> {
  const { pool, budget, signatures, at } = search;
  const child = path.at(-1)!;
  if (path.length >= budget.limits.depth) {
    budget.spend("depth", budget.limits.depth + 1);
    return;
  }
  for (const issuer of pool.issuersOf(child, at)) {
    if (!budget.spend("steps")) return;
    if (!pool.leadsToAnchor(issuer) || path.some((each) => each.standsFor(issuer))) continue;
    const verdict = signatures.verdict(child, issuer);
    if (verdict === null) return;
    if (verdict === "invalid") continue;
    if (pool.isAnchor(issuer)) {
      if (!budget.spend("paths")) return;
      yield [...path, issuer];
      continue;
    }
    path.push(issuer);
    yield* extend(path, search);
    path.pop();
    if (isOver(budget)) return;
  }
}

/** Depth alone ends one branch, not the search: a shorter path may still be there. */
const isOver = (budget: Budget): boolean => budget.exhausted !== null && budget.exhausted !== "depth";
