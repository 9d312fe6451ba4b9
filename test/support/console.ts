import "server-only";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startPostgres, type TestPostgres } from "./postgres.ts";
import { openDatabase, type Database, type DatabaseLocation } from "../../lib/server/database/db.ts";
import { migrate } from "../../lib/server/database/migrate.ts";
import type { Provider } from "../../lib/server/database/sql.ts";

/** An empty, migrated database for a test, in a folder of its own. */
export interface TestDatabase {
  readonly database: Database;
  readonly location: DatabaseLocation;
  remove(): Promise<void>;
}

export const providers: readonly Provider[] = ["sqlite", "postgresql"];

let server: Promise<TestPostgres> | null = null;

/** One PostgreSQL per test file, started when it is first needed; the file ends it with `stopTestServer`. */
export function testServer(): Promise<TestPostgres> {
  return (server ??= startPostgres());
}

export async function stopTestServer(): Promise<void> {
  await (await server)?.stop();
  server = null;
}

export async function createTestDatabase(provider: Provider): Promise<TestDatabase> {
  const dataDir = mkdtempSync(join(tmpdir(), "chainsmith-test-"));
  const databaseUrl = provider === "sqlite" ? null : await (await testServer()).createDatabase();
  const location = { databaseUrl, dataDir };
  await migrate(location);
  const database = await openDatabase(location);
  return {
    database,
    location,
    remove: async () => {
      await database.close();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
