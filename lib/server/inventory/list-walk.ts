import "server-only";
import { readCounter } from "./counters.ts";
import type { Database } from "../database/db.ts";
import { dateOrNull, itemColumns, type ItemCells } from "./item-rows.ts";
import type { Filter } from "./list-filter.ts";
import { probeTerm } from "./search.ts";
import { stateOrder } from "./status.ts";
import { join, raw, sql, type SqlFragment } from "../database/sql.ts";

export type KeyColumn =
  "nameKey" | "listKey" | "notAfter" | "createdAt" | "subjectKey" | "purpose" | "issuer" | "status";

/** The order in which rows are read: one indexed column and the id. */
export interface Keyset {
  readonly column: KeyColumn;
  /** Of the order by status: what ends before stands first, whatever else it is. */
  readonly soon: Date;
  readonly isNullable: boolean;
  readonly isDescending: boolean;
  /** Rows without a value come last; read backwards, they come first. */
  readonly nullsFirst: boolean;
}

/** The last row that was seen. */
export interface Position {
  readonly value: string | Date | null;
  readonly id: number;
  /** In the order by status: which of its stretches. */
  readonly rank?: number;
}

export interface PageQuery {
  readonly keyset: Keyset;
  readonly position: Position | null;
  readonly limit: number;
  readonly filter: Filter;
  readonly bounds: Bounds;
  /** The first page was cut at the cap: the others are of the same candidates. */
  readonly isCapped: boolean;
}

export interface PageResult {
  readonly rows: readonly ItemCells[];
  readonly total: number | null;
  readonly isCapped: boolean;
  /** The page is short because the walk gave up here; there may be more behind. */
  readonly resume: Position | null;
}

export interface Bounds {
  /** How many candidates an index may name before the list is walked in its order instead. */
  readonly candidates: number;
  /** How many rows a walk reads before it gives up; with a search each costs a look at its names. */
  readonly walk: number;
  readonly searchWalk: number;
  /** A later page of an exact list must stay exact, so it may look so many times further. */
  readonly laterPageFactor: number;
  /** How many rows tell whether matches are common. */
  readonly sampleRows: number;
  /** How long an index of PostgreSQL may look for a term. */
  readonly probeMilliseconds: number;
}

export const usualBounds: Bounds = {
  candidates: 1000,
  walk: 20_000,
  searchWalk: 4_000,
  laterPageFactor: 10,
  sampleRows: 300,
  probeMilliseconds: 1500,
};

/**
 * A page. Without a filter: the keyset on the index of the order. With one, neither strategy suits both rare and common
 * matches, so both are bounded. Few candidates by an index: all of them, sorted, which is exact. Many: walk the list in
 * its order until the page is full, which is exact too and short because matches are common. Neither: the first
 * candidates, sorted, and `isCapped` says so.
 *
 * SQLite names candidates first (a full-text query stops at its cap). PostgreSQL must gather every match of a GIN index
 * before it gives the first, so a sampleRows at the head of the list tells common terms apart before the index is
 * asked. A list that began exact stays so: a later page looks further and, at worst, is short.
 */
export async function findPage(database: Database, wanted: PageQuery): Promise<PageResult> {
  const { filter, bounds, position } = wanted;
  if (filter.parts === 0) return exactly(await readInOrder(database, wanted));
  const bound = filter.term === null ? bounds.walk : bounds.searchWalk;
  const isCommon = !wanted.isCapped && database.provider === "postgresql" && (await isSeenAtOnce(database, wanted));
  const early = isCommon ? await walked(database, wanted, bound) : null;
  if (early !== null) return early;
  const { ids, isWhole } = await candidates(database, filter, bounds);
  if (isWhole) return sorted(database, wanted, ids, false);
  const late = isCommon || wanted.isCapped ? null : await walked(database, wanted, bound);
  if (late !== null) return late;
  const isFirst = position === null || wanted.isCapped;
  return isFirst
    ? sorted(database, wanted, ids.slice(0, bounds.candidates), true)
    : walkedFar(database, wanted, bound * bounds.laterPageFactor);
}

