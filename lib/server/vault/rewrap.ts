import "server-only";
import type { Database } from "../database/db.ts";
import { prepareNextKey, settleNextKey } from "./master-key.ts";
import { seal, unseal } from "./aes-seal.ts";

const batch = 200;

/**
 * Gives the console a new master key: every data key is wrapped anew, the contents stay as they are. May be cut short
 * at any moment and run again; until it is done both files are needed, after it the old one opens nothing.
 * The console must not be running: it would go on with the key that it read at its start.
 *
 * @returns how many data keys were wrapped anew
 * @throws Failure `master-key.…`, `key.damaged-seal`
 */
export async function rewrap(path: string, database: Database): Promise<number> {
  const { from, to } = await prepareNextKey(path, database);
  let count = 0;
  for (;;) {
    const rows = await database.client.sealedSecret.findMany({
      where: { masterKeyId: { not: to.id } },
      select: { id: true, wrappedDataKey: true, masterKeyId: true },
      take: batch,
    });
    if (rows.length === 0) break;
    const updates = rows.map(({ id, wrappedDataKey, masterKeyId }) => {
      const old = from.find((key) => key.id === masterKeyId);
      const dataKey = old === undefined ? null : unseal(old.key, wrappedDataKey, id);
      if (dataKey === null) throw new Error(`the data key of ${id} does not open with any master key at hand`);
      const data = { wrappedDataKey: Uint8Array.from(seal(to.key, dataKey, id)), masterKeyId: to.id };
      dataKey.fill(0);
      return database.client.sealedSecret.update({ where: { id }, data, select: { id: true } });
    });
    await database.client.$transaction(updates);
    count += rows.length;
  }
  await settleNextKey(path, database, to);
  return count;
}
