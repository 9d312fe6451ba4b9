// The work of `npm run move` on the pinned Node.
import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { BadSetting, readDatabaseUrl, readEnv, withoutPassword, type Env } from "../lib/env.ts";
import { proveEvents } from "../lib/server/audit/chain-key.ts";
import { openDatabase, sqlitePath, type DatabaseLocation } from "../lib/server/database/db.ts";
import { migrate } from "../lib/server/database/migrate.ts";
import { moveInventory } from "../lib/server/operate/move.ts";
import { requireIdle } from "../lib/server/operate/restore.ts";
import { openMasterKey } from "../lib/server/vault/master-key.ts";
import { asHostEvent } from "./host-event.ts";
import { sentenceOf } from "./start-problem.ts";

const usage =
  "Usage: npm run move -- postgresql://user:password@host:5432/database, or the folder for a SQLite database.";
const clock = { now: () => new Date() };

try {
  const env = readEnv();
  const target = readTarget(process.argv.slice(2), env);
  process.stdout.write(await moved(env, target));
} catch (error) {
  console.error(sentenceOf(error));
  process.exitCode = 1;
}

function readTarget(words: string[], env: Env): DatabaseLocation {
  let given: string;
  let from: string;
  try {
    const options = { from: { type: "string", default: process.cwd() } } as const;
    const { values, positionals } = parseArgs({ args: words, options, strict: true, allowPositionals: true });
    const [place] = positionals;
    if (place === undefined || positionals.length > 1) throw new BadSetting(usage);
    [given, from] = [place, values.from];
  } catch {
    throw new BadSetting(usage);
  }
  if (/^postgres(ql)?:/.test(given)) {
    const databaseUrl = readDatabaseUrl(given, "The database");
    if (databaseUrl === env.databaseUrl) throw new BadSetting("That is the database of this console itself.");
    return { databaseUrl, dataDir: env.dataDir };
  }
  const dataDir = given.startsWith("file:") ? fileURLToPath(given) : resolve(from, given);
  if (env.databaseUrl === null && dataDir === env.dataDir)
    throw new BadSetting("That is the folder of this console itself.");
  return { databaseUrl: null, dataDir };
}

async function moved(env: Env, target: DatabaseLocation): Promise<string> {
  if (env.databaseUrl === null && !existsSync(sqlitePath(env)))
    throw new BadSetting(`There is no database in ${env.dataDir}; DATA_DIR names the folder of the console.`);
  await requireIdle(env, clock);
  await migrate(env);
  await migrate(target);
  const began = performance.now();
  const { rows, digest } = await moveInventory(env, target);
  const seconds = (performance.now() - began) / 1000;
  const shown = target.databaseUrl === null ? target.dataDir : withoutPassword(target.databaseUrl);
  const database = await openDatabase(target);
  try {
    proveEvents(database, await openMasterKey(env.masterKeyFile, database));
    await asHostEvent(database, { script: "move", command: "move", facts: { rows } }, () => Promise.resolve());
  } finally {
    await database.close();
  }
  const next =
    target.databaseUrl === null
      ? `start the console with DATA_DIR=${target.dataDir}, the master key ${env.masterKeyFile} and no DATABASE_URL`
      : `start the console with that DATABASE_URL and the master key ${env.masterKeyFile}`;
  return `${rows} rows are in ${shown}, each read back and equal (${digest.slice(0, 16)}), in ${seconds.toFixed(1)} s. Nothing of the former database was changed: ${next}, and keep the former one until you trust the new.\n`;
}
