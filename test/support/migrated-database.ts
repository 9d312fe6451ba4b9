import "server-only";
import { createHash } from "node:crypto";
import { cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, renameSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { openDatabase, type Database, type DatabaseLocation } from "../../lib/server/database/db.ts";
import { migrate } from "../../lib/server/database/migrate.ts";
import type { Provider } from "../../lib/server/database/sql.ts";
import { startPostgres, type TestPostgres } from "./postgres.ts";

/** An empty, migrated database for a test, in a folder of its own. */
export interface TestDatabase {
  readonly database: Database;
  readonly location: DatabaseLocation;
  remove(): Promise<void>;
}

export const providers: readonly Provider[] = ["sqlite", "postgresql"];

let server: Promise<TestPostgres> | null = null;

/** One PostgreSQL per test file, or the one of the whole run; the file ends it with `stopTestServer`. */
export function testServer(): Promise<TestPostgres> {
  return (server ??= startPostgres());
}

export async function stopTestServer(): Promise<void> {
  await (await server)?.stop();
  server = null;
  migrated = null; // it went with its server
}

export async function createTestDatabase(provider: Provider): Promise<TestDatabase> {
  const location = await createMigrated(provider);
  const database = await openDatabase(location);
  return {
    database,
    location,
    remove: async () => {
      await database.close();
      await removeMigrated(location);
    },
  };
}

/**
 * Returns the location of an empty, migrated database that no process has open: a copy of one that was migrated once.
 */
export async function createMigrated(provider: Provider): Promise<DatabaseLocation> {
  const dataDir = mkdtempSync(join(tmpdir(), "chainsmith-test-"));
  if (provider === "sqlite") {
    cpSync(await sqliteTemplate(), dataDir, { recursive: true });
    return { databaseUrl: null, dataDir };
  }
  const postgres = await testServer();
  return { databaseUrl: await postgres.createDatabase(await postgresTemplate(postgres)), dataDir };
}

export async function removeMigrated({ databaseUrl, dataDir }: DatabaseLocation): Promise<void> {
  if (databaseUrl !== null) await (await testServer()).dropDatabase(databaseUrl);
  rmSync(dataDir, { recursive: true, force: true });
}

/** Another one for other migrations, and for another way to apply them. */
function nameOfTemplate(provider: Provider): string {
  const root = join(import.meta.dirname, "../..");
  const migrations = join(root, "prisma/migrations", provider);
  const hash = createHash("sha256");
  for (const path of readdirSync(migrations, { recursive: true, encoding: "utf8" }).sort())
    if (path.endsWith(".sql")) hash.update(path).update(readFileSync(join(migrations, path)));
  for (const file of ["migrate.ts", "db.ts", "sqlite-client.ts"])
    hash.update(readFileSync(join(root, "lib/server/database", file)));
  return `chainsmith_template_${provider}_${hash.digest("hex").slice(0, 16)}`;
}

/** Workers that come at once each migrate a folder of their own; the first to be done names it. */
async function sqliteTemplate(): Promise<string> {
  const folder = join(import.meta.dirname, "../../.cache/templates");
  const template = join(folder, nameOfTemplate("sqlite"));
  if (existsSync(template)) return template;
  mkdirSync(folder, { recursive: true });
  const dataDir = mkdtempSync(join(folder, "new-"));
  await migrate({ databaseUrl: null, dataDir });
  try {
    renameSync(dataDir, template);
  } catch {
    rmSync(dataDir, { recursive: true, force: true });
  }
  return template;
}

let migrated: Promise<string> | null = null;

/** The name of a migrated database of the server that nothing connects to. */
function postgresTemplate(postgres: TestPostgres): Promise<string> {
  return (migrated ??= makePostgresTemplate(postgres));
}

async function makePostgresTemplate({ url, createDatabase }: TestPostgres): Promise<string> {
  const name = nameOfTemplate("postgresql");
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    // Held until the end of the session: other workers wait, and find the template.
    await client.query("SELECT pg_advisory_lock(7243392012)");
    const { rowCount } = await client.query("SELECT 1 FROM pg_database WHERE datname = $1", [name]);
    if (rowCount === 0) {
      const databaseUrl = await createDatabase();
      await migrate({ databaseUrl, dataDir: tmpdir() });
      await client.query(`ALTER DATABASE "${new URL(databaseUrl).pathname.slice(1)}" RENAME TO "${name}"`);
    }
    return name;
  } finally {
    await client.end();
  }
}
