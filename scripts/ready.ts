// Everything that must hold before the console serves: variables, port, folder, master key, database, first
// administrator. Prints {"setupToken": …} for start.mjs; one sentence on standard error and exit code 1 when something
// is in the way.
import { createServer } from "node:net";
import { BadSetting, readEnv, readServing, type Env } from "../lib/env.ts";
import { openDatabase } from "../lib/server/database/db.ts";
import { openMasterKey } from "../lib/server/vault/master-key.ts";
import { migrate } from "../lib/server/database/migrate.ts";
import { createFirstAdministrator, isSetUp, openSetup } from "../lib/server/auth/setup.ts";
import { prepareDataFolder } from "../lib/server/database/data-folder.ts";
import { listenProblem } from "../lib/serve/listening.ts";
import { sentenceOf } from "./start-problem.ts";

const clock = { now: () => new Date() };

try {
  const env = readEnv();
  readServing(env.host);
  await requireFreePort(env);
  prepareDataFolder(env);
  await migrate(env);
  process.stdout.write(JSON.stringify({ setupToken: await prepareDatabase(env) }));
} catch (error) {
  console.error(sentenceOf(error));
  process.exitCode = 1;
}

async function requireFreePort(env: Env): Promise<void> {
  const probe = createServer();
  await new Promise<void>((resolve, reject) => {
    probe.once("error", reject);
    probe.listen(env.port, env.host, resolve);
  }).catch((error: NodeJS.ErrnoException) => {
    throw new BadSetting(listenProblem(error, env));
  });
  await new Promise((resolve) => probe.close(resolve));
}

/** Holds the master key against the database. The token of a set-up link while there is no user and no ADMIN_EMAIL. */
async function prepareDatabase(env: Env): Promise<string | null> {
  const database = await openDatabase(env);
  try {
    await openMasterKey(env.masterKeyFile, database);
    if (await isSetUp(database)) return null;
    if (env.firstAdministrator === null) return await openSetup(database, clock);
    const { email, password } = env.firstAdministrator;
    await createFirstAdministrator(database, clock, null, { email, password, name: email.split("@")[0] as string });
    return null;
  } finally {
    await database.close();
  }
}
