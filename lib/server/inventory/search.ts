import "server-only";
import type { Database } from "../database/db.ts";
import { escaped } from "./list-filter.ts";
import { raw, sql, type Sql, type SqlFragment, type Provider } from "../database/sql.ts";
import { gramsOf, matchAll, trigramsOf, type SearchTerm } from "./search-terms.ts";

/**
 * Ids of at most `cap` items that may have the term in one of their names, by the full-text indexes (see the
 * migrations). "May": the indexes hold runs of one, two and three characters, the text itself decides
 * (`termCondition`). Null when the index would take longer than `milliseconds`: PostgreSQL reads every row that has all
 * the runs of a term, in whatever order, and for common runs that can be all of them. SQLite stops at the cap by
 * itself.
 */
export async function probeTerm(
  database: Database,
  term: SearchTerm,
  cap: number,
  milliseconds: number,
): Promise<number[] | null> {
  if (database.provider === "sqlite") return probe(database, term, cap);
  try {
    return await database.direct.transaction(async (tx) => {
      await tx.$executeRaw(sql`SELECT set_config('statement_timeout', ${String(milliseconds)}, TRUE)`);
      return probe({ provider: database.provider, direct: tx }, term, cap);
    });
  } catch (error) {
    if (isTimeout(error)) return null;
    throw error;
  }
}

/** query_canceled */
function isTimeout(error: unknown): boolean {
  const cause =
    error instanceof Error ? (error.cause as { code?: string; originalCode?: string } | undefined) : undefined;
  return cause?.originalCode === "57014" || cause?.code === "57014";
}

interface Index {
  readonly provider: Provider;
  readonly direct: Sql;
}

async function probe(database: Index, term: SearchTerm, cap: number): Promise<number[]> {
  const { text, hex } = term;
  if (hex !== null && hex.length >= wholeHex) {
    const whole = await idsOf(
      database,
      sql`SELECT n."itemId" AS "id" FROM "SearchName" n WHERE n."kind" IN ('serial', 'sha256', 'sha1') AND n."value" = ${hex} LIMIT ${cap}`,
    );
    if (whole.length > 0) return whole;
  }
  const byText = await (database.provider === "sqlite"
    ? probeSqlite(database, text, cap)
    : probePostgres(database, text, cap));
  if (hex === null || byText.length >= cap) return byText;
  const byHex =
    database.provider === "sqlite"
      ? await fullText(database, "SearchHex", matchAll(trigramsOf(hex), 6), cap)
      : await idsOf(
          database,
          sql`SELECT * FROM "probeHex"(${`%${hex.slice(0, 16)}%`}, CAST(${cap} AS INTEGER)) AS "id"`,
        );
  return [...new Set([...byText, ...byHex])].slice(0, cap);
}

/**
 * So many digits are a whole serial number or fingerprint, or nothing: 128 bits do not stand in another one by chance.
 */
const wholeHex = 32;

function probeSqlite(database: Index, text: string, cap: number): Promise<number[]> {
  return [...text].length >= 3
    ? fullText(database, "SearchText", matchAll(rarestFirst(trigramsOf(text)), 10), cap)
    : fullText(database, "SearchGrams", matchAll(longestGrams(text), 12), cap);
}

function fullText(
  database: Index,
  table: "SearchText" | "SearchHex" | "SearchGrams",
  match: string,
  cap: number,
): Promise<number[]> {
  const name = raw(`"${table}"`);
  return idsOf(database, sql`SELECT "rowid" AS "id" FROM ${name} WHERE ${name} MATCH ${match} LIMIT ${cap}`);
}

/**
 * pg_trgm knows letters and digits alone, and in a "C" locale only those of ASCII; for anything else the pairs serve.
 */
const trigramRun = /[a-z0-9]{3}/;

function probePostgres(database: Index, text: string, cap: number): Promise<number[]> {
  if (trigramRun.test(text))
    return idsOf(
      database,
      sql`SELECT * FROM "probeText"(${`%${escaped(distinctivePart(text))}%`}, CAST(${cap} AS INTEGER)) AS "id"`,
    );
  const grams = longestGrams(text).join(" ");
  return idsOf(
    database,
    sql`SELECT * FROM "probeGrams"(string_to_array(${grams}, ' '), CAST(${cap} AS INTEGER)) AS "id"`,
  );
}

/**
 * Numbers tell names apart; what is around them (`.crt`, `.example.com`) stands in every row and only costs reading.
 */
function rarestFirst(tokens: readonly string[]): string[] {
  const numbered = tokens.filter((token) => /\d/.test(token));
  return numbered.length >= 4 ? numbered : [...tokens];
}

function distinctivePart(text: string): string {
  const runs = text.split(/[^a-z0-9]+/).filter((run) => run.length >= 5 && /\d/.test(run));
  return runs.sort((one, other) => other.length - one.length)[0] ?? text;
}

/** The pairs of a term, or its one character. */
function longestGrams(text: string): string[] {
  const grams = gramsOf(text);
  const pairs = grams.filter((gram) => [...gram].length === 2);
  return pairs.length > 0 ? pairs : grams;
}

async function idsOf(database: Index, query: SqlFragment): Promise<number[]> {
  const rows = await database.direct.$queryRaw<{ id: number | bigint }[]>(query);
  return rows.map((row) => Number(row.id));
}
