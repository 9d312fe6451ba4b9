import "server-only";
import type { ListedAuthority } from "../../commands/ports/revocations.ts";
import type { Database } from "../database/db.ts";
import { join, sql } from "../database/sql.ts";

/** The authorities that have lists, and those of these keys (SHA-256) whose private half is stored: one statement. */
export async function listedAuthorities(
  { direct }: Database,
  keys: readonly string[],
): Promise<readonly ListedAuthority[]> {
  const rows = await direct.$queryRaw<
    ListedAuthority[]
  >(sql`SELECT c."spkiSha256" AS "authority", d."der", f."fileName",
      i."publishedName" FROM (SELECT "spkiSha256" FROM "CrlIssuer" UNION
        SELECT "spkiSha256" FROM "Key" WHERE "spkiSha256" IN (${join(["", ...keys])})) a
      JOIN "Certificate" c ON c."spkiSha256" = a."spkiSha256" AND c."isAuthority" = ${true}
      JOIN "CertificateDer" d ON d."certificateId" = c."id" LEFT JOIN "File" f ON f."certificateId" = c."id"
      LEFT JOIN "CrlIssuer" i ON i."spkiSha256" = c."spkiSha256"
    ORDER BY c."spkiSha256", CASE WHEN f."id" IS NULL THEN 1 ELSE 0 END, c."notAfter" DESC`);
  return rows.filter(({ authority }, index) => rows[index - 1]?.authority !== authority);
}
