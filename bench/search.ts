import { listItems } from "../lib/server/inventory/list.ts";
import { openSizes, rounded, timed } from "./databases.ts";
import { median, type BenchRow } from "./row.ts";
import { syntheticItem, syntheticNow, terms } from "./synthetic.ts";

/**
 * Search at 1 M certificates, the page of 50 with its rows: terms that nothing, one row, 3 % and all rows have; of
 * three and more characters, of two, of two Hangul syllables, and fingerprints. The peer is the bar itself: 20 ms.
 */
const providers = ["sqlite", "postgresql"] as const;
const label = { sqlite: "SQLite", postgresql: "PostgreSQL" } as const;
const barMilliseconds = 20;
const runs = 15;
const kinds = ["no hit", "one hit", "3 %", "all match"] as const;

export const names = providers.flatMap((provider) => kinds.map((kind) => `search: ${kind} at 1 M, ${label[provider]}`));

export async function rows(isWanted: (name: string) => boolean): Promise<BenchRow[]> {
  const found: BenchRow[] = [];
  for (const provider of providers) {
    const own = kinds
      .map((kind) => ({ kind, name: `search: ${kind} at 1 M, ${label[provider]}` }))
      .filter(({ name }) => isWanted(name));
    if (own.length === 0) continue;
    const sized = await openSizes(provider);
    const { database, size } = sized.bySize.at(-1)!;
    try {
      for (const { kind, name } of own) {
        const medians: number[] = [];
        for (const search of termsOf(kind, size)) {
          for (const sort of ["name", "ends"] as const) {
            const times: number[] = [];
            for (let run = -3; run < runs; run += 1) {
              const time = await timed(() => listItems(database, { search, sort, limit: 50 }, syntheticNow));
              if (run >= 0) times.push(time);
            }
            medians.push(median(times));
          }
        }
        const worst = rounded(Math.max(...medians));
        found.push({
          name,
          unit: "ms",
          ours: worst,
          peer: barMilliseconds,
          ratio: rounded(worst / barMilliseconds),
          bar: 1,
          holds: worst <= barMilliseconds,
        });
      }
    } finally {
      await sized.close();
    }
  }
  return found;
}

function termsOf(kind: (typeof kinds)[number], size: number): string[] {
  const { long, short, korean } = terms;
  const some = syntheticItem(Math.floor(size / 3), size);
  switch (kind) {
    case "no hit":
      return [long.none, short.none, korean.none, "deadbeef".repeat(4)];
    case "one hit":
      return [
        long.one,
        short.one,
        korean.one,
        some.sha256.toUpperCase().replace(/(..)(?=.)/g, "$1:"),
        some.serialNumber,
        some.fileName,
      ];
    case "3 %":
      return [long.some, short.some, korean.some];
    case "all match":
      return [long.all, short.all];
  }
}
