import "server-only";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { createClient } from "@libsql/client";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory, type SqlDriverAdapter } from "@prisma/driver-adapter-utils";
import { SchemaEngine, type MigrationList } from "@prisma/schema-engine-wasm";
import { Failure } from "../error-codes.ts";
import { storageFailure } from "./storage-failure.ts";
import { createSqliteFile, type Database, type DatabaseLocation } from "./db.ts";
import { sqliteAdapter } from "./sqlite-adapter.ts";
import { applyPragmas, openSqlite } from "./sqlite-client.ts";
import { type Provider, type Sql, sql } from "./sql.ts";

/**
 * Applies the migrations that are missing, by Prisma's own schema engine (its WebAssembly build: nothing is
 * downloaded). For plain Node, at start and before Next: the engine is not for a bundler. Safe when several processes
 * start at once.
 *
 * @returns the names of the migrations that were applied
 * @throws Failure `database.unreachable`, `database.newer`, `database.before-first-release`,
 *   `database.extension-forbidden`,
 * `database.migration-failed`
 */
export async function migrate(location: DatabaseLocation, root = process.cwd()): Promise<readonly string[]> {
  return location.databaseUrl === null ? migrateSqlite(location, root) : migratePostgres(location.databaseUrl, root);
}

type AdapterFactory = Parameters<typeof bindMigrationAwareSqlAdapterFactory>[0];

async function migrateSqlite(location: DatabaseLocation, root: string): Promise<readonly string[]> {
  const path = createSqliteFile(location);
  // A lock that dies with its holder: an exclusive transaction on a file of its own.
  const lock = createClient({ url: `file:${encodeURI(`${path}.migrate-lock`)}`, timeout: 60_000 });
  try {
    await lock.execute("BEGIN EXCLUSIVE");
    const connection = openSqlite(path);
    try {
      await applyPragmas(connection);
      // A table that is made anew is dropped under those that refer to it, and in a transaction this could not be said any more.
      await connection.execute("PRAGMA foreign_keys = OFF");
      // The engine does not understand libsql's words for a missing table, so a fresh file is told apart here.
      const tables = await connection.execute("SELECT 1 FROM sqlite_master WHERE name = '_prisma_migrations'");
      const applied = await applyMissing(
        "sqlite",
        root,
        sqliteAdapter(connection),
        tables.rows.length === 0 ? null : path,
      );
      if (applied.length > 0) await requireReferences(path);
      return applied;
    } finally {
      if (!connection.closed) connection.close();
    }
  } catch (error) {
    throw translated(error, path);
  } finally {
    await lock.execute("ROLLBACK").catch(() => {}); // close alone waits for the garbage collector
    lock.close();
  }
}

/** No row refers to one that is not there. */
async function requireReferences(path: string): Promise<void> {
  const connection = openSqlite(path);
  const { rows } = await connection.execute("PRAGMA foreign_key_check").finally(() => connection.close());
  if (rows.length > 0) throw new Error(`${rows.length} rows refer to nothing, first of ${String(rows[0]?.["table"])}`);
}

/** Any number that is ours: every console process takes the same one. */
const advisoryLock = 7_243_392_011;

async function migratePostgres(connectionString: string, root: string): Promise<readonly string[]> {
  const where = placeOf(connectionString);
  const holder = await new PrismaPg({ connectionString, max: 1, connectionTimeoutMillis: 10_000 }).connect();
  try {
    await holder.queryRaw({ sql: `SELECT pg_advisory_lock(${advisoryLock})::text`, args: [], argTypes: [] });
    return await applyMissing("postgresql", root, new PrismaPg({ connectionString, max: 1 }), where);
  } catch (error) {
    throw translated(error, where);
  } finally {
    await holder.dispose(); // ends the session, and the lock with it
  }
}

const filters = { externalTables: [], externalEnums: [] };

