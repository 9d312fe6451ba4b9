// The work of `npm run restore` on the pinned Node.
import { existsSync, mkdirSync, renameSync } from "node:fs";
import { basename, resolve } from "node:path";
import { parseArgs } from "node:util";
import { BadSetting, readEnv, usualShipping, type Env } from "../lib/env.ts";
import { openDatabase } from "../lib/server/database/db.ts";
import { proveEvents } from "../lib/server/audit/chain-key.ts";
import { openMasterKey } from "../lib/server/vault/master-key.ts";
import { proveBackup, restoreBackup, type Proof, type Restored } from "../lib/server/operate/restore.ts";
import { asHostEvent } from "./host-event.ts";
import { sentenceOf } from "./start-problem.ts";

const usage = "Usage: npm run restore -- <file> [--identity <file of age-keygen>] [--test].";
const clock = { now: () => new Date() };

interface Words {
  readonly file: string;
  readonly identityFile: string | null;
  readonly isTest: boolean;
}

try {
  const words = readWords(process.argv.slice(2));
  const env = readEnv();
  mkdirSync(env.dataDir, { recursive: true, mode: 0o700 });
  process.stdout.write(words.isTest ? await tried(env, words) : await restored(env, words));
} catch (error) {
  console.error(sentenceOf(error));
  process.exitCode = 1;
}

function readWords(words: string[]): Words {
  try {
    const options = {
      from: { type: "string", default: process.cwd() },
      identity: { type: "string" },
      test: { type: "boolean", default: false },
    } as const;
    const { values, positionals } = parseArgs({ args: words, options, strict: true, allowPositionals: true });
    const [file] = positionals;
    if (file === undefined || positionals.length > 1) throw new BadSetting(usage);
    const identityFile = values.identity === undefined ? null : resolve(values.from, values.identity);
    return { file: resolve(values.from, file), identityFile, isTest: values.test };
  } catch {
    throw new BadSetting(usage);
  }
}

async function tried(env: Env, { file, identityFile }: Words): Promise<string> {
  return `${saidOf(await proveBackup(env, file, { identityFile }))} Nothing was changed.\n`;
}

async function restored(env: Env, { file, identityFile }: Words): Promise<string> {
  const done = await restoreBackup(env, file, { identityFile }, clock);
  setCheckpointsAside(env);
  const database = await openDatabase(env);
  try {
    // Without the master key nothing can be proved, and what is not proved would look forged.
    if (done.keysOpened === null) return said(env, done);
    proveEvents(database, await openMasterKey(env.masterKeyFile, database));
    const facts = { file: basename(file), madeAt: done.manifest.createdAt, names: done.manifest.counts["Item"] ?? 0 };
    await asHostEvent(database, { script: "restore", command: "backup-restore", facts }, () => Promise.resolve());
  } finally {
    await database.close();
  }
  return said(env, done);
}

/** They are of the log that was replaced: the restored one is shorter, and would look as if it had been cut off. */
function setCheckpointsAside(env: Env): void {
  const { checkpointFile } = env.auditShipping ?? usualShipping(env.dataDir);
  if (!existsSync(checkpointFile)) return;
  renameSync(
    checkpointFile,
    `${checkpointFile}.before-${clock
      .now()
      .toISOString()
      .replace(/[-:]|\.\d+/g, "")}`,
  );
}

function said(env: Env, done: Restored): string {
  const former = done.former === null ? "" : ` What was there before is kept: ${done.former}.`;
  const key = done.masterKeyPlaced
    ? ` The master key of the backup lies in ${env.masterKeyFile}.`
    : done.keysOpened === null
      ? ` No key was opened, because there is no master key: put the file of the console ${done.manifest.masterKey.id ?? ""} to ${env.masterKeyFile} before you start it.`
      : "";
  return `${saidOf(done)}${former}${key}\n`;
}

function saidOf({ manifest, keysOpened }: Proof): string {
  const { counts, createdAt, version } = manifest;
  const keys = keysOpened === null ? "no key could be tried" : `${keysOpened} sealed keys opened`;
  return `The backup of ${createdAt} (version ${version}) is whole: ${counts["Item"] ?? 0} names, ${counts["Certificate"] ?? 0} certificates, every table has its rows, ${keys}.`;
}
