import "server-only";
import { folded } from "../inventory/search-terms.ts";
import { moveShelf } from "../inventory/counters.ts";
import type { Database } from "../database/db.ts";
import { join, raw, sql, type Sql } from "../database/sql.ts";
import { inTransactionDirect } from "../database/transaction.ts";

/**
 * Where the list of the current names has an item: `listed`; `batch`, behind the row that stands for its batch;
 * `archived` by a person; `expired`, which no service uses. A column rather than a condition, because the list walks an
 * index and must not walk past what it does not show.
 */
export type Shelf = "listed" | "batch" | "archived" | "expired";

export interface Shelved {
  readonly basename: string;
  readonly shelf: Shelf;
  readonly archivedAt: Date | number | string | null;
  readonly batchId: string | null;
}

/** The shelf of an item that is written. One of a batch stays where `settleBatch` put it. */
export async function shelfOf(tx: Sql, item: Shelved, notAfter: Date | null, now: Date): Promise<Shelf> {
  if (item.archivedAt !== null) return "archived";
  if (item.batchId !== null) return item.shelf === "archived" ? "batch" : item.shelf;
  if (notAfter === null || notAfter >= now) return "listed";
  return (await isUsed(tx, item.basename)) ? "listed" : "expired";
}

async function isUsed(tx: Sql, basename: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>(
    sql`SELECT 1 AS "one" FROM "ServiceUse" WHERE "basename" = ${basename} LIMIT 1`,
  );
  return rows.length > 0;
}

/**
 * One row of the list for a batch: its first name that is not archived stands for it, under the title of the batch; the
 * others are behind it. After any of them came, went, or was archived.
 */
export async function settleBatch(tx: Sql, batchId: string): Promise<void> {
  const [first] = await tx.$queryRaw<{ id: number; shelf: Shelf; title: string }[]>(
    sql`SELECT i."id", i."shelf", b."title" FROM "Item" i JOIN "Batch" b ON b."id" = i."batchId"
      WHERE i."batchId" = ${batchId} AND i."shelf" <> 'archived' ORDER BY i."id" LIMIT 1`,
  );
  if (first === undefined) return;
  for (const shelf of ["listed", "expired"] as const) {
    const hidden =
      await tx.$executeRaw(sql`UPDATE "Item" SET "shelf" = 'batch', "listKey" = "nameKey" WHERE "batchId" = ${batchId}
      AND "shelf" = ${shelf} AND "id" <> ${Number(first.id)}`);
    await moveShelf(tx, shelf, "batch", hidden);
  }
  if (first.shelf !== "batch") return;
  await tx.$executeRaw(
    sql`UPDATE "Item" SET "shelf" = 'listed', "listKey" = ${folded(first.title)} WHERE "id" = ${Number(first.id)}`,
  );
  await moveShelf(tx, "batch", "listed", 1);
}

/** How many rows one transaction of the upkeep moves. */
const rowsPerStep = 500;

/**
 * Takes certificates that are over, and of no service, out of the list, and brings back those that a service uses again.
 * The list asks the clock as well, so a late run shows nothing wrong: it only makes the index walk past them.
 */
export async function shelveExpired(database: Database, now: Date): Promise<void> {
  const used = raw(`EXISTS (SELECT 1 FROM "ServiceUse" u WHERE u."basename" = i."basename")`);
  const moves = [
    ["listed", "expired", sql`i."shelf" = 'listed' AND i."notAfter" < ${now} AND NOT ${used}`],
    ["expired", "listed", sql`i."shelf" = 'expired' AND (i."notAfter" >= ${now} OR ${used})`],
  ] as const;
  for (const [from, to, condition] of moves) {
    for (let moved = rowsPerStep; moved === rowsPerStep;) {
      moved = await inTransactionDirect(database, async (tx) => {
        const rows = await tx.$queryRaw<{ id: number }[]>(
          sql`SELECT i."id" FROM "Item" i WHERE ${condition} ORDER BY i."notAfter", i."id" LIMIT ${rowsPerStep}`,
        );
        if (rows.length === 0) return 0;
        const changed = await tx.$executeRaw(
          sql`UPDATE "Item" SET "shelf" = ${to} WHERE "shelf" = ${from} AND "id" IN (${join(rows.map(({ id }) => Number(id)))})`,
        );
        await moveShelf(tx, from, to, changed);
        return rows.length;
      });
    }
  }
}

/** The same for the names of one service, in the transaction that changes what it uses. */
export async function settleUses(tx: Sql, basenames: readonly string[], now: Date): Promise<void> {
  if (basenames.length === 0) return;
  const among = sql`"basename" IN (${join([...basenames])}) AND "notAfter" < ${now}`;
  const used = raw(`EXISTS (SELECT 1 FROM "ServiceUse" u WHERE u."basename" = "Item"."basename")`);
  const listed = await tx.$executeRaw(
    sql`UPDATE "Item" SET "shelf" = 'listed' WHERE "shelf" = 'expired' AND ${among} AND ${used}`,
  );
  await moveShelf(tx, "expired", "listed", listed);
  const over = await tx.$executeRaw(
    sql`UPDATE "Item" SET "shelf" = 'expired' WHERE "shelf" = 'listed' AND ${among} AND NOT ${used}`,
  );
  await moveShelf(tx, "listed", "expired", over);
}
