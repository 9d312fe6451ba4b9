import "server-only";
import type { ListQuery } from "../../commands/ports/items.ts";
import { Prisma } from "../../../prisma/generated/sqlite/client.ts";
import type { Provider } from "../database/db.ts";
import { readSearchTerm, type SearchTerm } from "./search-terms.ts";
import { endsWithin, statusCondition, statusProbe, statusRange } from "./status.ts";

/** What a list is narrowed to, as conditions on the alias `i` of "Item". */
export interface Filter {
  /** On columns of the item; null when none is asked. */
  readonly condition: Prisma.Sql | null;
  /** On the names, by `i."id"` alone. */
  readonly termCondition: Prisma.Sql | null;
  readonly term: SearchTerm | null;
  /** The part of `condition` that the index of `notAfter` answers by itself: worth asking first when the list is in that order. */
  readonly range: Prisma.Sql | null;
  /** Queries of the column "id" that one index each answers; the items may match, the conditions decide. */
  readonly probes: readonly Prisma.Sql[];
  readonly parts: number;
}

export function readFilter(query: ListQuery, now: Date, provider: Provider): Filter {
  const conditions: Prisma.Sql[] = [];
  const probes: Prisma.Sql[] = [];
  const probeItems = (condition: Prisma.Sql) => probes.push(Prisma.sql`SELECT i."id" FROM "Item" i WHERE ${condition}`);
  let range: Prisma.Sql | null = null;
  const equal = (column: string, value: string | boolean) => {
    const condition = Prisma.sql`i.${Prisma.raw(`"${column}"`)} = ${value}`;
    conditions.push(condition);
    probeItems(condition);
  };
  if (query.issuer !== undefined) equal("issuer", query.issuer);
  if (query.keyAlgorithm !== undefined) equal("keyAlgorithm", query.keyAlgorithm);
  if (query.kind === "authority") equal("isAuthority", true);
  else if (query.kind !== undefined) {
    conditions.push(Prisma.sql`i."kinds" LIKE ${`%,${query.kind},%`}`);
    probes.push(Prisma.sql`SELECT f."itemId" AS "id" FROM "File" f WHERE f."kind" = ${query.kind}`);
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
  const term = query.search === undefined ? null : readSearchTerm(query.search);
  return {
    condition: conditions.length === 0 ? null : Prisma.join(conditions, " AND "),
    termCondition: term === null ? null : termCondition(term, provider),
    term,
    range,
    probes,
    parts: conditions.length + (term === null ? 0 : 1),
  };
}

/**
 * Holds for items that have the term in one of their names. A scalar subquery on purpose: a join or EXISTS would let
 * PostgreSQL change the order in which the walk reads.
 */
function termCondition({ text, hex }: SearchTerm, provider: Provider): Prisma.Sql {
  const find = Prisma.raw(provider === "sqlite" ? "instr" : "strpos");
  const inText = Prisma.sql`${find}(s."text", ${text}) > 0`;
  const found = hex === null ? inText : Prisma.sql`(${inText} OR ${find}(s."hex", ${hex}) > 0)`;
  return Prisma.sql`(SELECT ${found} FROM "ItemSearch" s WHERE s."itemId" = i."id")`;
}

/** For LIKE: `%`, `_` and `\` stand for themselves. */
export function escaped(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
