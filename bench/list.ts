import type { ListQuery } from "../lib/commands/ports/items.ts";
import type { Database } from "../lib/server/database/db.ts";
import { listItems } from "../lib/server/inventory/list.ts";
import { openSizes, rounded, timed, type Sized } from "./databases.ts";
import { median, type BenchRow } from "./row.ts";
import { syntheticNow } from "./synthetic.ts";

/** The Files list as it grows: pages of 50, in every order, at 10 k, 100 k and 1 M certificates. */
const providers = ["sqlite", "postgresql"] as const;
const label = { sqlite: "SQLite", postgresql: "PostgreSQL" } as const;
const bars = { first: 1.25, any: 1.5 } as const;
const pairs = 41;
const orders = (["name", "ends", "created", "subject"] as const).flatMap((sort) =>
  (["ascending", "descending"] as const).map((direction) => ({ sort, direction })),
);

export const names = providers.flatMap((provider) => [
  `list: first page at 100 k ÷ at 10 k, ${label[provider]}`,
  `list: first page at 1 M ÷ at 10 k, ${label[provider]}`,
  `list: any page at 1 M ÷ the first, ${label[provider]}`,
]);

export async function rows(isWanted: (name: string) => boolean): Promise<BenchRow[]> {
  const found: BenchRow[] = [];
  for (const [index, provider] of providers.entries()) {
    const own = names.slice(index * 3, index * 3 + 3);
    if (!own.some(isWanted)) continue;
    const sized = await openSizes(provider);
    try {
      found.push(await growth(own[0]!, sized, 1), await growth(own[1]!, sized, 2), await depth(own[2]!, sized));
    } finally {
      await sized.close();
    }
  }
  return found;
}

const page = (database: Database, query: ListQuery) => listItems(database, { ...query, limit: 50 }, syntheticNow);

/** All orders of the list in turn, small and large beside each other; the order that grows most is the row. */
async function growth(name: string, { bySize }: Sized, large: number): Promise<BenchRow> {
  const [small, big] = [bySize[0]!.database, bySize[large]!.database];
  const results = [];
  for (const order of orders) {
    const times = { ours: [] as number[], peer: [] as number[] };
    for (let pair = -3; pair < pairs; pair += 1) {
      const peer = await timed(() => page(small, order));
      const ours = await timed(() => page(big, order));
      if (pair >= 0) void (times.ours.push(ours), times.peer.push(peer));
    }
    results.push(compared(name, times, bars.first));
  }
  return worstOf(results);
}

/** Twenty places in the list, from its start to its last page, against its first page. */
async function depth(name: string, { bySize }: Sized): Promise<BenchRow> {
  const { database, size } = bySize.at(-1)!;
  const results = [];
  for (const order of orders) {
    const cursors = await cursorsOf(database, order, size);
    const times = { ours: [] as number[], peer: [] as number[] };
    for (let pair = -3; pair < pairs; pair += 1) {
      const cursor = cursors[(pair + 3) % cursors.length]!;
      const peer = await timed(() => page(database, order));
      const ours = await timed(() => page(database, { ...order, cursor }));
      if (pair >= 0) void (times.ours.push(ours), times.peer.push(peer));
    }
    results.push(compared(name, times, bars.any));
  }
  return worstOf(results);
}

/**
 * Real cursors deep in the list. Walking there page by page would take an hour, so the rows are looked up by OFFSET,
 * once.
 */
async function cursorsOf(database: Database, order: (typeof orders)[number], size: number): Promise<string[]> {
  const column = { name: "nameKey", ends: "notAfter", created: "createdAt", subject: "subjectKey" }[order.sort];
  const descending = order.direction === "descending";
  const word = descending ? "DESC" : "ASC";
  const nulls = database.provider === "sqlite" ? `("${column}" IS NULL), ` : `("${column}" IS NULL), `;
  const cursors: string[] = [];
  for (const share of [0.001, 0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95, 0.985, 0.9999]) {
    const offset = Math.floor(size * share);
    const [row] = await database.client.$queryRawUnsafe<{ id: number; value: string | Date | number | null }[]>(
      `SELECT "id", "${column}" AS "value" FROM "Item" ORDER BY ${nulls}"${column}" ${word}, "id" ${word} LIMIT 1 OFFSET ${offset}`,
    );
    const value =
      row!.value instanceof Date
        ? row!.value.getTime()
        : typeof row!.value === "bigint"
          ? Number(row!.value)
          : row!.value;
    cursors.push(
      Buffer.from(JSON.stringify([order.sort, descending ? 1 : 0, value, Number(row!.id)])).toString("base64url"),
    );
  }
  return cursors;
}

function compared(name: string, times: { ours: number[]; peer: number[] }, bar: number): BenchRow {
  const ratio = rounded(median(times.ours.map((ours, pair) => ours / times.peer[pair]!)));
  return {
    name,
    unit: "ms",
    ours: rounded(median(times.ours)),
    peer: rounded(median(times.peer)),
    ratio,
    bar,
    holds: ratio <= bar,
  };
}

function worstOf(results: readonly BenchRow[]): BenchRow {
  return [...results].sort((one, other) => other.ratio - one.ratio)[0]!;
}
