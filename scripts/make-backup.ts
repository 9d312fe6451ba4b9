// The work of `npm run backup` on the pinned Node.
import { existsSync, readFileSync } from "node:fs";
import { basename, resolve } from "node:path";
import { parseArgs } from "node:util";
import { BadSetting, readEnv, type Env } from "../lib/env.ts";
import { openDatabase, sqlitePath } from "../lib/server/database/db.ts";
import { isUpToDate } from "../lib/server/database/migrate.ts";
import { readRecipient } from "../lib/server/operate/age.ts";
import { proveEvents } from "../lib/server/audit/chain-key.ts";
import { openMasterKey } from "../lib/server/vault/master-key.ts";
import { makeBackup, type BackupWishes } from "../lib/server/operate/backup.ts";
import type { Manifest } from "../lib/server/operate/manifest.ts";
import { visibleLine } from "../lib/pki/asn1/visible-text.ts";
import { asHostEvent } from "./host-event.ts";
import { sentenceOf } from "./start-problem.ts";

const usage = "Usage: npm run --silent backup -- <file> [--recipient age1…]… [--with-master-key].";
const clock = { now: () => new Date() };

try {
  const { file, ...wishes } = readWords(process.argv.slice(2));
  wishes.recipients.forEach(readRecipient);
  const manifest = await backup(readEnv(), file, wishes);
  process.stdout.write(`${visibleLine(file)}\n`);
  process.stderr.write(saidOf(manifest, wishes));
} catch (error) {
  console.error(sentenceOf(error));
  process.exitCode = 1;
}

function readWords(words: string[]): BackupWishes & { readonly file: string } {
  try {
    const options = {
      from: { type: "string", default: process.cwd() },
      recipient: { type: "string", multiple: true },
      "with-master-key": { type: "boolean", default: false },
    } as const;
    const { values, positionals } = parseArgs({ args: words, options, strict: true, allowPositionals: true });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new BadSetting(usage);
    return {
      file: resolve(values.from, file),
      recipients: values.recipient ?? [],
      withMasterKey: values["with-master-key"],
    };
  } catch {
    throw new BadSetting(usage);
  }
}

async function backup(env: Env, file: string, wishes: BackupWishes): Promise<Manifest> {
  if (env.databaseUrl === null && !existsSync(sqlitePath(env)))
    throw new BadSetting(`There is no database in ${env.dataDir}; DATA_DIR names the folder of the console.`);
  const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
  const database = await openDatabase(env);
  try {
    const make = () => makeBackup(env, file, wishes, { clock, version });
    // Before an upgrade the log may not have the columns yet that an event needs; the backup is what counts then.
    if (!(await isUpToDate(database))) return await make();
    proveEvents(database, await openMasterKey(env.masterKeyFile, database));
    const facts = { file: basename(file), recipients: wishes.recipients.length, withMasterKey: wishes.withMasterKey };
    return await asHostEvent(database, { script: "backup", command: "backup", facts }, make);
  } finally {
    await database.close();
  }
}

function saidOf({ counts, masterKey }: Manifest, { recipients }: BackupWishes): string {
  const rows = Object.values(counts).reduce((sum, count) => sum + count, 0);
  const key = masterKey.isIncluded
    ? recipients.length === 0
      ? " The master key is inside, and the file is not encrypted: it gives every private key."
      : " The master key is inside."
    : " The master key is not inside: keep it apart.";
  return `${counts["Item"] ?? 0} names, ${counts["Certificate"] ?? 0} certificates, ${rows} rows in all.${key} Try it with: npm run restore -- --test <file>\n`;
}
