import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createMigrated, removeMigrated } from "../test/support/migrated-database.ts";
import { openDatabase, type Database, type DatabaseLocation } from "../lib/server/database/db.ts";
import { root } from "./runtime.mjs";

/** `npm run token` beside an open database. */

let location: DatabaseLocation;
let database: Database;

beforeAll(async () => {
  location = await createMigrated("sqlite");
  database = await openDatabase(location);
});
afterAll(async () => {
  await database.close();
  await removeMigrated(location);
  rmSync(location.dataDir, { recursive: true, force: true });
});

const run = (...words: string[]) =>
  spawnSync("node", [join(root, "scripts/token.mjs"), ...words], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, DATA_DIR: location.dataDir, DATABASE_URL: "" },
  });

it.each([
  ["a command that there is not", ["--name", "ci", "--role", "operator", "--commands", "nonsense"], "command.unknown"],
  ["a token that there is not", ["--revoke", "gone"], "token.unknown"],
])("%s is refused in one sentence, and the audit log says why", async (_, words, errorCode) => {
  const { status, stdout, stderr } = run(...words);
  expect([status, stdout]).toEqual([1, ""]);
  expect(stderr).toMatch(/^There is no (command nonsense|token gone)\.[^\n]*\n$/);
  const row = await database.client.auditEvent.findFirst({ orderBy: { id: "desc" } });
  expect(row).toMatchObject({ surface: "system", outcome: "failed", errorCode });
});
