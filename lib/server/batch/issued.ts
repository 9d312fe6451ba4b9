import "server-only";
import type { Clock } from "../../commands/ports/world.ts";
import { fence, type Lease } from "./lease.ts";
import { storeNewIdentities, type NewIdentity, storeSuccessor } from "./identities.ts";
import type { BatchVault } from "./vault.ts";
import type { EventProofs } from "../audit/proofs.ts";
import type { Packed } from "./worker-jobs.ts";
import type { Database } from "../database/db.ts";
import { join, sql, type Sql } from "../database/sql.ts";
import { inTransactionDirect } from "../database/transaction.ts";

/** A signed certificate, on its way into the inventory. */
export interface IssuedRow {
  readonly rowId: number;
  readonly intentId: string;
  /** Null for a batch without .p12 files. */
  readonly packed: Packed | null;
  readonly identity: NewIdentity;
  /** It is a new generation of a name that is there already. */
  readonly isSuccessor: boolean;
}

/**
 * The other end of the intents: certificates, keys, names, files, .p12 and the end of the audit events. Part of a
 * transaction that the fence began.
 */
export async function storeIssued(
  tx: Sql,
  now: Date,
  rows: readonly IssuedRow[],
  of: { readonly batchId: string; readonly renameSeal: BatchVault["renameSeal"]; readonly proofs: EventProofs },
): Promise<void> {
  if (rows.length === 0) return;
  const fresh = rows.filter(({ isSuccessor }) => !isSuccessor);
  const stored = await storeNewIdentities(
    tx,
    fresh.map(({ identity }) => identity),
    now,
    of,
  );
  for (const { identity } of rows.filter(({ isSuccessor }) => isSuccessor))
    stored.set(identity.facts.sha256, await storeSuccessor(tx, identity, of.batchId, now));
  await endRows(tx, now, rows, stored);
  await endEvents(tx, now, rows, of.proofs);
  await writePacked(tx, rows);
}

interface Place {
  readonly certificateId: number;
  readonly basename: string;
}

async function endRows(
  tx: Sql,
  now: Date,
  rows: readonly IssuedRow[],
  stored: ReadonlyMap<string, Place>,
): Promise<void> {
  const places = rows.map(({ rowId, intentId, identity }) => {
    const { certificateId, basename } = stored.get(identity.facts.sha256)!;
    return sql`SELECT CAST(${rowId} AS INTEGER) AS "id", CAST(${intentId} AS TEXT) AS "intentId", CAST(${certificateId} AS INTEGER) AS "certificateId", CAST(${basename} AS TEXT) AS "basename"`;
  });
  const from = sql`FROM (${join(places, " UNION ALL ")}) AS v`;
  const ended =
    await tx.$executeRaw(sql`UPDATE "SigningIntent" SET "completedAt" = ${now}, "certificateId" = v."certificateId" ${from}
    WHERE "SigningIntent"."id" = v."intentId" AND "SigningIntent"."completedAt" IS NULL`);
  const moved =
    await tx.$executeRaw(sql`UPDATE "BatchRow" SET "state" = 'issued', "certificateId" = v."certificateId", "basename" = v."basename", "sealedId" = NULL, "finishedAt" = ${now}
    ${from} WHERE "BatchRow"."id" = v."id" AND "BatchRow"."state" = 'signing'`);
  if (ended !== rows.length || moved !== rows.length)
    throw new Error(
      `of ${rows.length} certificates ${ended} had an open intent and ${moved} a row that waits for them`,
    );
}

async function endEvents(tx: Sql, now: Date, rows: readonly IssuedRow[], proofs: EventProofs): Promise<void> {
  const ids = await tx.$queryRaw<{ id: number }[]>(sql`SELECT "auditEventId" AS "id" FROM "SigningIntent"
    WHERE "auditEventId" IS NOT NULL AND "id" IN (${join(rows.map(({ intentId }) => intentId))})`);
  if (ids.length === 0) return;
  const end = { outcome: "done", errorCode: null, finishedAt: now };
  const ended = ids.map(({ id }) => {
    const proof = proofs.ofEnd(Number(id), end);
    return sql`SELECT CAST(${id} AS INTEGER) AS "id", CAST(${proof} AS TEXT) AS "proof"`;
  });
  await tx.$executeRaw(sql`UPDATE "AuditEvent" SET "outcome" = 'done', "finishedAt" = ${now}, "endProof" = v."proof", "entry" = NULL
    FROM (${join(ended, " UNION ALL ")}) AS v WHERE "AuditEvent"."id" = v."id" AND "AuditEvent"."outcome" = 'unfinished'`);
}

async function writePacked(tx: Sql, rows: readonly IssuedRow[]): Promise<void> {
  const files = rows.flatMap(({ rowId, packed }) =>
    packed === null ? [] : [sql`(${rowId}, ${Buffer.from(packed.pkcs12)}, ${Buffer.from(packed.passphrase)})`],
  );
  if (files.length === 0) return;
  await tx.$executeRaw(sql`INSERT INTO "BatchFile" ("rowId", "pkcs12", "passphrase") VALUES ${join(files)}`);
}

/** Another .p12 for certificates that were issued before. @throws LeaseLost */
export async function storeRepacked(
  database: Database,
  clock: Clock,
  lease: Lease,
  rows: readonly { readonly rowId: number; readonly packed: Packed | null }[],
): Promise<void> {
  await inTransactionDirect(database, async (tx) => {
    await fence(tx, clock, lease, "finish");
    for (const { rowId, packed } of rows) {
      // The key or the certificate was deleted meanwhile: a file under a passphrase that was never given out is of no
      // use.
      if (packed === null) await tx.$executeRaw(sql`DELETE FROM "BatchFile" WHERE "rowId" = ${rowId}`);
      else
        await tx.$executeRaw(sql`INSERT INTO "BatchFile" ("rowId", "pkcs12", "passphrase") VALUES (${rowId}, ${Buffer.from(packed.pkcs12)}, ${Buffer.from(packed.passphrase)})
        ON CONFLICT ("rowId") DO UPDATE SET "pkcs12" = excluded."pkcs12", "passphrase" = excluded."passphrase"`);
    }
    await tx.$executeRaw(
      sql`UPDATE "BatchRow" SET "state" = 'issued' WHERE "state" = 'packing' AND "id" IN (${join(rows.map(({ rowId }) => rowId))})`,
    );
  });
}
