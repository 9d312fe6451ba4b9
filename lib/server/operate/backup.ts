import "server-only";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdtempSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
} from "node:fs";
import { open } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { randomBytes } from "node:crypto";
import type { Clock } from "../../commands/ports/world.ts";
import type { Env } from "../../env.ts";
import { modelNames, openDatabase, sqlitePath, type Database, type DatabaseLocation } from "../database/db.ts";
import { appliedMigrations } from "../database/migrate.ts";
import { raw, sql, type Sql } from "../database/sql.ts";
import { openSqlite } from "../database/sqlite-client.ts";
import { Failure } from "../error-codes.ts";
import { masterKeySetting } from "../vault/master-key.ts";
import { encryptFor } from "./age.ts";
import { archiveFormat, databaseNames, type Manifest, manifestName, masterKeyName } from "./manifest.ts";
import { runPostgresProgram } from "./postgres-tools.ts";
import { type PartSource, writeTar } from "./tar.ts";

export interface BackupWishes {
  /** Public keys of age, `age1…`; empty: the archive is not encrypted. */
  readonly recipients: readonly string[];
  /** The file of the master key is a part: the archive then gives every private key. */
  readonly withMasterKey: boolean;
}

type Place = Pick<Env, "dataDir" | "databaseUrl" | "masterKeyFile">;

/** What the copy of a database says of itself. */
type Facts = Pick<Manifest, "migrations" | "counts"> & { readonly masterKeyId: string | null };

/**
 * Writes a backup beside working consoles: a copy of the database as it is at one instant, with what proves it later. The
 * file appears whole under its name or not at all.
 *
 * @throws Failure `backup.exists`, `backup.nothing`, `backup.recipient-malformed`, `backup.program-…`
 */
export async function makeBackup(
  place: Place,
  file: string,
  { recipients, withMasterKey }: BackupWishes,
  { clock, version }: { readonly clock: Clock; readonly version: string },
): Promise<Manifest> {
  if (existsSync(file)) throw new Failure("backup.exists", { file });
  if (!existsSync(dirname(file))) throw new Failure("backup.no-folder", { folder: dirname(file) });
  const provider = place.databaseUrl === null ? "sqlite" : "postgresql";
  const scratch = makeScratch(place.dataDir, "backup");
  const draft = join(dirname(file), `.${basename(file)}.${randomBytes(6).toString("hex")}`);
  try {
    const copy =
      place.databaseUrl === null ? sqlitePath({ databaseUrl: null, dataDir: scratch }) : join(scratch, "dump");
    const createdAt = clock.now().toISOString();
    const facts =
      place.databaseUrl === null ? await copySqlite(place, copy) : await dumpPostgres(place.databaseUrl, place, copy);
    const key: PartSource[] = withMasterKey ? [{ name: masterKeyName, bytes: readFileSync(place.masterKeyFile) }] : [];
    let manifest: Manifest | null = null;
    const pieces = writeTar([{ name: databaseNames[provider], path: copy }, ...key], (parts) => {
      const { masterKeyId, ...counted } = facts;
      manifest = {
        format: archiveFormat,
        product: "chainsmith",
        version,
        createdAt,
        provider,
        ...counted,
        parts: [...parts],
        masterKey: { id: masterKeyId, isIncluded: withMasterKey },
      };
      return { name: manifestName, bytes: Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`) };
    });
    await writeWhole(draft, recipients.length === 0 ? pieces : encryptFor(recipients, pieces));
    if (existsSync(file)) throw new Failure("backup.exists", { file });
    renameSync(draft, file);
    syncFile(dirname(file));
    return manifest!;
  } finally {
    rmSync(draft, { force: true });
    rmSync(scratch, { recursive: true, force: true });
  }
}

async function writeWhole(path: string, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  const handle = await open(path, "wx", 0o600);
  try {
    for await (const piece of pieces) await handle.writeFile(piece);
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Brings a file, or the names of a folder, to the disk. */
export function syncFile(path: string): void {
  const handle = openSync(path, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * A folder of mode 0700 beside the database, for what must not be read by others meanwhile. Those of processes that were
 * killed are removed.
 */
export function makeScratch(dataDir: string, purpose: "backup" | "restore"): string {
  for (const name of readdirSync(dataDir)) {
    const pid = /^\.(?:backup|restore)-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) rmSync(join(dataDir, name), { recursive: true, force: true });
  }
  return mkdtempSync(join(dataDir, `.${purpose}-${process.pid}-`));
}

/** Whether a process of this machine lives. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}

/** `VACUUM INTO` reads the state of one instant and keeps no writer waiting. */
async function copySqlite(place: DatabaseLocation, copy: string): Promise<Facts> {
  const path = sqlitePath(place);
  if (!existsSync(path)) throw new Failure("backup.nothing", { where: path });
  const source = openSqlite(path);
  try {
    await source.execute({ sql: "VACUUM INTO ?", args: [copy] });
  } finally {
    source.close();
  }
  const opened = await openDatabase({ databaseUrl: null, dataDir: dirname(copy) });
  try {
    return await readFacts(opened.direct, opened);
  } finally {
    await opened.close();
  }
}

/** The dump and what is counted are of one snapshot. */
async function dumpPostgres(databaseUrl: string, place: DatabaseLocation, copy: string): Promise<Facts> {
  const database = await openDatabase(place);
  try {
    return await database.direct.transaction(async (tx) => {
      await tx.$executeRaw(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`);
      const [row] = await tx.$queryRaw<{ snapshot: string }[]>(sql`SELECT pg_export_snapshot() AS "snapshot"`);
      const facts = await readFacts(tx, database);
      // Certificates and sealed keys get no smaller: the least compression is as good as the most, at a quarter of the time.
      const words = ["--format=custom", "--no-owner", "--no-privileges", "--compress=1"];
      await runPostgresProgram("pg_dump", [...words, `--snapshot=${row!.snapshot}`, `--file=${copy}`], databaseUrl);
      return facts;
    });
  } finally {
    await database.close();
  }
}

async function readFacts(tx: Sql, { provider }: Pick<Database, "provider">): Promise<Facts> {
  return {
    migrations: [...(await appliedMigrations(tx))],
    counts: await countRows(tx, provider),
    masterKeyId: await readMasterKeyId(tx),
  };
}

/** Rows of each table of ours that is there; a database of another version may have fewer. */
export async function countRows(tx: Sql, provider: Database["provider"]): Promise<Record<string, number>> {
  const tables = await tx.$queryRaw<{ name: string }[]>(
    provider === "sqlite"
      ? sql`SELECT "name" FROM sqlite_master WHERE "type" = 'table'`
      : sql`SELECT tablename::text AS "name" FROM pg_tables WHERE schemaname = current_schema()`,
  );
  const found = new Set(tables.map(({ name }) => name));
  const counts: Record<string, number> = {};
  for (const name of modelNames.filter((each) => found.has(each))) {
    const [row] = await tx.$queryRaw<{ count: number }[]>(sql`SELECT COUNT(*) AS "count" FROM ${raw(`"${name}"`)}`);
    counts[name] = Number(row!.count);
  }
  return counts;
}

async function readMasterKeyId(tx: Sql): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ value: string }[]>(
    sql`SELECT "value" FROM "Setting" WHERE "key" = ${masterKeySetting}`,
  );
  return row === undefined ? null : ((JSON.parse(row.value) as { id: string }[])[0]?.id ?? null);
}
