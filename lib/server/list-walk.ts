import "server-only";
import { Prisma } from "../../prisma/generated/sqlite/client.ts";
import { readCounter } from "./counters.ts";
import type { Database } from "./db.ts";
import { itemColumns, type ItemCells } from "./item-rows.ts";
import type { Filter } from "./list-filter.ts";
import { probeTerm } from "./search.ts";

/** The order in which rows are read: one indexed column and the id. */
export interface Keyset {
  readonly column: "nameKey" | "notAfter" | "createdAt" | "subjectKey";
  readonly isNullable: boolean;
  readonly isDescending: boolean;
  /** Rows without a value come last; read backwards, they come first. */
  readonly nullsFirst: boolean;
}

/** The last row that was seen. */
export interface Position {
  readonly value: string | Date | null;
  readonly id: number;
}

export interface Wanted {
  readonly keyset: Keyset;
  readonly position: Position | null;
  readonly limit: number;
  readonly filter: Filter;
}

export interface Found {
  readonly rows: readonly ItemCells[];
  readonly total: number | null;
  readonly isCapped: boolean;
}

/** How many candidates an index may name before the list is walked in its order instead. */
export const probeCap = 1000;
/** How many rows a walk reads before it gives up: with a search each costs a look at its names. */
const walkBound = { plain: 20_000, search: 4_000 } as const;

/**
 * A page. Without a filter: the keyset on the index of the order. With one, neither strategy suits both rare and common
 * matches, so both are bounded. Few candidates by an index: all of them, sorted, which is exact. Many: walk the list in its
 * order until the page is full, which is exact too and short because matches are common. Neither: the first candidates,
 * sorted, and `isCapped` says so.
 *
 * SQLite names candidates first (a full-text query stops at its cap); PostgreSQL walks first (its GIN index must gather every
 * match before it gives the first).
 */
export async function findPage(database: Database, wanted: Wanted): Promise<Found> {
  if (wanted.filter.condition === null) return { rows: await walk(database, wanted, null), total: null, isCapped: false };
  if (database.provider === "postgresql") return (await walked(database, wanted)) ?? (await probed(database, wanted)) ?? capped(database, wanted);
  return (await probed(database, wanted)) ?? (await walked(database, wanted)) ?? capped(database, wanted);
}

async function walked(database: Database, wanted: Wanted): Promise<Found | null> {
  const bound = wanted.filter.term === null ? walkBound.plain : walkBound.search;
  const rows = await walk(database, wanted, bound);
  if (rows.length >= wanted.limit || (await isWhole(database, wanted, bound))) return { rows, total: null, isCapped: false };
  return null;
}

/** Did the bounded walk see everything that there is after the position? */
async function isWhole(database: Database, { keyset, position, filter }: Wanted, bound: number): Promise<boolean> {
  if ((await readCounter(database.client, "total", "names")) <= bound) return true;
  for (const stretch of stretchesOf(keyset, position)) {
    const inner = [stretch.condition, ...(rangeOf(keyset, filter) ?? [])];
    const rows = await database.client.$queryRaw<unknown[]>(Prisma.sql`SELECT 1 AS "one" FROM "Item" i WHERE ${Prisma.join(inner, " AND ")}
      ORDER BY ${stretch.order} LIMIT 1 OFFSET ${bound}`);
    if (rows.length > 0) return false;
  }
  return true;
}

async function walk(database: Database, { keyset, position, limit, filter }: Wanted, bound: number | null): Promise<ItemCells[]> {
  const rows: ItemCells[] = [];
  for (const stretch of stretchesOf(keyset, position)) {
    if (rows.length >= limit) break;
    const inner = Prisma.join([stretch.condition, ...(rangeOf(keyset, filter) ?? [])], " AND ");
    const left = limit - rows.length;
    const query =
      bound === null || filter.condition === null
        ? Prisma.sql`SELECT ${itemColumns} FROM "Item" i WHERE ${inner} ORDER BY ${stretch.order} LIMIT ${left}`
        : Prisma.sql`SELECT ${itemColumns} FROM (SELECT * FROM "Item" i WHERE ${inner} ORDER BY ${stretch.order} LIMIT ${bound}) i
            WHERE ${filter.condition} LIMIT ${left}`;
    rows.push(...(await database.client.$queryRaw<ItemCells[]>(query)));
  }
  return rows;
}

