// The work of `npm run rewrap` on the pinned Node.
import { BadSetting, readEnv, type Env } from "../lib/env.ts";
import { createAudit } from "../lib/server/gate/audit.ts";
import { prepareDataFolder } from "../lib/server/database/data-folder.ts";
import { openDatabase } from "../lib/server/database/db.ts";
import { migrate } from "../lib/server/database/migrate.ts";
import { rewrap } from "../lib/server/vault/rewrap.ts";
import { shownAddress } from "../lib/serve/listening.ts";
import { sentenceOf } from "./start-problem.ts";

const clock = { now: () => new Date() };

try {
  const env = readEnv();
  await requireStopped(env);
  prepareDataFolder(env);
  await migrate(env);
  const count = await changeMasterKey(env);
  process.stdout.write(
    `${env.masterKeyFile} holds a new master key; ${count} ${count === 1 ? "key was" : "keys were"} wrapped anew. Back it up: the old one opens nothing any more.\n`,
  );
} catch (error) {
  console.error(sentenceOf(error));
  process.exitCode = 1;
}

async function changeMasterKey(env: Env): Promise<number> {
  const database = await openDatabase(env);
  try {
    const audit = createAudit(database, clock, new Set());
    const actor = { kind: "system", id: "host", label: "npm run rewrap", role: "administrator" } as const;
    const eventId = await audit.begin({ actor, surface: "system", command: "rewrap", facts: {} });
    const count = await rewrap(env.masterKeyFile, database);
    await audit.end(eventId, "done", null);
    return count;
  } finally {
    await database.close();
  }
}

/**
 * Requires that no console runs: one would go on with the key that it read at its start, and seal what no key opens.
 */
async function requireStopped(env: Env): Promise<void> {
  const address = shownAddress(env);
  const answer = await fetch(`${address}/api/v1/health`, { signal: AbortSignal.timeout(2000) }).catch(() => null);
  if (answer?.ok === true)
    throw new BadSetting(`A console answers at ${address}; stop it before its master key is changed.`);
}
