import "server-only";
import type { ListIssuer } from "../../commands/ports/revocations.ts";
import { sql, type Sql } from "../database/sql.ts";

/** The row of an authority, made under the first free one of its name, name-2, name-3 … */
export async function ensureIssuer(tx: Sql, { authority, basename }: ListIssuer, now: Date): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const name = attempt === 1 ? basename : `${basename}-${attempt}`;
    const made = await tx.$executeRaw(
      sql`INSERT INTO "CrlIssuer" ("spkiSha256", "publishedName", "createdAt") VALUES (${authority}, ${name}, ${now}) ON CONFLICT DO NOTHING`,
    );
    if (made > 0) return;
    const found = await tx.$queryRaw<unknown[]>(
      sql`SELECT 1 AS "one" FROM "CrlIssuer" WHERE "spkiSha256" = ${authority}`,
    );
    if (found.length > 0) return;
  }
}