function rangeOf(keyset: Keyset, filter: Filter): Prisma.Sql[] | null {
  return keyset.column === "notAfter" && filter.range !== null ? [filter.range] : null;
}

// ---- candidates

async function probed(database: Database, wanted: Wanted): Promise<Found | null> {
  const ids = await candidates(database, wanted.filter);
  return ids.length > probeCap ? null : sorted(database, wanted, ids, false);
}

async function capped(database: Database, wanted: Wanted): Promise<Found> {
  const ids = await candidates(database, wanted.filter);
  return sorted(database, wanted, ids.slice(0, probeCap), true);
}

/** Ids by the first index that names few enough; else by the first one that there is. */
async function candidates(database: Database, filter: Filter): Promise<number[]> {
  let many: number[] | null = null;
  const sources = [
    ...(filter.term === null ? [] : [() => probeTerm(database, filter.term!, probeCap + 1)]),
    ...filter.probes.map((probe) => async () => {
      const rows = await database.client.$queryRaw<{ id: number }[]>(Prisma.sql`SELECT i."id" FROM "Item" i WHERE ${probe} LIMIT ${probeCap + 1}`);
      return rows.map((row) => Number(row.id));
    }),
  ];
  for (const source of sources) {
    const ids = await source();
    if (ids.length <= probeCap) return ids;
    many ??= ids;
  }
  return many ?? [];
}

async function sorted(database: Database, wanted: Wanted, ids: readonly number[], isCapped: boolean): Promise<Found> {
  const { keyset, position, limit, filter } = wanted;
  if (ids.length === 0) return { rows: [], total: 0, isCapped };
  const chosen =
    database.provider === "sqlite"
      ? Prisma.sql`i."id" IN (SELECT "value" FROM json_each(${JSON.stringify(ids)}))`
      : Prisma.sql`i."id" = ANY(CAST(string_to_array(${ids.join(",")}, ',') AS INTEGER[]))`;
  const matches = Prisma.sql`WITH "matching" AS MATERIALIZED (SELECT i.* FROM "Item" i WHERE ${chosen} AND ${filter.condition ?? Prisma.sql`TRUE`})`;
  const rows: ItemCells[] = [];
  for (const stretch of stretchesOf(keyset, position)) {
    if (rows.length >= limit) break;
    rows.push(
      ...(await database.client.$queryRaw<ItemCells[]>(Prisma.sql`${matches} SELECT ${itemColumns} FROM "matching" i
        WHERE ${stretch.condition} ORDER BY ${stretch.order} LIMIT ${limit - rows.length}`)),
    );
  }
  if (position === null && rows.length < limit) return { rows, total: isCapped ? null : rows.length, isCapped };
  const counted = isCapped ? [] : await database.client.$queryRaw<{ count: bigint | number }[]>(Prisma.sql`${matches} SELECT COUNT(*) AS "count" FROM "matching"`);
  return { rows, total: counted[0] === undefined ? null : Number(counted[0].count), isCapped };
}

// ---- the order

interface Stretch {
  readonly condition: Prisma.Sql;
  readonly order: Prisma.Sql;
}

/** An index has one stretch of rows with a value and one without; a page may run from one into the other. */
function stretchesOf(keyset: Keyset, position: Position | null): Stretch[] {
  const column = Prisma.raw(`i."${keyset.column}"`);
  const direction = Prisma.raw(keyset.isDescending ? "DESC" : "ASC");
  const beyond = Prisma.raw(keyset.isDescending ? "<" : ">");
  const withValue = (after: Position | null): Stretch => ({
    condition:
      after === null
        ? keyset.isNullable ? Prisma.sql`${column} IS NOT NULL` : Prisma.sql`TRUE`
        : Prisma.sql`(${column}, i."id") ${beyond} (${after.value}, ${after.id})`,
    order: Prisma.sql`${column} ${direction}, i."id" ${direction}`,
  });
  const without = (after: Position | null): Stretch => ({
    condition: after === null ? Prisma.sql`${column} IS NULL` : Prisma.sql`${column} IS NULL AND i."id" ${beyond} ${after.id}`,
    order: Prisma.sql`i."id" ${direction}`,
  });
  if (!keyset.isNullable) return [withValue(position)];
  const isAmongNulls = position !== null && position.value === null;
  if (keyset.nullsFirst) return isAmongNulls ? [without(position), withValue(null)] : position === null ? [without(null), withValue(null)] : [withValue(position)];
  return isAmongNulls ? [without(position)] : [withValue(position), without(null)];
}
