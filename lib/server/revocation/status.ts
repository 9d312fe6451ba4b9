import "server-only";
import type { CertificateStatus, CrlIssuer, StoredReason, StoredRevocation } from "../../commands/ports/revocations.ts";
import type { Database } from "../database/db.ts";
import { join, sql } from "../database/sql.ts";
import { dateOrNull } from "../inventory/item-rows.ts";

interface StatusCells {
  readonly reason: string | null;
  readonly at: Date | number | string | null;
  readonly invalidityDate: Date | number | string | null;
  readonly releasedAt: Date | number | string | null;
  readonly isIssued: boolean | number;
}

/**
 * What an authority says of a serial number: one statement by two indexes, so that a responder can ask it each time. A
 * certificate is its own when its issuer's name is that of the authority and the key identifiers agree.
 */
export async function certificateStatusOf(
  { direct }: Database,
  authority: string,
  serialNumber: string,
): Promise<CertificateStatus> {
  const [row] = await direct.$queryRaw<
    StatusCells[]
  >(sql`SELECT r."reason", r."at", r."invalidityDate", r."releasedAt", EXISTS (
      SELECT 1 FROM "Certificate" a JOIN "Certificate" c ON c."issuerHash" = a."subjectHash" AND c."serialNumber" = ${serialNumber}
      WHERE a."spkiSha256" = ${authority} AND a."isAuthority" = ${true} AND (c."authorityKeyId" IS NULL OR a."subjectKeyId" IS NULL
        OR c."authorityKeyId" = a."subjectKeyId")) AS "isIssued"
    FROM (SELECT 1 AS "one") o LEFT JOIN "Revocation" r ON r."issuerSpkiSha256" = ${authority} AND r."serialNumber" = ${serialNumber}`);
  const at = dateOrNull(row?.at ?? null);
  if (row === undefined || row.reason === null || at === null || row.releasedAt !== null)
    return { status: (row?.reason ?? null) !== null || Boolean(Number(row?.isIssued ?? 0)) ? "good" : "unknown" };
  const { reason, invalidityDate } = row;
  return { status: "revoked", reason: reason as StoredReason, at, invalidityDate: dateOrNull(invalidityDate) };
}

export async function crlIssuerOf({ direct }: Database, authority: string): Promise<CrlIssuer | null> {
  const [row] = await direct.$queryRaw<{ [Column in keyof CrlIssuer]: CrlIssuer[Column] }[]>(
    sql`SELECT "publishedName", "revision", "listedRevision", "listNumber" FROM "CrlIssuer" WHERE "spkiSha256" = ${authority}`,
  );
  return row ?? null;
}

interface RevocationCells extends Omit<StatusCells, "isIssued"> {
  readonly sha256: string;
  readonly authority: string;
  readonly serialNumber: string;
  readonly reason: string;
  readonly revision: number;
  readonly actor: string;
}

/** The revocations of certificates, by the SHA-256 of each. */
export async function revocationsOf(
  { direct }: Database,
  sha256s: readonly string[],
): Promise<ReadonlyMap<string, StoredRevocation>> {
  if (sha256s.length === 0) return new Map();
  const rows = await direct.$queryRaw<RevocationCells[]>(sql`SELECT c."sha256", r."issuerSpkiSha256" AS "authority",
      r."serialNumber", r."reason", r."at", r."invalidityDate", r."releasedAt", r."revision", r."actor"
    FROM "Certificate" c JOIN "Revocation" r ON r."certificateId" = c."id" WHERE c."sha256" IN (${join([...sha256s])})`);
  return new Map(
    rows.map(({ sha256, authority, serialNumber, reason, at, invalidityDate, releasedAt, revision, actor }) => [
      sha256,
      {
        authority,
        serialNumber,
        reason: reason as StoredReason,
        at: dateOrNull(at) ?? new Date(0),
        invalidityDate: dateOrNull(invalidityDate),
        releasedAt: dateOrNull(releasedAt),
        revision: Number(revision),
        actor,
      },
    ]),
  );
}
