import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";

/**
 * A folder may hold a part of a corpus: what its index.json lists is run. Without an index everything that the data file
 * holds is run.
 */
export function isChosen(folder: string): (each: { readonly id: string }) => boolean {
  const path = join(folder, "index.json");
  if (!existsSync(path)) return () => true;
  const index = JSON.parse(readFileSync(path, "utf8")) as { entries: readonly { id: string }[] };
  const chosen = new Set(index.entries.map(({ id }) => id));
  return ({ id }) => chosen.has(id);
}

export function readIndex<Entry>(folder: string): readonly Entry[] {
  return (JSON.parse(readFileSync(join(folder, "index.json"), "utf8")) as { entries: readonly Entry[] }).entries;
}
