import "server-only";
import type { Database } from "../database/db.ts";
import { deriveSecret, type MasterKey } from "../vault/master-key.ts";
import { checkpointKeyOf, type CheckpointKey } from "./checkpoint.ts";

/**
 * Gives a database the key that proves its events. The keys of the log are derived from the master key: they are outside
 * of the database, and every console of it has the same ones.
 *
 * @param former master keys that were changed by a rewrap just now
 * @returns the key of its checkpoints
 */
export function proveEvents(
  database: Database,
  masterKey: MasterKey,
  former: readonly MasterKey[] = [],
): CheckpointKey {
  const older = masterKey.older.map((key) => ({ ...masterKey, ...key, older: [] }));
  const keys = [masterKey, ...older, ...former].map((key) => deriveSecret(key, "events of the audit log"));
  database.events.useKeys(keys);
  return checkpointKeyOf(deriveSecret(masterKey, "checkpoints of the audit log"));
}
