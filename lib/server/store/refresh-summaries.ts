import "server-only";
import type { Clock } from "../../commands/ports/world.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { isFailure } from "../error-codes.ts";
import { log } from "../log.ts";
import { inTransaction } from "../database/transaction.ts";
import { namesLeft } from "./remove.ts";
import { holdExisting, summariseItem } from "./summary.ts";

/** Raised when a summary says more than it did: what stands in the rows is then read once more from their files. */
const form = 2;
const setting = "summaries";

/** What the database holds when every summary is of this form: a setting, as a row of its table. */
export const currentSummaries = { key: setting, value: String(form) } as const;
const itemsPerStep = 50;

/**
 * Summarises the items anew that were written by an earlier version of `summariseItem`, some at a time, in the order of
 * their ids. Where it stopped is stored, so a console that ends in between goes on there. Two consoles that do it at
 * once do no harm: each row is held while it is written. A name whose certificate cannot be read keeps the summary that
 * it has, and is said in the log: the names after it are summarised all the same.
 */
export async function refreshSummaries(database: Database, clock: Clock, isClosed: () => boolean): Promise<void> {
  for (let after = await placeOf(database); after !== null && !isClosed();) {
    const rows = await database.direct.$queryRaw<{ id: number; basename: string }[]>(
      sql`SELECT "id", "basename" FROM "Item" WHERE "id" > ${after} ORDER BY "id" LIMIT ${itemsPerStep}`,
    );
    for (const { basename } of rows)
      await inTransaction(database, async (tx) => {
        const item = await holdExisting(tx, basename, clock.now());
        if (item !== null) await summariseItem(tx, item, await namesLeft(tx, item.id));
      }).catch((error: unknown) => {
        if (!isFailure(error)) throw error;
        log.error({ error, basename }, "the summary of a name could not be made");
      });
    after = rows.length === 0 ? null : Number(rows.at(-1)!.id);
    await writePlace(database, after);
  }
}

/** The id after which to go on; null when all are of this form. */
async function placeOf({ client }: Database): Promise<number | null> {
  const found = await client.setting.findUnique({ where: { key: setting } });
  const [ofForm, after] = (found?.value ?? "").split(" ").map(Number);
  if (ofForm !== form) return 0;
  return after === undefined ? null : after;
}

async function writePlace({ client }: Database, after: number | null): Promise<void> {
  const value = after === null ? String(form) : `${form} ${after}`;
  await client.setting.upsert({ where: { key: setting }, create: { key: setting, value }, update: { value } });
}
