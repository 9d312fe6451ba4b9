import "server-only";
import type { SheetRow } from "../../commands/ports/batch.ts";
import { Failure } from "../../pki/failure.ts";
import { Prisma } from "../../../prisma/generated/sqlite/client.ts";
import { newSheet, type BatchBinding } from "./rows.ts";
import { readSummary } from "./read.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import type { Sql } from "../database/sql.ts";
import { changeDirect } from "../database/transaction.ts";

/** The passphrases of a batch: read and destroyed in one transaction, or neither. */
export async function takeSheet(binding: BatchBinding, batch: string): Promise<SheetRow[]> {
  return changeDirect(binding, async (sql) => {
    const sheet = await requireSheet(sql, batch, binding.clock.now());
    const taken =
      await sql.$executeRaw(Prisma.sql`UPDATE "Batch" SET "sheetSealedId" = NULL, "sheetTakenAt" = ${binding.clock.now()}, "sheetTakenBy" = ${binding.actor.label}
      WHERE "id" = ${batch} AND "sheetSealedId" = ${sheet.sealedId}`);
    if (taken !== 1) throw new Failure("batch.running", { title: sheet.title });
    const rows = await sql.$queryRaw<
      { id: number; position: number; name: string; email: string | null; fileName: string; passphrase: Uint8Array }[]
    >(Prisma.sql`SELECT r."id", r."position", r."name",
      r."email", r."fileName", f."passphrase" FROM "BatchRow" r JOIN "BatchFile" f ON f."rowId" = r."id" WHERE r."batchId" = ${batch} AND f."passphrase" IS NOT NULL ORDER BY r."position"`);
    if (rows.length === 0) throw new Failure("batch.no-files", { title: sheet.title });
    const reader = await binding.vault.readSheet(sheet.sealedId, sql);
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
      await forgetPassphrases(sql, batch, sheet.sealedId);
    }
  });
}

async function forgetPassphrases(sql: Sql, batch: string, sealedId: string): Promise<void> {
  await sql.$executeRaw(
    Prisma.sql`UPDATE "BatchFile" SET "passphrase" = NULL WHERE "rowId" IN (SELECT "id" FROM "BatchRow" WHERE "batchId" = ${batch})`,
  );
  await sql.$executeRaw(Prisma.sql`DELETE FROM "Sealed" WHERE "id" = ${sealedId}`);
}

interface SheetCells {
  readonly state: string;
  readonly leaseUntil: Date | number | string | null;
  readonly sheetSealedId: string | null;
}

async function requireSheet(sql: Sql, batch: string, now: Date): Promise<{ title: string; sealedId: string }> {
  const { title, sheet, sheetTakenAt, sheetTakenBy } = await requireSettled(sql, batch, now);
  const [row] = await sql.$queryRaw<SheetCells[]>(
    Prisma.sql`SELECT "sheetSealedId" FROM "Batch" WHERE "id" = ${batch}`,
  );
  if (sheet === "taken" && sheetTakenAt !== null)
    throw new Failure("batch.passphrases-taken", { title, at: sheetTakenAt.toISOString(), by: sheetTakenBy ?? "" });
  if (sheet !== "ready" || row?.sheetSealedId === undefined || row.sheetSealedId === null)
    throw new Failure("batch.no-files", { title });
  return { title, sealedId: row.sheetSealedId };
}

/** Nobody works on it: also not the rest of a step that a cancel interrupted. @throws Failure `batch.unknown`, `batch.running` */
async function requireSettled(sql: Sql, batch: string, now: Date) {
  // Takes the row, so that a step that is about to end waits, and finds the sheet gone.
  await sql.$executeRaw(Prisma.sql`UPDATE "Batch" SET "total" = "total" WHERE "id" = ${batch}`);
  const summary = await readSummary(sql, batch);
  const [row] = await sql.$queryRaw<SheetCells[]>(
    Prisma.sql`SELECT "state", "leaseUntil" FROM "Batch" WHERE "id" = ${batch}`,
  );
  const leaseUntil = dateOrNull(row?.leaseUntil ?? null);
  if (summary.state === "running" || (leaseUntil !== null && leaseUntil > now))
    throw new Failure("batch.running", { title: summary.title });
  return summary;
}

/** New passphrases for everybody who is issued; what was open under the old ones ends. */
export async function repack(binding: BatchBinding, batch: string): Promise<void> {
  const now = binding.clock.now();
  await changeDirect(binding, async (sql) => {
    const { title, sheet, issued } = await requireSettled(sql, batch, now);
    if (sheet === "none" || issued === 0) throw new Failure("batch.no-files", { title });
    const [old] = await sql.$queryRaw<SheetCells[]>(
      Prisma.sql`SELECT "sheetSealedId" FROM "Batch" WHERE "id" = ${batch}`,
    );
    const sealedId = await newSheet(sql, binding.vault);
    await sql.$executeRaw(Prisma.sql`UPDATE "Batch" SET "sheetSealedId" = ${sealedId}, "sheetTakenAt" = NULL, "sheetTakenBy" = NULL, "state" = 'running', "finishedAt" = NULL,
      "problemCode" = NULL, "problemFacts" = NULL WHERE "id" = ${batch}`);
    if (old?.sheetSealedId) await forgetPassphrases(sql, batch, old.sheetSealedId);
    await sql.$executeRaw(
      Prisma.sql`UPDATE "BatchRow" SET "state" = 'packing' WHERE "batchId" = ${batch} AND "state" = 'issued'`,
    );
    await sql.$executeRaw(
      Prisma.sql`UPDATE "BatchLink" SET "revokedAt" = ${now} WHERE "usedAt" IS NULL AND "revokedAt" IS NULL AND "rowId" IN (SELECT "id" FROM "BatchRow" WHERE "batchId" = ${batch})`,
    );
  });
  binding.wake();
}
