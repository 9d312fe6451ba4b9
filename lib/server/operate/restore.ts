import "server-only";
import {
  createReadStream,
  existsSync,
  linkSync,
  copyFileSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
} from "node:fs";
import { hostname } from "node:os";
import { join } from "node:path";
import type { Clock } from "../../commands/ports/world.ts";
import type { Env } from "../../env.ts";
import { openDatabase, sqlitePath, type DatabaseLocation } from "../database/db.ts";
import { appliedMigrations, knownMigrations, migrate } from "../database/migrate.ts";
import { sql } from "../database/sql.ts";
import { openSqlite } from "../database/sqlite-client.ts";
import { Failure, isFailure } from "../error-codes.ts";
import { masterKeyIdOf, openMasterKey, placeMasterKey } from "../vault/master-key.ts";
import { proveRestored } from "../vault/rewrap.ts";
import { decryptWith, isEncrypted } from "./age.ts";
import { countRows, isAlive, makeScratch, syncFile } from "./backup.ts";
import { databaseNames, type Manifest, manifestName, masterKeyName, readManifest } from "./manifest.ts";
import { databaseNameOf, quoted, runPostgresProgram, siblingUrl, withDatabase } from "./postgres-tools.ts";
import { readTar } from "./tar.ts";

type Place = Pick<Env, "dataDir" | "databaseUrl" | "masterKeyFile">;

export interface RestoreWishes {
  /** A file of age with the identity that opens an encrypted archive; null: none. */
  readonly identityFile: string | null;
}

/** What was proved of a backup. */
export interface Proof {
  readonly manifest: Manifest;
  /** Keys that were opened; null: there is no master key here, and the archive holds none. */
  readonly keysOpened: number | null;
}

export interface Restored extends Proof {
  /** Where the database that was there before is now: a file, or the name of a database; null: there was none. */
  readonly former: string | null;
  readonly masterKeyPlaced: boolean;
}

/** A proved copy that is not in use yet. */
interface Rehearsed extends Proof {
  readonly location: DatabaseLocation;
  /** The file of the master key that came with the archive; null: none did. */
  readonly masterKeyFile: string | null;
}

/**
 * Restores a backup into a place that no console uses. Everything is proved on a copy beside it first; the former
 * database is kept under another name.
 *
 * @throws Failure `backup.…`, `database.newer`, `master-key.…`
 */
export async function restoreBackup(
  place: Place,
  file: string,
  wishes: RestoreWishes,
  clock: Clock,
): Promise<Restored> {
  const hadDatabase = await requireIdle(place, clock);
  return rehearsed(place, file, wishes, async (copy) => {
    if (copy.keysOpened === null && hadDatabase)
      throw new Failure("master-key.missing", {
        path: place.masterKeyFile,
        keys: copy.manifest.counts["SealedSecret"] ?? 0,
      });
    // The key first: a database without its key does not start, a key without its database is looked at again.
    const masterKeyPlaced = copy.masterKeyFile !== null && placeMasterKey(copy.masterKeyFile, place.masterKeyFile);
    const stamp = clock.now().toISOString().replace(/[-:.]/g, "");
    const former =
      place.databaseUrl === null
        ? takePlaceOnDisk(place, copy.location, stamp)
        : await takePlaceOnServer(place.databaseUrl, copy.location.databaseUrl!, stamp);
    return { manifest: copy.manifest, keysOpened: copy.keysOpened, former, masterKeyPlaced };
  });
}

/** Restores into a scratch database, proves it, and leaves nothing behind. */
export async function proveBackup(place: Place, file: string, wishes: RestoreWishes): Promise<Proof> {
  return rehearsed(place, file, wishes, async ({ manifest, keysOpened }) => ({ manifest, keysOpened }));
}

/**
 * True when there is a database already.
 * @throws Failure `backup.in-use`: a console works with it
 */
