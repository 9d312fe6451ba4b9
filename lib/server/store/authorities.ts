import "server-only";
import type { Store } from "../../commands/ports/store.ts";
import type { Database } from "../database/db.ts";
import { join, sql, type Sql } from "../database/sql.ts";

/** A name without an ending may stand for these files. */
const endings = ["", ".crt", ".cer", ".pem", ".key", ".csr", ".p12", ".pfx", ".pub"] as const;

/** The authorities among names of items and files, by public key. */
export async function readAuthorities(
  { direct }: Database,
  names: readonly string[],
): ReturnType<Store["authorities"]> {
  // `sha256:<fingerprint>`: of a certificate that another has followed under its name. An empty list is no SQL.
  const fingerprints = [
    "",
    ...names.flatMap((name) => /^sha256:([0-9a-f]{64})$/i.exec(name)?.[1]?.toLowerCase() ?? []),
  ];
  const fileNames = names.flatMap((name) => endings.map((ending) => name + ending));
  return direct.$queryRaw<{ id: string; name: string }[]>(sql`SELECT t."id", MIN(t."name") AS "name" FROM (
      SELECT COALESCE(k."spkiSha256", r."spkiSha256", c."spkiSha256") AS "id", i."basename" AS "name" FROM "File" f
      JOIN "Item" i ON i."id" = f."itemId" LEFT JOIN "Key" k ON k."id" = f."keyId"
      LEFT JOIN "Request" r ON r."id" = f."requestId" LEFT JOIN "Certificate" c ON c."id" = f."certificateId"
      WHERE f."itemId" IN (SELECT "id" FROM "Item" WHERE "basename" IN (${join([...names])})
        UNION SELECT "itemId" FROM "File" WHERE "fileName" IN (${join(fileNames)}))
      UNION SELECT c."spkiSha256", i."basename" FROM "Certificate" c JOIN "Item" i ON i."id" = c."itemId"
        WHERE c."sha256" IN (${join(fingerprints)})) t
    WHERE EXISTS (SELECT 1 FROM "Certificate" a WHERE a."spkiSha256" = t."id" AND a."isAuthority" = ${true})
    GROUP BY t."id" ORDER BY t."id"`);
}

/** True when a certificate that is or was here calls this public key an authority. */
export async function isAuthorityKey(tx: Sql, spkiSha256: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>(
    sql`SELECT 1 AS "one" FROM "Certificate" WHERE "spkiSha256" = ${spkiSha256} AND "isAuthority" = ${true} LIMIT 1`,
  );
  return rows.length > 0;
}
