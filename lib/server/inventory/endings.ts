import "server-only";
import type { Ending } from "../../commands/ports/endings.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { dateOrNull } from "./item-rows.ts";

/** What one picture can hold; so many days with so many issuers are beyond any that was met. */
const mostEndings = 4000;

interface Cells {
  readonly at: Date | number | string;
  readonly name: string;
  readonly count: number | bigint;
  readonly batchId: string | null;
  readonly title: string | null;
  readonly issuer: string;
  readonly isAuthority: boolean | number;
  readonly isUsed: boolean | number;
}

/**
 * The certificates that end between two instants, the first first: those of one day (in UTC) that one batch made, or
 * that have one issuer, are one row with their number. Archived names are left out.
 */
export async function readEndings({ direct, provider }: Database, from: Date, until: Date): Promise<Ending[]> {
  // Written out: a number that is bound is a real one on SQLite, and would divide to fractions of a day.
  const date =
    provider === "sqlite" ? sql`(i."notAfter" / 86400000)` : sql`(FLOOR(EXTRACT(EPOCH FROM i."notAfter") / 86400))`;
  const rows = await direct.$queryRaw<Cells[]>(sql`SELECT e.*, b."title" FROM (
      SELECT MIN(i."notAfter") AS "at", MIN(i."basename") AS "name", COUNT(*) AS "count", i."batchId", i."issuer", i."isAuthority",
        i."isUsed" FROM (SELECT "notAfter", "basename", "batchId", "issuer", "isAuthority",
          EXISTS (SELECT 1 FROM "ServiceUse" u WHERE u."basename" = "Item"."basename") AS "isUsed" FROM "Item"
          WHERE "notAfter" >= ${from} AND "notAfter" < ${until} AND "shelf" <> 'archived') i
      GROUP BY ${date}, i."batchId", i."issuer", i."isAuthority", i."isUsed" ORDER BY 1, 2 LIMIT ${mostEndings}) e
    LEFT JOIN "Batch" b ON b."id" = e."batchId" ORDER BY e."at", e."name"`);
  return rows.map((row) => ({
    at: dateOrNull(row.at) ?? from,
    name: row.name,
    count: Number(row.count),
    batch: row.batchId === null || row.title === null ? null : { id: row.batchId, title: row.title },
    issuer: row.issuer,
    isAuthority: Boolean(row.isAuthority),
    isUsed: Boolean(row.isUsed),
  }));
}