export async function requireIdle(place: Place, clock: Clock): Promise<boolean> {
  if (!(await isThere(place))) return false;
  try {
    const database = await openDatabase(place);
    try {
      const leases = await database.direct.$queryRaw<{ host: string; pid: number }[]>(
        sql`SELECT "host", "pid" FROM "ProcessLease" WHERE "expiresAt" > ${clock.now()}`,
      );
      // One that was killed on this machine need not be waited for.
      const lease = leases.find(({ host, pid }) => host !== hostname().slice(0, 200) || isAlive(Number(pid)));
      if (lease !== undefined) throw new Failure("backup.in-use", { host: lease.host, pid: Number(lease.pid) });
    } finally {
      await database.close();
    }
  } catch (error) {
    // A database that is damaged, or has no tables yet, is what a backup is restored for; it is kept as it is.
    if (isFailure(error, "backup.in-use")) throw error;
  }
  return true;
}

async function isThere({ databaseUrl, dataDir }: Place): Promise<boolean> {
  if (databaseUrl === null) return existsSync(sqlitePath({ databaseUrl, dataDir }));
  return withDatabase(databaseUrl, async (connection) => {
    const text = `SELECT COUNT(*)::int AS "count" FROM pg_tables WHERE schemaname = current_schema()`;
    const { rows } = await connection.queryRaw({ sql: text, args: [], argTypes: [] });
    return Number(rows[0]?.[0]) > 0;
  }).catch((error: unknown) => {
    if (/DatabaseDoesNotExist|database \S+ does not exist/i.test(String(error))) return false;
    throw error;
  });
}

async function rehearsed<T>(
  place: Place,
  file: string,
  wishes: RestoreWishes,
  work: (copy: Rehearsed) => Promise<T>,
): Promise<T> {
  if (!existsSync(file) || !statSync(file).isFile()) throw new Failure("backup.no-file", { file });
  const scratch = makeScratch(place.dataDir, "restore");
  let scratchUrl: string | null = null;
  try {
    const manifest = await unpack(file, scratch, wishes);
    requireReadable(manifest, place);
    const dump = join(scratch, databaseNames[manifest.provider]);
    let location: DatabaseLocation;
    if (place.databaseUrl === null) {
      location = { databaseUrl: null, dataDir: scratch };
      renameSync(dump, sqlitePath(location));
    } else {
      scratchUrl = await createScratchDatabase(place.databaseUrl);
      location = { databaseUrl: scratchUrl, dataDir: scratch };
      await loadDump(dump, scratchUrl);
    }
    const included = join(scratch, masterKeyName);
    const masterKeyFile = manifest.masterKey.isIncluded ? included : null;
    const keysOpened = await prove(location, manifest, masterKeyFile, place.masterKeyFile);
    return await work({ manifest, keysOpened, location, masterKeyFile });
  } finally {
    rmSync(scratch, { recursive: true, force: true });
    if (scratchUrl !== null) await dropDatabase(scratchUrl).catch(() => {});
  }
}

