import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A folder may hold a part of a corpus: what its index.json lists is run. Without an index, or when the index knows none of
 * the cases, everything that the data file holds is.
 */
export function chosenOf<C extends { readonly id: string }>(folder: string, cases: readonly C[]): readonly C[] {
  if (!existsSync(join(folder, "index.json"))) return cases;
  const ids = new Set(readIndex<{ id: string }>(folder).map(({ id }) => id));
  const chosen = cases.filter(({ id }) => ids.has(id));
  return chosen.length === 0 ? cases : chosen;
}

export function readIndex<Entry>(folder: string): readonly Entry[] {
  const { entries } = JSON.parse(readFileSync(join(folder, "index.json"), "utf8")) as { entries?: unknown };
  // An index of another shape names nothing that could be run.
  return Array.isArray(entries) ? entries.filter((entry): entry is Entry => typeof entry === "object" && entry !== null) : [];
}