/** `where`: what a refusal of the history calls the database; null when it is known to have none. */
async function applyMissing(
  provider: Provider,
  root: string,
  factory: AdapterFactory,
  where: string | null,
): Promise<readonly string[]> {
  const migrationsList = readMigrations(join(root, "prisma/migrations", provider));
  const schema = `datasource db {\n  provider = "${provider}"\n}\n`;
  const connections: SqlDriverAdapter[] = [];
  const recorded: AdapterFactory = {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: async () => {
      const connection = await factory.connect();
      connections.push(connection);
      return connection;
    },
    connectToShadowDb: () => factory.connectToShadowDb(),
  };
  const engine = await SchemaEngine.new(
    { datamodels: [["schema.prisma", schema]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(recorded),
  );
  try {
    if (where !== null) await checkHistory(engine, migrationsList, where);
    return (await engine.applyMigrations({ migrationsList, filters })).appliedMigrationNames;
  } finally {
    engine.free();
    // The engine leaves its session open, and in it an advisory lock that the next process would wait ten seconds for;
    // a script that failed leaves its transaction open, which on SQLite only the garbage collector would end.
    for (const connection of connections) {
      await connection.executeScript("ROLLBACK").catch(() => {});
      await connection.dispose();
    }
  }
}

async function checkHistory(engine: SchemaEngine, migrationsList: MigrationList, where: string): Promise<void> {
  const found = await engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters });
  // A released migration never changes its text, but one that failed may have been mended since.
  const other = found.editedMigrationNames.find((name) => !found.failedMigrationNames.includes(name));
  if (other !== undefined) throw new Failure("database.before-first-release", { migration: other, where });
  const history = found.history;
  const unknown =
    history !== null && "unpersistedMigrationNames" in history ? history.unpersistedMigrationNames[0] : undefined;
  if (unknown !== undefined) throw new Failure("database.newer", { migration: unknown });
  // Each script is one transaction, so of a failed one nothing is there: it may simply run again.
  for (const migrationName of found.failedMigrationNames) await engine.markMigrationRolledBack({ migrationName });
}

/** The names of the migrations that this version has, in their order. */
export function knownMigrations(provider: Provider, root = process.cwd()): readonly string[] {
  return readdirSync(join(root, "prisma/migrations", provider))
    .filter((name) => /^\d{3}_/.test(name))
    .sort();
}

/** The migrations that a database has, in their order. */
export async function appliedMigrations(tx: Sql): Promise<readonly string[]> {
  const rows = await tx.$queryRaw<{ name: string }[]>(
    sql`SELECT "migration_name" AS "name" FROM "_prisma_migrations" WHERE "finished_at" IS NOT NULL AND "rolled_back_at" IS NULL ORDER BY "migration_name"`,
  );
  return rows.map(({ name }) => name);
}

/** True when a database has every migration of this version, and none besides. */
export async function isUpToDate({ direct, provider }: Database): Promise<boolean> {
  return (await appliedMigrations(direct)).join() === knownMigrations(provider).join();
}

function readMigrations(baseDir: string): MigrationList {
  const names = readdirSync(baseDir)
    .filter((name) => /^\d{3}_/.test(name))
    .sort();
  return {
    baseDir,
    lockfile: { path: "migration_lock.toml", content: null },
    shadowDbInitScript: "",
    migrationDirectories: names.map((path) => ({
      path,
      migrationFile: {
        path: "migration.sql",
        content: { tag: "ok" as const, value: readFileSync(join(baseDir, path, "migration.sql"), "utf8") },
      },
    })),
  };
}

/** Host, port and database; never the password. */
function placeOf(connectionString: string): string {
  try {
    const url = new URL(connectionString);
    return `${url.host}${url.pathname}`;
  } catch {
    return "DATABASE_URL";
  }
}

function translated(error: unknown, where: string): unknown {
  if (error instanceof Failure) return error;
  const text = error instanceof Error ? error.message : String(error);
  if (
    /permission denied to create extension|extension "pg_trgm" is not available|could not open extension control file/.test(
      text,
    )
  ) {
    return new Failure("database.extension-forbidden", { extension: "pg_trgm", where }, error);
  }
  if (
    /NotReachable|DatabaseDoesNotExist|AuthenticationFailed|DatabaseAccessDenied|TlsConnectionError|reach database server|ECONNREFUSED|ENOTFOUND|EAI_AGAIN|timeout|authentication failed|(?:database|role) \S+ does not exist/i.test(
      text,
    )
  ) {
    return new Failure("database.unreachable", { where }, error);
  }
  return storageFailure(error, where) ?? new Failure("database.migration-failed", { where }, error);
}
