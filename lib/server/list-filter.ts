import "server-only";
import type { ListQuery } from "../commands/ports.ts";
import { Prisma } from "../../prisma/generated/sqlite/client.ts";
import { readSearchTerm, type SearchTerm } from "./search-terms.ts";
import { endsWithin, statusCondition, statusProbe } from "./store-status.ts";

/** What a list is narrowed to, as conditions on the alias `i` of "Item". */
export interface Filter {
  /** Everything that must hold; null when nothing is asked. */
  readonly condition: Prisma.Sql | null;
  /** The part of it that the index of `notAfter` answers by itself: worth asking first when the list is in that order. */
  readonly range: Prisma.Sql | null;
  /** Conditions that one index each answers; their items may match, `condition` decides. */
  readonly probes: readonly Prisma.Sql[];
  readonly term: SearchTerm | null;
  readonly parts: number;
}

export function readFilter(query: ListQuery, now: Date): Filter {
  const conditions: Prisma.Sql[] = [];
  const probes: Prisma.Sql[] = [];
  let range: Prisma.Sql | null = null;
  const equal = (column: string, value: string | boolean) => {
    const condition = Prisma.sql`i.${Prisma.raw(`"${column}"`)} = ${value}`;
    conditions.push(condition);
    probes.push(condition);
  };
  if (query.issuer !== undefined) equal("issuer", query.issuer);
  if (query.keyAlgorithm !== undefined) equal("keyAlgorithm", query.keyAlgorithm);
  if (query.kind === "authority") equal("isAuthority", true);
  else if (query.kind !== undefined) {
    conditions.push(Prisma.sql`i."kinds" LIKE ${`%,${query.kind},%`}`);
    probes.push(Prisma.sql`i."id" IN (SELECT f."itemId" FROM "File" f WHERE f."kind" = ${query.kind})`);
  }
  if (query.expiresWithinDays !== undefined) {
    range = endsWithin(query.expiresWithinDays, now);
    conditions.push(range);
    probes.push(range);
  }
  if (query.status !== undefined) {
    conditions.push(statusCondition(query.status, now));
    const probe = statusProbe(query.status, now);
    probes.push(probe);
    if (range === null && ["expired", "ends-soon", "not-yet-valid"].includes(query.status)) range = probe;
  }
  const term = query.search === undefined ? null : readSearchTerm(query.search);
  if (term !== null) conditions.push(termCondition(term));
  return { condition: conditions.length === 0 ? null : Prisma.join(conditions, " AND "), range, probes, term, parts: conditions.length };
}

/**
 * Holds for items that have the term in one of their names. A scalar subquery on purpose: a join or EXISTS would let
 * PostgreSQL change the order in which the walk reads.
 */
function termCondition({ text, hex }: SearchTerm): Prisma.Sql {
  const inText = Prisma.sql`s."text" LIKE ${`%${escaped(text)}%`} ESCAPE '\\'`;
  const found = hex === null ? inText : Prisma.sql`(${inText} OR s."hex" LIKE ${`%${hex}%`})`;
  return Prisma.sql`(SELECT ${found} FROM "ItemSearch" s WHERE s."itemId" = i."id")`;
}

/** `%`, `_` and `\` stand for themselves. */
export function escaped(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
