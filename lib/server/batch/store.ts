import "server-only";
import { randomUUID } from "node:crypto";
import type { Batches, NewBatch } from "../../commands/ports/batch.ts";
import type { HeldKey } from "../../commands/ports/vault.ts";
import { Failure } from "../error-codes.ts";
import { newSheet, type BatchBinding } from "./rows.ts";
import { createLinks, revokeLinks, collect } from "./links.ts";
import { repack, takeSheet } from "./passphrase-sheet.ts";
import { join, sql, type Sql } from "../database/sql.ts";
import { changeDirect } from "../database/transaction.ts";
import type { BatchVault } from "./vault.ts";
import { listBatches, readSummary } from "./summary.ts";
import { readRows, renewableRows } from "./row-views.ts";
import { holdersAmong } from "./holders.ts";
import { batchFiles } from "./files.ts";

/** Batches as one running command sees them: each change ends the command's audit event in its own transaction. */
export function createBatches(binding: BatchBinding): Batches {
  const { database, clock } = binding;
  const now = () => clock.now();
  return {
    create: (batch, key) => createBatch(binding, batch, key),
    list: (query) => listBatches(database, query),
    summary: (batch) => readSummary(database.direct, batch),
    rows: (batch, query) => readRows(database, batch, query, now()),
    cancel: (batch) => cancelBatch(binding, batch),
    resume: (batch, key) => resumeBatch(binding, batch, key),
    holders: (issuer, people) => holdersAmong(database, issuer, people, now()),
    renewable: (batch, until) => renewableRows(database, batch, until),
    takeSheet: (batch) => takeSheet(binding, batch),
    repack: (batch) => repack(binding, batch),
    files: (batch) => batchFiles(database, batch),
    createLinks: (batch, order) => createLinks(binding, batch, order),
    revokeLinks: (batch, positions) => revokeLinks(binding, batch, positions),
    collect: (link) => collect(binding, link),
  };
}

/** How many rows one statement writes. */
const rowsPerStatement = 500;

async function createBatch(
  binding: BatchBinding,
  { title, issuerFileName, issuer, template, rows, renewalOf, isExample }: NewBatch,
  key: HeldKey | null,
): Promise<string> {
  const { actor, auditEventId, clock, vault } = binding;
  const id = randomUUID().replaceAll("-", "").slice(0, 12);
  await changeDirect(binding, async (tx) => {
    if (renewalOf !== null) await requireUnsucceeded(tx, renewalOf, rows);
    const isOfExample = isExample ?? (renewalOf !== null && (await readSummary(tx, renewalOf)).isExample);
    const passphrasesSealedId = template.profile === "none" ? null : await newSheet(tx, vault, id);
    const { surface, owner, address, credential } = await originOf(tx, auditEventId);
    await tx.$executeRaw(sql`INSERT INTO "Batch" ("id", "title", "createdAt", "actorKind", "actorId", "actor", "role", "surface", "owner", "address", "credential", "issuerFileName", "issuer", "template", "total", "passphrasesSealedId", "renewalOfId", "exampleAt")
      VALUES (${id}, ${title}, ${clock.now()}, ${actor.kind}, ${actor.id}, ${actor.label}, ${actor.role}, ${surface}, ${owner}, ${address}, ${credential}, ${issuerFileName}, ${issuer}, ${JSON.stringify(template)}, ${rows.length}, ${passphrasesSealedId}, ${renewalOf}, ${isOfExample ? clock.now() : null})`);
    for (let start = 0; start < rows.length; start += rowsPerStatement) {
      const values = rows
        .slice(start, start + rowsPerStatement)
        .map(
          (row) =>
            sql`(${id}, ${row.position}, ${row.name}, ${row.email}, ${row.upn}, ${row.department}, ${row.basename}, ${row.fileName}, ${row.predecessor})`,
        );
      await tx.$executeRaw(
        sql`INSERT INTO "BatchRow" ("batchId", "position", "name", "email", "upn", "department", "basename", "fileName", "predecessorId") VALUES ${join(values)}`,
      );
    }
    if (key !== null) await holdFor(tx, vault, id, key);
  }).catch((error: unknown) => {
    vault.dropKey(id);
    throw error;
  });
  binding.wake();
  return id;
}

/** Held before the batch can be seen: the work on it may begin at the end of the transaction. */
async function holdFor(tx: Sql, vault: BatchVault, batch: string, key: HeldKey): Promise<void> {
  vault.holdKey(batch, key);
  await vault.reserve(tx, batch);
}

