import "server-only";
import type { ListQuery } from "../../commands/ports/items.ts";
import { folded, readSearchTerm, type SearchTerm } from "./search-terms.ts";
import { endsWithin, statusCondition, statusProbe, statusRange } from "./status.ts";
import { join, raw, sql, type SqlFragment, type Provider } from "../database/sql.ts";

/** The filter of a list, as conditions on the alias `i` of "Item". */
export interface Filter {
  /** On columns of the item; null when none is asked. */
  readonly condition: SqlFragment | null;
  /** On the names, by `i."id"` alone. */
  readonly termCondition: SqlFragment | null;
  readonly term: SearchTerm | null;
  /**
   * The part of `condition` that the index of `notAfter` answers by itself: worth asking first when the list is in that
   * order.
   */
  readonly range: SqlFragment | null;
  /** Queries of the column "id" that one index each answers; the items may match, the conditions decide. */
  readonly probes: readonly SqlFragment[];
  /** Of the plain list of the current names, where a batch is one row: it has indexes of its own. */
  readonly listed: SqlFragment | null;
  readonly parts: number;
}

export function readFilter(query: ListQuery, now: Date, provider: Provider): Filter {
  const conditions: SqlFragment[] = [];
  const probes: SqlFragment[] = [];
  const probeItems = (condition: SqlFragment) => probes.push(sql`SELECT i."id" FROM "Item" i WHERE ${condition}`);
  let range: SqlFragment | null = null;
  const equal = (column: string, value: string | boolean) => {
    const condition = sql`i.${raw(`"${column}"`)} = ${value}`;
    conditions.push(condition);
    probeItems(condition);
  };
  if (query.issuer !== undefined) equal("issuer", query.issuer);
  if (query.keyAlgorithm !== undefined) equal("keyAlgorithm", query.keyAlgorithm);
  if (query.purpose !== undefined) equal("purpose", query.purpose);
  if (query.batch !== undefined) equal("batchId", query.batch);
  if (query.label !== undefined) {
    conditions.push(sql`i."labels" LIKE ${`%,${escaped(query.label)},%`} ESCAPE '\\'`);
    probes.push(
      sql`SELECT n."itemId" AS "id" FROM "SearchName" n WHERE n."kind" = 'label' AND n."value" = ${folded(query.label)}`,
    );
  }
  if (query.names !== undefined) {
    const names = query.names.length === 0 ? sql`FALSE` : sql`i."basename" IN (${join([...query.names])})`;
    conditions.push(names);
    probeItems(names);
  }
  if (query.show === "archived") {
    // Not bound: a partial index serves a condition that the database can read.
    const archived = sql`i."shelf" = 'archived'`;
    conditions.push(archived);
    probeItems(archived);
  }
  if (query.kind === "authority") equal("isAuthority", true);
  else if (query.kind !== undefined) {
    conditions.push(sql`i."kinds" LIKE ${`%,${query.kind},%`}`);
    probes.push(sql`SELECT f."itemId" AS "id" FROM "File" f WHERE f."kind" = ${query.kind}`);
  }
  if (query.expiresWithinDays !== undefined) {
    range = endsWithin(query.expiresWithinDays, now);
    conditions.push(range);
    probeItems(range);
  }
  if (query.status !== undefined) {
    conditions.push(statusCondition(query.status, now));
    probeItems(statusProbe(query.status, now));
    range ??= statusRange(query.status, now);
  }
  const isPlain = conditions.length === 0 && (query.search === undefined || readSearchTerm(query.search) === null);
  if (query.show === "current" && !isPlain) {
    conditions.push(sql`i."shelf" <> 'archived'`);
    if (query.status !== "expired") conditions.push(currentAt(now));
  }
  const term = query.search === undefined ? null : readSearchTerm(query.search);
  return {
    condition: conditions.length === 0 ? null : join(conditions, " AND "),
    termCondition: term === null ? null : termCondition(term, provider),
    term,
    range,
    probes,
    listed: query.show === "current" && isPlain ? sql`(i."shelf" = 'listed' AND ${currentAt(now)})` : null,
    parts: conditions.length + (term === null ? 0 : 1),
  };
}

/** Not over, or over and still used by a service. */
function currentAt(now: Date): SqlFragment {
  return sql`(i."notAfter" IS NULL OR i."notAfter" >= ${now}
    OR EXISTS (SELECT 1 FROM "ServiceUse" u WHERE u."basename" = i."basename"))`;
}

/**
 * Holds for items that have the term in one of their names. A scalar subquery on purpose: a join or EXISTS would let
 * PostgreSQL change the order in which the walk reads.
 */
function termCondition({ text, hex }: SearchTerm, provider: Provider): SqlFragment {
  const find = raw(provider === "sqlite" ? "instr" : "strpos");
  const inText = sql`${find}(s."text", ${text}) > 0`;
  const found = hex === null ? inText : sql`(${inText} OR ${find}(s."hex", ${hex}) > 0)`;
  return sql`(SELECT ${found} FROM "ItemSearch" s WHERE s."itemId" = i."id")`;
}

/** For LIKE: `%`, `_` and `\` stand for themselves. */
export function escaped(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
