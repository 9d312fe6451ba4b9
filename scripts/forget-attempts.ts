// The work of `npm run unlock-account` on the pinned Node.
import { BadSetting, readEnv } from "../lib/env.ts";
import { proveEvents } from "../lib/server/audit/chain-key.ts";
import { openMasterKey } from "../lib/server/vault/master-key.ts";
import { unlockAccount } from "../lib/server/auth/sign-in-limits.ts";
import { prepareDataFolder } from "../lib/server/database/data-folder.ts";
import { openDatabase, type Database } from "../lib/server/database/db.ts";
import { migrate } from "../lib/server/database/migrate.ts";
import { Failure } from "../lib/server/error-codes.ts";
import { createAudit } from "../lib/server/gate/audit.ts";
import { sentenceOf } from "./start-problem.ts";

const clock = { now: () => new Date() };

try {
  const [email, ...more] = process.argv.slice(2);
  if (email === undefined || more.length > 0 || !/^[^\s@]+@[^\s@]+$/.test(email))
    throw new BadSetting("Usage: npm run unlock-account -- <e-mail address>");
  const env = readEnv();
  prepareDataFolder(env);
  await migrate(env);
  const database = await openDatabase(env);
  try {
    proveEvents(database, await openMasterKey(env.masterKeyFile, database));
    process.stdout.write(await unlock(database, email.toLowerCase()));
  } finally {
    await database.close();
  }
} catch (error) {
  console.error(sentenceOf(error));
  process.exitCode = 1;
}

async function unlock(database: Database, email: string): Promise<string> {
  const user = await database.client.user.findUnique({ where: { email }, select: { id: true, disabledAt: true } });
  if (user === null) throw new Failure("user.unknown", { email });
  const audit = createAudit(database, clock, new Set());
  const actor = { kind: "system", id: "host", label: "npm run unlock-account", role: "administrator" } as const;
  const eventId = await audit.begin({ actor, surface: "system", command: "unlock-account", facts: { email } });
  await unlockAccount(database, email, user.id);
  await audit.end(eventId, "done", null);
  const disabled = user.disabledAt === null ? "" : " The account is disabled, though: an administrator can enable it.";
  return `${email} may try to sign in again.${disabled}\n`;
}
