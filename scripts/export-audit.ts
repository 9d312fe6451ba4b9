// The work of `npm run audit-export` on the pinned Node.
import { basename, resolve } from "node:path";
import { parseArgs } from "node:util";
import { BadSetting, readEnv, usualShipping } from "../lib/env.ts";
import { proveEvents } from "../lib/server/audit/chain-key.ts";
import { exportAudit } from "../lib/server/audit/export.ts";
import { createSealer } from "../lib/server/audit/sealer.ts";
import { shippingOf } from "../lib/server/audit/shipping.ts";
import { openDatabase } from "../lib/server/database/db.ts";
import { prepareDataFolder } from "../lib/server/database/data-folder.ts";
import { migrate } from "../lib/server/database/migrate.ts";
import { openMasterKey } from "../lib/server/vault/master-key.ts";
import { asHostEvent } from "./host-event.ts";
import { sentenceOf } from "./start-problem.ts";

const usage = "Usage: npm run audit-export -- <zip>.";
const clock = { now: () => new Date() };

try {
  const file = readWords(process.argv.slice(2));
  const env = readEnv();
  prepareDataFolder(env);
  await migrate(env);
  const database = await openDatabase(env);
  try {
    const key = proveEvents(database, await openMasterKey(env.masterKeyFile, database));
    const shipping = env.auditShipping ?? usualShipping(env.dataDir);
    await asHostEvent(
      database,
      { script: "audit-export", command: "audit-export", facts: { file: basename(file) } },
      () => Promise.resolve(),
    );
    const sealer = createSealer(database, clock, { key, ...shippingOf({ ...shipping, isOnStdout: false }) });
    await sealer.sealAll({ withUnfinished: true, withCheckpoint: true });
    const count = await exportAudit(database, file, shipping.checkpointFile, key.verifier);
    await sealer.close();
    process.stdout.write(`${file}: ${count} entries, signed by ${key.verifier}\n`);
  } finally {
    await database.close();
  }
} catch (error) {
  console.error(sentenceOf(error));
  process.exitCode = 1;
}

function readWords(words: string[]): string {
  try {
    const options = { from: { type: "string", default: process.cwd() } } as const;
    const { values, positionals } = parseArgs({ args: words, options, strict: true, allowPositionals: true });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new BadSetting(usage);
    return resolve(values.from, file);
  } catch {
    throw new BadSetting(usage);
  }
}