/** Where the running command was asked: the certificates of the batch are told in the log as asked for there. */
async function originOf(tx: Sql, auditEventId: number | null): Promise<Origin> {
  const [event] = await tx.$queryRaw<Origin[]>(
    sql`SELECT "surface", "owner", "address", "credential" FROM "AuditEvent" WHERE "id" = ${auditEventId ?? 0}`,
  );
  return event ?? { surface: "system", owner: null, address: null, credential: null };
}

interface Origin {
  readonly surface: string;
  readonly owner: string | null;
  readonly address: string | null;
  readonly credential: string | null;
}

/** Two who renew the same batch at the same moment: the second finds successors and makes no others. */
async function requireUnsucceeded(tx: Sql, batch: string, rows: NewBatch["rows"]): Promise<void> {
  await tx.$executeRaw(sql`UPDATE "Batch" SET "total" = "total" WHERE "id" = ${batch}`);
  const known = await tx.$queryRaw<
    { predecessorId: number }[]
  >(sql`SELECT s."predecessorId" FROM "BatchRow" s JOIN "BatchRow" r ON r."id" = s."predecessorId"
    WHERE r."batchId" = ${batch} AND s."state" <> 'failed'`);
  const succeeded = new Set(known.map(({ predecessorId }) => Number(predecessorId)));
  const again = rows.find(({ predecessor }) => predecessor !== null && succeeded.has(predecessor));
  if (again !== undefined)
    throw new Failure("batch.nothing-to-renew", { title: (await readSummary(tx, batch)).title, days: 0 });
}

async function cancelBatch(binding: BatchBinding, batch: string): Promise<void> {
  await changeDirect(binding, async (tx) => {
    const made = await tx.$executeRaw(
      sql`UPDATE "Batch" SET "state" = 'cancelled', "finishedAt" = ${binding.clock.now()} WHERE "id" = ${batch} AND "state" = 'running'`,
    );
    if (made === 0) throw new Failure("batch.not-running", { title: (await readSummary(tx, batch)).title });
  });
}

async function resumeBatch(binding: BatchBinding, batch: string, key: HeldKey | null): Promise<void> {
  await changeDirect(binding, async (tx) => {
    const { title, state, total, issued, failed } = await readSummary(tx, batch);
    const [left] = await tx.$queryRaw<unknown[]>(
      sql`SELECT 1 AS "one" FROM "BatchRow" WHERE "batchId" = ${batch} AND "state" <> 'issued' LIMIT 1`,
    );
    if (state === "running") throw new Failure("batch.running", { title });
    if (left === undefined && issued + failed === total) throw new Failure("batch.nothing-left", { title });
    const made =
      await tx.$executeRaw(sql`UPDATE "Batch" SET "state" = 'running', "failed" = 0, "finishedAt" = NULL, "problemCode" = NULL, "problemFacts" = NULL
      WHERE "id" = ${batch} AND "state" <> 'running'`);
    if (made === 0) throw new Failure("batch.running", { title });
    await tx.$executeRaw(sql`UPDATE "BatchRow" SET "state" = CASE WHEN "intentId" IS NULL THEN 'waiting' ELSE 'signing' END, "errorCode" = NULL, "errorFacts" = NULL, "finishedAt" = NULL
      WHERE "batchId" = ${batch} AND "state" = 'failed'`);
    await giveSheet(tx, binding.vault, batch);
    if (key !== null) await holdFor(tx, binding.vault, batch, key);
  });
  binding.wake();
}

/**
 * Gives the batch a new passphrase sheet when the last one was taken: .p12 files issued from here on have a passphrase
 * on it.
 */
async function giveSheet(tx: Sql, vault: BatchVault, batch: string): Promise<void> {
  const { sheet } = await readSummary(tx, batch);
  const [row] = await tx.$queryRaw<{ passphrasesSealedId: string | null }[]>(
    sql`SELECT "passphrasesSealedId" FROM "Batch" WHERE "id" = ${batch}`,
  );
  if (sheet === "none" || row?.passphrasesSealedId !== null) return;
  await tx.$executeRaw(
    sql`UPDATE "Batch" SET "passphrasesSealedId" = ${await newSheet(tx, vault, batch)} WHERE "id" = ${batch}`,
  );
}