async function unpack(file: string, scratch: string, { identityFile }: RestoreWishes): Promise<Manifest> {
  const bytes = createReadStream(file, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Uint8Array>;
  const isSealed = isEncrypted(file);
  if (isSealed && identityFile === null) throw new Failure("backup.encrypted", {});
  const plain = isSealed ? decryptWith(readFileSync(identityFile!, "utf8"), bytes) : bytes;
  const wanted = new Set([manifestName, masterKeyName, ...Object.values(databaseNames)]);
  const came = await readTar(plain, scratch, wanted);
  if (came.at(-1)?.name !== manifestName) throw new Failure("backup.damaged", { part: manifestName });
  const manifest = readManifest(join(scratch, manifestName));
  const parts = came.slice(0, -1);
  for (const part of manifest.parts) {
    const found = parts.find(({ name }) => name === part.name);
    if (found === undefined || found.size !== part.size || found.sha256 !== part.sha256)
      throw new Failure("backup.damaged", { part: part.name });
  }
  const named = new Set(manifest.parts.map(({ name }) => name));
  const foreign = parts.find(({ name }) => !named.has(name));
  if (foreign !== undefined) throw new Failure("backup.damaged", { part: foreign.name });
  const needed = [databaseNames[manifest.provider], ...(manifest.masterKey.isIncluded ? [masterKeyName] : [])];
  const missing = needed.find((name) => !named.has(name));
  if (missing !== undefined) throw new Failure("backup.damaged", { part: missing });
  return manifest;
}

/** @throws Failure `backup.other-database`, `database.newer` */
function requireReadable({ provider, migrations }: Manifest, { databaseUrl }: Place): void {
  const wanted = databaseUrl === null ? "sqlite" : "postgresql";
  if (provider !== wanted) throw new Failure("backup.other-database", { found: provider, wanted });
  const known = new Set(knownMigrations(provider));
  const unknown = migrations.find((name) => !known.has(name));
  if (unknown !== undefined) throw new Failure("database.newer", { migration: unknown });
}

/** @returns how many sealed keys were opened; null without a master key */
async function prove(
  location: DatabaseLocation,
  manifest: Manifest,
  includedKey: string | null,
  ownKey: string,
): Promise<number | null> {
  if (location.databaseUrl === null) await requireSound(sqlitePath(location));
  await counted(location, manifest);
  await migrate(location);
  const database = await openDatabase(location);
  try {
    await database.client.processLease.deleteMany();
    if (includedKey !== null && existsSync(ownKey)) requireSameKey(includedKey, ownKey);
    const keyFile = includedKey ?? (existsSync(ownKey) ? ownKey : null);
    if (keyFile === null) return null;
    if (manifest.masterKey.id === null) return 0;
    await openMasterKey(keyFile, database);
    return await proveRestored(keyFile, database);
  } finally {
    await database.close();
  }
}

/** @throws Failure `master-key.wrong`: the key of the archive would take the place of another one */
function requireSameKey(included: string, own: string): void {
  const [found, wanted] = [masterKeyIdOf(own), masterKeyIdOf(included)];
  if (found !== wanted) throw new Failure("master-key.wrong", { path: own, found, wanted });
}

/** SQLite's own proof of every page and index, and that no row refers to nothing. */
async function requireSound(path: string): Promise<void> {
  const connection = openSqlite(path);
  try {
    const { rows } = await connection.execute("PRAGMA integrity_check(1)");
    const broken = await connection.execute("PRAGMA foreign_key_check");
    if (String(rows[0]?.[0]) !== "ok" || broken.rows.length > 0)
      throw new Failure("backup.damaged", { part: databaseNames.sqlite });
  } catch (error) {
    throw isFailure(error) ? error : new Failure("backup.damaged", { part: databaseNames.sqlite }, error);
  } finally {
    connection.close();
  }
}

/** The rows and migrations are those of the manifest. */
async function counted(location: DatabaseLocation, manifest: Manifest): Promise<void> {
  const database = await openDatabase(location);
  try {
    const part = databaseNames[manifest.provider];
    const migrations = await appliedMigrations(database.direct);
    if (migrations.join() !== manifest.migrations.join()) throw new Failure("backup.damaged", { part });
    const counts = await countRows(database.direct, database.provider);
    for (const [table, count] of Object.entries(manifest.counts))
      if (counts[table] !== count)
        throw new Failure("backup.miscounted", { table, count: counts[table] ?? 0, wanted: count });
  } finally {
    await database.close();
  }
}

/** One rename puts the new file in the place of the old one, which has another name by then. */
function takePlaceOnDisk(place: DatabaseLocation, copy: DatabaseLocation, stamp: string): string | null {
  const [target, made] = [sqlitePath(place), sqlitePath(copy)];
  let former: string | null = null;
  if (existsSync(target)) {
    former = `${target}.before-${stamp}`;
    settleLog(target);
    keepBeside(target, former);
    // A log of the old file would be read as one of the new.
    for (const ending of ["-wal", "-shm"])
      if (existsSync(`${target}${ending}`)) renameSync(`${target}${ending}`, `${former}${ending}`);
  }
  syncFile(made);
  renameSync(made, target);
  syncFile(place.dataDir);
  return former;
}

/** Moves the write-ahead log into the file; one that is damaged keeps its log beside it. */
function settleLog(path: string): void {
  try {
    const connection = openSqlite(path);
    void connection.execute("PRAGMA wal_checkpoint(TRUNCATE)").catch(() => {});
    connection.close();
  } catch {
    // It stays as it is.
  }
}

function keepBeside(path: string, name: string): void {
  try {
    linkSync(path, name);
  } catch {
    copyFileSync(path, name);
  }
}

// ---- PostgreSQL

/** @throws Failure `backup.no-scratch`: the role may not make a database */
async function createScratchDatabase(databaseUrl: string): Promise<string> {
  const name = `${databaseNameOf(databaseUrl).slice(0, 40)}_restore_${process.pid}_${Date.now().toString(36)}`;
  await dropLeftovers(databaseUrl);
  const statement = `CREATE DATABASE ${quoted(name)} TEMPLATE template0 ENCODING 'UTF8'`;
  try {
    await onMaintenance(databaseUrl, (run) => run(statement));
  } catch (error) {
    if (/permission denied/i.test(String(error))) throw new Failure("backup.no-scratch", {}, error);
    throw error;
  }
  return siblingUrl(databaseUrl, name);
}

/** Scratch databases of restorations that were killed: no session uses them. */
async function dropLeftovers(databaseUrl: string): Promise<void> {
  const start = `${databaseNameOf(databaseUrl).slice(0, 40)}_restore_`;
  await withDatabase(siblingUrl(databaseUrl, "postgres"), async (connection) => {
    const text = `SELECT d.datname::text FROM pg_database d WHERE starts_with(d.datname::text, $1) AND NOT EXISTS (SELECT 1 FROM pg_stat_activity a WHERE a.datname = d.datname)`;
    const types = [{ scalarType: "string", arity: "scalar" }] as const;
    const { rows } = await connection.queryRaw({ sql: text, args: [start], argTypes: [...types] });
    for (const [name] of rows)
      await connection
        .executeRaw({ sql: `DROP DATABASE IF EXISTS ${quoted(String(name))}`, args: [], argTypes: [] })
        .catch(() => {}); // another restoration began just then
  });
}

async function loadDump(dump: string, scratchUrl: string): Promise<void> {
  const words = ["--exit-on-error", "--single-transaction", "--no-owner", "--no-privileges", dump];
  try {
    await runPostgresProgram("pg_restore", words, scratchUrl);
  } catch (error) {
    if (isFailure(error, "backup.program-failed"))
      throw new Failure("backup.damaged", { part: databaseNames.postgresql }, error);
    throw error;
  }
}

/** Both names change in one transaction, or neither. */
async function takePlaceOnServer(databaseUrl: string, scratchUrl: string, stamp: string): Promise<string | null> {
  const [target, made] = [databaseNameOf(databaseUrl), databaseNameOf(scratchUrl)];
  const former = `${target.slice(0, 40)}_before_${stamp}`;
  return onMaintenance(databaseUrl, async (run) => {
    const found = await run(`SELECT 1 FROM pg_database WHERE datname = '${target.replace(/'/g, "''")}'`);
    const isThereToo = found > 0;
    await run("BEGIN");
    try {
      if (isThereToo) await run(`ALTER DATABASE ${quoted(target)} RENAME TO ${quoted(former)}`);
      await run(`ALTER DATABASE ${quoted(made)} RENAME TO ${quoted(target)}`);
      await run("COMMIT");
    } catch (error) {
      await run("ROLLBACK").catch(() => {});
      if (/being accessed by other users/i.test(String(error)))
        throw new Failure("backup.in-use", { host: new URL(databaseUrl).host, pid: 0 }, error);
      throw error;
    }
    return isThereToo ? former : null;
  });
}

async function dropDatabase(url: string): Promise<void> {
  await onMaintenance(url, (run) => run(`DROP DATABASE IF EXISTS ${quoted(databaseNameOf(url))} WITH (FORCE)`));
}

type Run = (statement: string) => Promise<number>;

/** Over a database of the server that is always there: one that is renamed may have no session. */
async function onMaintenance<T>(databaseUrl: string, work: (run: Run) => Promise<T>): Promise<T> {
  return withDatabase(siblingUrl(databaseUrl, "postgres"), (connection) =>
    work(async (statement) => {
      const { rows } = await connection.queryRaw({ sql: statement, args: [], argTypes: [] });
      return rows.length;
    }),
  );
}