/**
 * Samples the `sampleRows` newest rows: 3 matches mean that the term is common, and that a walk in the list's order is
 * cheaper than the trigram index. The newest, because they lie side by side on the disk; a wrong guess costs time
 * alone.
 */
async function isSeenAtOnce(database: Database, { filter, bounds }: PageQuery): Promise<boolean> {
  const conditions = [filter.condition, filter.termCondition].flatMap((condition) =>
    condition === null ? [] : [condition],
  );
  const rows = await database.direct.$queryRaw<unknown[]>(sql`SELECT 1 AS "one" FROM
    (SELECT * FROM "Item" i ORDER BY i."id" DESC LIMIT ${bounds.sampleRows}) i WHERE ${join(conditions, " AND ")} LIMIT 3`);
  return rows.length === 3;
}

function exactly(rows: readonly ItemCells[]): PageResult {
  return { rows, total: null, isCapped: false, resume: null };
}

async function walked(database: Database, wanted: PageQuery, bound: number): Promise<PageResult | null> {
  const rows = await walk(database, wanted, bound);
  if (rows.length >= wanted.limit || (await endOfWalk(database, wanted, bound)) === null) return exactly(rows);
  return null;
}

async function walkedFar(database: Database, wanted: PageQuery, bound: number): Promise<PageResult> {
  const rows = await walk(database, wanted, bound);
  const resume = rows.length >= wanted.limit ? null : await endOfWalk(database, wanted, bound);
  return { rows, total: null, isCapped: false, resume };
}

/** Where the bounded walk gave up; null when it saw everything after the position. */
async function endOfWalk(
  database: Database,
  { keyset, position, filter }: PageQuery,
  bound: number,
): Promise<Position | null> {
  if ((await readCounter(database, "total", "names")) <= bound) return null;
  const column = raw(`i."${valueColumn(keyset)}"`);
  for (const stretch of stretchesOf(keyset, position)) {
    const inner = join([stretch.condition, ...rangeOf(keyset, filter)], " AND ");
    const rows = await database.direct.$queryRaw<
      { id: number; value: string | Date | number | null; state: string }[]
    >(sql`SELECT i."id", ${column} AS "value", i."state"
      FROM "Item" i WHERE ${inner} ORDER BY ${stretch.order} LIMIT 2 OFFSET ${bound - 1}`);
    const [last, beyond] = rows;
    if (last === undefined || beyond === undefined) continue;
    const value = isTextColumn(keyset.column) ? (last.value as string) : dateOrNull(last.value);
    return { id: Number(last.id), value, ...rankOf(keyset, last.state, value) };
  }
  return null;
}

async function readInOrder(database: Database, { keyset, position, limit, filter }: PageQuery): Promise<ItemCells[]> {
  const rows: ItemCells[] = [];
  for (const stretch of stretchesOf(keyset, position)) {
    if (rows.length >= limit) break;
    rows.push(
      ...(await database.direct.$queryRaw<
        ItemCells[]
      >(sql`SELECT ${itemColumns} FROM "Item" i WHERE ${stretch.condition} AND ${filter.listed ?? sql`TRUE`}
        ORDER BY ${stretch.order} LIMIT ${limit - rows.length}`)),
    );
  }
  return rows;
}

/**
 * At most `bound` rows in order, of which those that match: ids from the index of the order, then the names, then the
 * row.
 */
async function walk(
  database: Database,
  { keyset, position, limit, filter }: PageQuery,
  bound: number,
): Promise<ItemCells[]> {
  const rows: ItemCells[] = [];
  const stretches = stretchesOf(keyset, position);
  for (const [index, stretch] of stretches.entries()) {
    if (rows.length >= limit) break;
    // Rows behind the bound of one stretch come before all of the next.
    const last = stretches[index - 1];
    if (last !== undefined && (await isLonger(database, last, keyset, filter, bound))) break;
    const inner = join([stretch.condition, ...rangeOf(keyset, filter)], " AND ");
    const inOrder = sql`SELECT i."id" FROM "Item" i WHERE ${inner} ORDER BY ${stretch.order} LIMIT ${bound}`;
    const named =
      filter.termCondition === null ? inOrder : sql`SELECT i."id" FROM (${inOrder}) i WHERE ${filter.termCondition}`;
    rows.push(
      ...(await database.direct.$queryRaw<ItemCells[]>(sql`SELECT ${itemColumns} FROM (${named}) p ${itemOf(database)}
        WHERE ${filter.condition ?? sql`TRUE`} LIMIT ${limit - rows.length}`)),
    );
  }
  return rows;
}

