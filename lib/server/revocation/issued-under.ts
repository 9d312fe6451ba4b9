import "server-only";
import type { IssuedUnder } from "../../commands/ports/revocations.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { dateOrNull } from "../inventory/item-rows.ts";

interface IssuedCells extends Omit<IssuedUnder, "isAuthority" | "notAfter"> {
  readonly isAuthority: boolean | number;
  readonly notAfter: Date | number | string;
}

/**
 * The certificates of an authority (SHA-256 of its key) that are stored or once were, by its name and key identifier as
 * `certificateStatusOf` knows them; authorities first. What it issued for its own key is itself, and left out.
 */
export async function issuedUnder(
  { direct }: Database,
  authority: string,
  limit: number,
): Promise<readonly IssuedUnder[]> {
  const rows = await direct.$queryRaw<IssuedCells[]>(sql`SELECT c."sha256", c."serialNumber", d."der", c."spkiSha256",
      c."isAuthority", c."notAfter", f."fileName", i."basename" AS "name", i."commonName", r."reason"
    FROM (SELECT DISTINCT "subjectHash", "subjectKeyId" FROM "Certificate"
      WHERE "spkiSha256" = ${authority} AND "isAuthority" = ${true}) a
    JOIN "Certificate" c ON c."issuerHash" = a."subjectHash" AND c."spkiSha256" <> ${authority}
      AND (c."authorityKeyId" IS NULL OR a."subjectKeyId" IS NULL OR c."authorityKeyId" = a."subjectKeyId")
    JOIN "CertificateDer" d ON d."certificateId" = c."id"
    LEFT JOIN "File" f ON f."certificateId" = c."id" LEFT JOIN "Item" i ON i."id" = c."itemId"
    LEFT JOIN "Revocation" r ON r."issuerSpkiSha256" = ${authority} AND r."serialNumber" = c."serialNumber"
      AND r."releasedAt" IS NULL
    ORDER BY c."isAuthority" DESC, c."id" LIMIT ${limit}`);
  const seen = new Set<string>();
  return rows
    .filter(({ sha256 }) => !seen.has(sha256) && seen.add(sha256))
    .map((row) => ({
      ...row,
      isAuthority: Boolean(Number(row.isAuthority)),
      notAfter: dateOrNull(row.notAfter) ?? new Date(0),
    }));
}
