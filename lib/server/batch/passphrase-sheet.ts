import "server-only";
import type { SheetRow } from "../../commands/ports/batch.ts";
import { Failure } from "../error-codes.ts";
import { newSheet, type BatchBinding } from "./rows.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { sql, type Sql } from "../database/sql.ts";
import { changeDirect } from "../database/transaction.ts";
import { readSummary } from "./summary.ts";

/** The passphrases of a batch: read and destroyed in one transaction, or neither. */
export async function takeSheet(binding: BatchBinding, batch: string): Promise<SheetRow[]> {
  const rows = await changeDirect(binding, async (tx) => {
    const sheet = await requireSheet(tx, batch, binding.clock.now());
    const taken =
      await tx.$executeRaw(sql`UPDATE "Batch" SET "passphrasesSealedId" = NULL, "passphrasesTakenAt" = ${binding.clock.now()}, "passphrasesTakenBy" = ${binding.actor.label}
      WHERE "id" = ${batch} AND "passphrasesSealedId" = ${sheet.sealedId}`);
    if (taken !== 1) throw new Failure("batch.running", { title: sheet.title });
    const rows = await tx.$queryRaw<
      { id: number; position: number; name: string; email: string | null; fileName: string; passphrase: Uint8Array }[]
    >(sql`SELECT r."id", r."position", r."name",
      r."email", r."fileName", f."passphrase" FROM "BatchRow" r JOIN "BatchFile" f ON f."rowId" = r."id" WHERE r."batchId" = ${batch} AND f."passphrase" IS NOT NULL ORDER BY r."position"`);
    if (rows.length === 0) throw new Failure("batch.no-files", { title: sheet.title });
    const reader = await binding.vault.readSheet({ batch, sealedId: sheet.sealedId }, tx);
    try {
      return rows.map(({ id, position, name, email, fileName, passphrase }) => ({
        position: Number(position),
        name,
        email,
        fileName,
        passphrase: reader.passphrase(Number(id), passphrase),
      }));
    } finally {
      reader.close();
      await forgetPassphrases(tx, batch, sheet.sealedId);
    }
  });
  // What was destroyed is not to be found in the log of the database either.
  await binding.database.purgeLog();
  return rows;
}

async function forgetPassphrases(tx: Sql, batch: string, sealedId: string): Promise<void> {
  await tx.$executeRaw(
    sql`UPDATE "BatchFile" SET "passphrase" = NULL WHERE "rowId" IN (SELECT "id" FROM "BatchRow" WHERE "batchId" = ${batch})`,
  );
  await tx.$executeRaw(sql`DELETE FROM "SealedSecret" WHERE "id" = ${sealedId}`);
}

interface SheetCells {
  readonly state: string;
  readonly leaseUntil: Date | number | string | null;
  readonly passphrasesSealedId: string | null;
}

async function requireSheet(tx: Sql, batch: string, now: Date): Promise<{ title: string; sealedId: string }> {
  const { title, sheet, sheetTakenAt, sheetTakenBy } = await requireSettled(tx, batch, now);
  const [row] = await tx.$queryRaw<SheetCells[]>(sql`SELECT "passphrasesSealedId" FROM "Batch" WHERE "id" = ${batch}`);
  if (sheet === "taken" && sheetTakenAt !== null)
    throw new Failure("batch.passphrases-taken", { title, at: sheetTakenAt.toISOString(), by: sheetTakenBy ?? "" });
  if (sheet !== "ready" || row?.passphrasesSealedId === undefined || row.passphrasesSealedId === null)
    throw new Failure("batch.no-files", { title });
  return { title, sealedId: row.passphrasesSealedId };
}

/**
 * Requires that no process works on the batch, not even on the rest of a step that a cancel interrupted.
 * @throws Failure `batch.unknown`, `batch.running`
 */
async function requireSettled(tx: Sql, batch: string, now: Date) {
  // Takes the row, so that a step that is about to end waits, and finds the sheet gone.
  await tx.$executeRaw(sql`UPDATE "Batch" SET "total" = "total" WHERE "id" = ${batch}`);
  const summary = await readSummary(tx, batch);
  const [row] = await tx.$queryRaw<SheetCells[]>(sql`SELECT "state", "leaseUntil" FROM "Batch" WHERE "id" = ${batch}`);
  const leaseUntil = dateOrNull(row?.leaseUntil ?? null);
  if (summary.state === "running" || (leaseUntil !== null && leaseUntil > now))
    throw new Failure("batch.running", { title: summary.title });
  return summary;
}

/** Packs every issued .p12 anew under new passphrases; links to the old ones end. */
export async function repack(binding: BatchBinding, batch: string): Promise<void> {
  const now = binding.clock.now();
  await changeDirect(binding, async (tx) => {
    const { title, sheet, issued } = await requireSettled(tx, batch, now);
    if (sheet === "none" || issued === 0) throw new Failure("batch.no-files", { title });
    const [old] = await tx.$queryRaw<SheetCells[]>(
      sql`SELECT "passphrasesSealedId" FROM "Batch" WHERE "id" = ${batch}`,
    );
    const sealedId = await newSheet(tx, binding.vault, batch);
    await tx.$executeRaw(sql`UPDATE "Batch" SET "passphrasesSealedId" = ${sealedId}, "passphrasesTakenAt" = NULL, "passphrasesTakenBy" = NULL, "state" = 'running', "finishedAt" = NULL,
      "problemCode" = NULL, "problemFacts" = NULL WHERE "id" = ${batch}`);
    if (old?.passphrasesSealedId) await forgetPassphrases(tx, batch, old.passphrasesSealedId);
    await tx.$executeRaw(
      sql`UPDATE "BatchRow" SET "state" = 'packing' WHERE "batchId" = ${batch} AND "state" = 'issued'`,
    );
    await tx.$executeRaw(
      sql`UPDATE "BatchLink" SET "revokedAt" = ${now} WHERE "usedAt" IS NULL AND "revokedAt" IS NULL AND "rowId" IN (SELECT "id" FROM "BatchRow" WHERE "batchId" = ${batch})`,
    );
  });
  await binding.database.purgeLog();
  binding.wake();
}