async function isLonger(
  database: Database,
  stretch: Stretch,
  keyset: Keyset,
  filter: Filter,
  bound: number,
): Promise<boolean> {
  const inner = join([stretch.condition, ...rangeOf(keyset, filter)], " AND ");
  const rows = await database.direct.$queryRaw<unknown[]>(
    sql`SELECT i."id" FROM "Item" i WHERE ${inner} ORDER BY ${stretch.order} LIMIT 1 OFFSET ${bound}`,
  );
  return rows.length > 0;
}

/**
 * The row of each id `p`, one after the other: a join that neither database may turn round, or the order would be lost.
 */
function itemOf(database: Database): SqlFragment {
  return database.provider === "sqlite"
    ? sql`CROSS JOIN "Item" i ON i."id" = p."id"`
    : sql`CROSS JOIN LATERAL (SELECT * FROM "Item" o WHERE o."id" = p."id" LIMIT 1) i`;
}

function rangeOf(keyset: Keyset, filter: Filter): SqlFragment[] {
  return keyset.column === "notAfter" && filter.range !== null ? [filter.range] : [];
}

// ---- candidates

/**
 * Ids by the first index that names few enough; else by the first one that names any in time, and then there are more.
 */
async function candidates(
  database: Database,
  filter: Filter,
  bounds: Bounds,
): Promise<{ ids: readonly number[]; isWhole: boolean }> {
  const cap = bounds.candidates;
  let many: number[] | null = null;
  const sources: (() => Promise<number[] | null>)[] = [
    ...(filter.term === null ? [] : [() => probeTerm(database, filter.term!, cap + 1, bounds.probeMilliseconds)]),
    ...filter.probes.map((probe) => async () => {
      const rows = await database.direct.$queryRaw<{ id: number }[]>(sql`${probe} LIMIT ${cap + 1}`);
      return rows.map((row) => Number(row.id));
    }),
  ];
  for (const source of sources) {
    const ids = await source();
    if (ids !== null && ids.length <= cap) return { ids, isWhole: true };
    many ??= ids;
  }
  return { ids: many ?? [], isWhole: false };
}

async function sorted(
  database: Database,
  wanted: PageQuery,
  ids: readonly number[],
  isCapped: boolean,
): Promise<PageResult> {
  const { keyset, position, limit, filter } = wanted;
  if (ids.length === 0) return { rows: [], total: isCapped ? null : 0, isCapped, resume: null };
  const list =
    database.provider === "sqlite"
      ? sql`SELECT "value" AS "id" FROM json_each(${JSON.stringify(ids)})`
      : sql`SELECT unnest(CAST(string_to_array(${ids.join(",")}, ',') AS INTEGER[])) AS "id"`;
  const columns = raw(keyset.column === "status" ? 'i."state", i."notAfter"' : `i."${keyset.column}"`);
  const conditions = [filter.termCondition, filter.condition].flatMap((condition) =>
    condition === null ? [] : [condition],
  );
  const matching = sql`WITH "matching" AS MATERIALIZED (SELECT i."id", ${columns} FROM (${list}) p CROSS JOIN "Item" i
    WHERE i."id" = p."id" AND ${join(conditions, " AND ")})`;
  const rows: ItemCells[] = [];
  let total: number | null = null;
  for (const stretch of stretchesOf(keyset, position)) {
    if (rows.length >= limit) break;
    const page = await database.direct.$queryRaw<(ItemCells & { total: number | bigint })[]>(sql`${matching}
      SELECT ${itemColumns}, (SELECT COUNT(*) FROM "matching") AS "total" FROM "Item" i WHERE i."id" IN
        (SELECT i."id" FROM "matching" i WHERE ${stretch.condition} ORDER BY ${stretch.order} LIMIT ${limit - rows.length})
      ORDER BY ${stretch.order}`);
    if (page[0] !== undefined) total = Number(page[0].total);
    rows.push(...page);
  }
  if (rows.length === 0 && position === null) total = 0;
  return { rows, total: isCapped ? null : total, isCapped, resume: null };
}

