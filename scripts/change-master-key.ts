// The work of `npm run rewrap` on the pinned Node.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { parseArgs } from "node:util";
import { BadSetting, readEnv, usualShipping, withoutPassword, type Env } from "../lib/env.ts";
import { createAudit } from "../lib/server/gate/audit.ts";
import { prepareDataFolder } from "../lib/server/database/data-folder.ts";
import { proveEvents } from "../lib/server/audit/chain-key.ts";
import type { CheckpointKey } from "../lib/server/audit/checkpoint.ts";
import { createSealer } from "../lib/server/audit/sealer.ts";
import { shippingOf } from "../lib/server/audit/shipping.ts";
import { openDatabase, sqlitePath, type Database, type DatabaseLocation } from "../lib/server/database/db.ts";
import { migrate } from "../lib/server/database/migrate.ts";
import { forgetFormerKeys, formerKeyFiles, openMasterKey } from "../lib/server/vault/master-key.ts";
import { proveRestored, rewrap } from "../lib/server/vault/rewrap.ts";
import { shownAddress } from "../lib/serve/listening.ts";
import { sentenceOf } from "./start-problem.ts";

const clock = { now: () => new Date() };
const usage =
  "Usage: npm run rewrap, or npm run rewrap -- --restored <folder or postgresql://…> with a restored backup.";

try {
  const env = readEnv();
  const restored = readRestored(process.argv.slice(2));
  process.stdout.write(restored === null ? await changeMasterKey(env) : await proveAndForget(env, restored));
} catch (error) {
  console.error(sentenceOf(error));
  process.exitCode = 1;
}

function readRestored(words: string[]): string | null {
  try {
    const { values } = parseArgs({ args: words, options: { restored: { type: "string" } }, strict: true });
    return values.restored ?? null;
  } catch {
    throw new BadSetting(usage);
  }
}

async function changeMasterKey(env: Env): Promise<string> {
  await requireStopped(env);
  prepareDataFolder(env);
  await migrate(env);
  const { count, former } = await audited(env, {}, (database) => rewrap(env.masterKeyFile, database, clock));
  const keys = `${count} ${count === 1 ? "key was" : "keys were"} wrapped anew`;
  const kept =
    former === null
      ? ""
      : ` The former key is kept in ${former}: backups from before open with it alone. When a new backup was restored somewhere, npm run rewrap -- --restored <its folder or URL> proves it and removes the former key.`;
  return `${env.masterKeyFile} holds a new master key; ${keys}. Back it up.${kept}\n`;
}

/** Opens every seal of a restored backup with the key in use; then the former keys are not needed any more. */
async function proveAndForget(env: Env, restored: string): Promise<string> {
  const isUrl = /^postgres(ql)?:/.test(restored);
  const location: DatabaseLocation = isUrl
    ? { databaseUrl: restored, dataDir: env.dataDir }
    : { databaseUrl: null, dataDir: resolve(restored) };
  const shown = isUrl ? withoutPassword(restored) : location.dataDir;
  if (isUrl ? restored === env.databaseUrl : env.databaseUrl === null && location.dataDir === env.dataDir)
    throw new BadSetting(`${shown} is the database of this console, not a restored backup of it.`);
  if (!isUrl && !existsSync(sqlitePath(location))) throw new BadSetting(`There is no database in ${shown}.`);
  const former = formerKeyFiles(env.masterKeyFile);
  const database = await openDatabase(location);
  let count: number;
  try {
    count = await proveRestored(env.masterKeyFile, database);
  } finally {
    await database.close();
  }
  await audited(env, { proven: count, forgotten: former.length }, async () => forgetFormerKeys(env.masterKeyFile));
  const forgotten = former.length === 0 ? "There was no former key." : `Removed: ${former.join(", ")}.`;
  return `All ${count} sealed keys of ${shown} open with ${env.masterKeyFile}. ${forgotten}\n`;
}

async function audited<T>(
  env: Env,
  facts: Readonly<Record<string, number>>,
  work: (database: Awaited<ReturnType<typeof openDatabase>>) => Promise<T>,
): Promise<T> {
  const database = await openDatabase(env);
  try {
    const former = await openMasterKey(env.masterKeyFile, database);
    proveEvents(database, former);
    const audit = createAudit(database, clock, new Set());
    const actor = { kind: "system", id: "host", label: "npm run rewrap", role: "administrator" } as const;
    const eventId = await audit.begin({ actor, surface: "system", command: "rewrap", facts });
    try {
      const done = await work(database);
      // What was proved with the former key enters the chain while that key is known.
      const key = proveEvents(database, await openMasterKey(env.masterKeyFile, database), [former]);
      await audit.end(eventId, "done", null);
      await sealed(env, database, key);
      return done;
    } catch (error) {
      await audit.end(eventId, "failed", "internal");
      throw error;
    }
  } finally {
    await database.close();
  }
}

async function sealed(env: Env, database: Database, key: CheckpointKey): Promise<void> {
  const shipping = shippingOf(env.auditShipping ?? usualShipping(env.dataDir));
  const sealer = createSealer(database, clock, { key, ...shipping });
  await sealer.sealAll({ withUnfinished: true, withCheckpoint: true });
  await sealer.close();
}

/** A console of a former version holds no lease; one that answers at the address of this one is found all the same. */
async function requireStopped(env: Env): Promise<void> {
  const address = shownAddress(env);
  const answer = await fetch(`${address}/api/v1/health`, { signal: AbortSignal.timeout(2000) }).catch(() => null);
  if (answer?.ok === true)
    throw new BadSetting(`A console answers at ${address}; stop it before its master key is changed.`);
}
