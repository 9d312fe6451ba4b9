import "server-only";
import type { Clock } from "../../commands/ports/world.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { Failure } from "../error-codes.ts";
import { bindStoredSeals } from "./bind-seals.ts";
import { masterKeySetting, openMasterKey, prepareNextKey, settleNextKey } from "./master-key.ts";
import { takeProcessLease } from "./process-lease.ts";
import { openSealed, rewrapDataKey } from "./seal-content.ts";
import { readUsedSeals } from "./seal-uses.ts";

const batch = 200;

export interface Rewrapped {
  /** Data keys that were wrapped anew. */
  readonly count: number;
  /** Where the file of the former key is now. */
  readonly former: string | null;
}

/**
 * Gives the console a new master key: every data key is wrapped anew, the contents stay as they are. May be cut short
 * at any moment and run again; until it is done both files are needed. Not beside a console: one that lives has a lease,
 * and this takes one that keeps consoles from starting.
 *
 * @throws Failure `master-key.…`, `master-key.in-use`
 */
export async function rewrap(path: string, database: Database, clock: Clock): Promise<Rewrapped> {
  const opened = await openMasterKey(path, database);
  const lease = await takeProcessLease(database, clock, { kind: "rewrap", masterKeyId: opened.id });
  try {
    await bindStoredSeals(database, opened);
    const { from, to } = await prepareNextKey(path, database);
    // Reviews last for minutes and are not worth a wrap.
    await database.client.importReview.deleteMany({});
    const count = await wrapAll(database, from, to);
    const former = await settleNextKey(path, database, to);
    await database.purgeLog();
    return { count, former };
  } finally {
    await lease.release();
  }
}

type Keys = Awaited<ReturnType<typeof prepareNextKey>>;

async function wrapAll(database: Database, from: Keys["from"], to: Keys["to"]): Promise<number> {
  let count = 0;
  for (let after = ""; ;) {
    const seals = await readUsedSeals(database, { after, limit: batch });
    if (seals.length === 0) return count;
    const old = seals.filter(({ masterKeyId }) => masterKeyId !== to.id);
    await database.direct.transaction(async (tx) => {
      for (const { use, batchRowId: _, ...cells } of old) {
        if (use === null) continue; // nothing uses it, so nothing can ever open it
        const key = from.find(({ id }) => id === cells.masterKeyId);
        const wrapped =
          key === undefined ? null : rewrapDataKey({ ...key, older: [] }, { ...cells, use }, { use, masterKey: to });
        if (wrapped === null) throw new Failure("master-key.seal-does-not-open", { id: cells.id });
        await tx.$executeRaw(
          sql`UPDATE "SealedSecret" SET "wrappedDataKey" = ${Buffer.from(wrapped)}, "masterKeyId" = ${to.id} WHERE "id" = ${cells.id}`,
        );
      }
    });
    count += old.length;
    after = seals.at(-1)!.id;
  }
}

/**
 * Opens every seal of a restored database with the key at `path`: the proof that the two belong together.
 * @returns how many seals were opened
 * @throws Failure `master-key.…`, `master-key.seal-does-not-open`
 */
export async function proveRestored(path: string, restored: Database): Promise<number> {
  // An empty database would take any key for its own.
  if ((await restored.client.setting.count({ where: { key: masterKeySetting } })) === 0)
    throw new Failure("master-key.wrong", { path, found: "", wanted: "" });
  const masterKey = await openMasterKey(path, restored);
  let count = 0;
  for (let after = ""; ;) {
    const seals = await readUsedSeals(restored, { after, limit: batch });
    if (seals.length === 0) return count;
    for (const { use, batchRowId: _, ...cells } of seals) {
      if (use === null) continue;
      const content = openSealed(masterKey, { ...cells, use });
      if (content === null) throw new Failure("master-key.seal-does-not-open", { id: cells.id });
      content.fill(0);
    }
    count += seals.length;
    after = seals.at(-1)!.id;
  }
}