// ---- the order

interface Stretch {
  readonly condition: SqlFragment;
  readonly order: SqlFragment;
}

/** An index has one stretch of rows with a value and one without; a page may run from one into the other. */
function stretchesOf(keyset: Keyset, position: Position | null): Stretch[] {
  if (keyset.column === "status") return statusStretches(keyset, position);
  const column = raw(`i."${keyset.column}"`);
  const direction = raw(keyset.isDescending ? "DESC" : "ASC");
  const beyond = raw(keyset.isDescending ? "<" : ">");
  const withValue = (after: Position | null): Stretch => ({
    condition:
      after === null
        ? keyset.isNullable
          ? sql`${column} IS NOT NULL`
          : sql`TRUE`
        : sql`(${column}, i."id") ${beyond} (${after.value}, ${after.id})`,
    order: sql`${column} ${direction}, i."id" ${direction}`,
  });
  const without = (after: Position | null): Stretch => ({
    condition: after === null ? sql`${column} IS NULL` : sql`${column} IS NULL AND i."id" ${beyond} ${after.id}`,
    order: sql`i."id" ${direction}`,
  });
  if (!keyset.isNullable) return [withValue(position)];
  const isAmongNulls = position !== null && position.value === null;
  if (keyset.nullsFirst)
    return isAmongNulls
      ? [without(position), withValue(null)]
      : position === null
        ? [without(null), withValue(null)]
        : [withValue(position)];
  return isAmongNulls ? [without(position)] : [withValue(position), without(null)];
}

/** The column whose value a position keeps. */
function valueColumn({ column }: Keyset): string {
  return column === "status" ? "notAfter" : column;
}

const dateColumns: ReadonlySet<KeyColumn> = new Set(["notAfter", "createdAt", "status"]);

export function isTextColumn(column: KeyColumn): boolean {
  return !dateColumns.has(column);
}

/** The stretch of a row in the order by status: 0 for what is over or ends soon, then state by state. */
export function rankOf(
  { column, soon }: Pick<Keyset, "column" | "soon">,
  state: string,
  notAfter: string | Date | null,
): { rank?: number } {
  if (column !== "status") return {};
  if (notAfter instanceof Date && notAfter < soon) return { rank: 0 };
  return { rank: 1 + Math.max(0, stateOrder.indexOf(state as (typeof stateOrder)[number])) };
}

/** Each a range of one index: the ends that are near, then the states, each by its end. */
function statusStretches({ isDescending, soon }: Keyset, position: Position | null): Stretch[] {
  const direction = raw(isDescending ? "DESC" : "ASC");
  const beyond = raw(isDescending ? "<" : ">");
  const ranks = [
    sql`i."notAfter" < ${soon}`,
    ...stateOrder.map((state) => {
      const hasEnd = state.startsWith("certificate");
      const own = raw(`i."state" = '${state}'`);
      return hasEnd ? sql`${own} AND i."notAfter" >= ${soon}` : own;
    }),
  ].map((condition, rank) => ({
    condition,
    rank,
    hasEnd: rank === 0 || stateOrder[rank - 1]!.startsWith("certificate"),
  }));
  if (isDescending) ranks.reverse();
  const from = position?.rank === undefined ? 0 : ranks.findIndex(({ rank }) => rank === position.rank);
  return ranks.slice(from).map(({ condition, rank, hasEnd }) => {
    const order = hasEnd ? sql`i."notAfter" ${direction}, i."id" ${direction}` : sql`i."id" ${direction}`;
    if (position === null || position.rank !== rank) return { condition, order };
    const after = hasEnd
      ? sql`(i."notAfter", i."id") ${beyond} (${position.value}, ${position.id})`
      : sql`i."id" ${beyond} ${position.id}`;
    return { condition: sql`${condition} AND ${after}`, order };
  });
}
