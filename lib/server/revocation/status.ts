import "server-only";
import type {
  CertificateStatus,
  CrlIssuer,
  HandedOut,
  StoredReason,
  StoredRevocation,
} from "../../commands/ports/revocations.ts";
import type { Database } from "../database/db.ts";
import { join, sql } from "../database/sql.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { stateOf } from "./list-state.ts";

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

export async function crlIssuerOf(database: Database, authority: string): Promise<CrlIssuer | null> {
  const rows = await database.direct.$queryRaw<{ publishedName: string }[]>(
    sql`SELECT "publishedName" FROM "CrlIssuer" WHERE "spkiSha256" = ${authority}`,
  );
  if (rows[0] === undefined) return null;
  const { revision, listedRevision, listNumber, newest } = await stateOf(database, authority);
  return { publishedName: rows[0].publishedName, revision, listedRevision, listNumber, newest };
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

/** At most so many people are told by name. */
const mostPeople = 500;

/** The people of batches who hold these certificates, by digest or by the name whose live certificate it is. */
export async function handedOut(
  { direct }: Database,
  { sha256s, basenames }: { readonly sha256s: readonly string[]; readonly basenames: readonly string[] },
): Promise<readonly HandedOut[]> {
  if (sha256s.length + basenames.length === 0) return [];
  return direct.$queryRaw<HandedOut[]>(sql`SELECT b."id" AS "batch", b."title", r."name", r."email", r."department"
    FROM "BatchRow" r JOIN "Batch" b ON b."id" = r."batchId" WHERE r."certificateId" IN (
      SELECT c."id" FROM "Certificate" c WHERE c."sha256" IN (${join(["", ...sha256s])})
      UNION SELECT f."certificateId" FROM "Item" i JOIN "File" f ON f."itemId" = i."id" WHERE i."basename" IN (${join(["", ...basenames])}))
    ORDER BY b."createdAt", b."id", r."position" LIMIT ${mostPeople}`);
}
