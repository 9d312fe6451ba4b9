import "server-only";
import type { RevocationOrder } from "../../commands/ports/revocations.ts";
import { join, sql, type Sql } from "../database/sql.ts";
import { changeDirect, type StoreBinding } from "../database/transaction.ts";
import { ensureIssuer } from "./issuer.ts";

/** Rows of one statement: SQLite takes 32,766 values. */
const rowsAtATime = 1000;

/** Revocations of some authorities and the end of the audit event, in one transaction. */
export async function revoke(binding: StoreBinding, orders: readonly RevocationOrder[]): Promise<ReadonlySet<string>> {
  const now = binding.clock.now();
  // One order for all: two transactions that take the same issuers in different orders would deadlock.
  const sorted = [...orders].sort((one, other) => (one.authority < other.authority ? -1 : 1));
  return changeDirect(binding, async (tx) => {
    const changed = new Set<string>();
    for (const order of sorted) {
      await ensureIssuer(tx, order, now);
      const revision = await raiseRevision(tx, order.authority);
      for (const group of inGroups(order.certificates))
        for (const sha256 of await revokeGroup(tx, { ...order, certificates: group }, revision, now))
          changed.add(sha256);
    }
    await markItems(tx, [...changed]);
    return changed;
  });
}

/** Ends holds; a delta list says `removeFromCRL` of them. */
export async function release(
  binding: StoreBinding,
  authority: string,
  sha256s: readonly string[],
  actor: string,
): Promise<ReadonlySet<string>> {
  const now = binding.clock.now();
  return changeDirect(binding, async (tx) => {
    const revision = await raiseRevision(tx, authority);
    const changed = new Set<string>();
    for (const group of inGroups(sha256s)) {
      const rows = await tx.$queryRaw<{ certificateId: number }[]>(sql`UPDATE "Revocation" SET "releasedAt" = ${now},
          "revision" = ${revision}, "actor" = ${actor} WHERE "issuerSpkiSha256" = ${authority} AND "releasedAt" IS NULL
          AND "reason" = 'certificateHold' AND "certificateId" IN (SELECT "id" FROM "Certificate" WHERE "sha256" IN (${join([...group])}))
        RETURNING "certificateId"`);
      for (const sha256 of await digestsOf(tx, rows)) changed.add(sha256);
    }
    await markItems(tx, [...changed]);
    return changed;
  });
}

/** Takes the issuer's row for this transaction. Every change of what its lists say begins here. */
async function raiseRevision(tx: Sql, authority: string): Promise<number> {
  const [row] = await tx.$queryRaw<{ revision: number }[]>(
    sql`UPDATE "CrlIssuer" SET "revision" = "revision" + 1 WHERE "spkiSha256" = ${authority} RETURNING "revision"`,
  );
  if (row === undefined) throw new Error("an authority without lists has nothing to take back");
  return Number(row.revision);
}

/**
 * One row a serial number. X.509 §9.5.3.1: what follows a hold has the date of the hold.
 */
async function revokeGroup(
  tx: Sql,
  { authority, certificates, reason, invalidityDate, actor }: RevocationOrder,
  revision: number,
  now: Date,
): Promise<string[]> {
  const parts = await partsNamed(
    tx,
    authority,
    certificates.flatMap(({ points }) => points),
  );
  const partOf = (points: readonly string[]): number =>
    points.map((uri) => parts.get(uri)).find((part) => part !== undefined) ?? 0;
  const rows = certificates.map(
    ({ serialNumber, sha256, points }) => sql`(${authority}, ${serialNumber},
      (SELECT "id" FROM "Certificate" WHERE "sha256" = ${sha256}), ${reason}, ${now}, ${invalidityDate}, ${partOf(points)}, ${revision}, ${actor})`,
  );
  const changed = await tx.$queryRaw<{ certificateId: number }[]>(sql`INSERT INTO "Revocation"
      ("issuerSpkiSha256", "serialNumber", "certificateId", "reason", "at", "invalidityDate", "shard", "revision", "actor")
    VALUES ${join(rows)}
    ON CONFLICT ("issuerSpkiSha256", "serialNumber") DO UPDATE SET "reason" = excluded."reason",
      "at" = CASE WHEN "Revocation"."releasedAt" IS NULL THEN "Revocation"."at" ELSE excluded."at" END,
      "invalidityDate" = excluded."invalidityDate", "releasedAt" = NULL, "revision" = excluded."revision", "actor" = excluded."actor"
    WHERE "Revocation"."releasedAt" IS NOT NULL OR ("Revocation"."reason" = 'certificateHold' AND excluded."reason" <> 'certificateHold')
    RETURNING "certificateId"`);
  return digestsOf(tx, changed);
}

/** Which of these addresses are those of parts of the lists, and of which one. */
async function partsNamed(tx: Sql, authority: string, uris: readonly string[]): Promise<ReadonlyMap<string, number>> {
  if (uris.length === 0) return new Map();
  const rows = await tx.$queryRaw<{ uri: string; part: number }[]>(sql`SELECT "uri", "shard" AS "part" FROM "CrlPoint"
    WHERE "issuerSpkiSha256" = ${authority} AND "shard" > 0 AND "uri" IN (${join([...new Set(uris)])})`);
  return new Map(rows.map(({ uri, part }) => [uri, Number(part)]));
}

async function digestsOf(tx: Sql, rows: readonly { readonly certificateId: number | null }[]): Promise<string[]> {
  const ids = rows.flatMap(({ certificateId }) => (certificateId === null ? [] : [Number(certificateId)]));
  if (ids.length === 0) return [];
  const found = await tx.$queryRaw<{ sha256: string }[]>(
    sql`SELECT "sha256" FROM "Certificate" WHERE "id" IN (${join(ids)})`,
  );
  return found.map(({ sha256 }) => sha256);
}

/** What lists of names show of their live certificates. */
async function markItems(tx: Sql, sha256s: readonly string[]): Promise<void> {
  for (const group of inGroups(sha256s))
    await tx.$executeRaw(sql`UPDATE "Item" SET "version" = "version" + 1, "revokedAt" = (SELECT MAX(r."at") FROM "File" f
        JOIN "Revocation" r ON r."certificateId" = f."certificateId" WHERE f."itemId" = "Item"."id" AND r."releasedAt" IS NULL)
      WHERE "id" IN (SELECT f."itemId" FROM "File" f JOIN "Certificate" c ON c."id" = f."certificateId" WHERE c."sha256" IN (${join([...group])}))`);
}

function* inGroups<Value>(all: readonly Value[]): Generator<readonly Value[]> {
  for (let at = 0; at < all.length; at += rowsAtATime) yield all.slice(at, at + rowsAtATime);
}
