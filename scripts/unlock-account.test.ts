import { spawnSync } from "node:child_process";
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { createMigrated, removeMigrated } from "../test/support/migrated-database.ts";
import { createAccounts } from "../lib/server/auth/accounts.ts";
import { countAccount } from "../lib/server/auth/sign-in-limits.ts";
import { openDatabase, type Database, type DatabaseLocation } from "../lib/server/database/db.ts";
import { root } from "./runtime.mjs";

/** `npm run unlock-account` beside an open database. */

let location: DatabaseLocation;
let database: Database;
const email = "locked@example.com";
const clock = { now: () => new Date() };

beforeAll(async () => {
  location = await createMigrated("sqlite");
  database = await openDatabase(location);
  const person = { email, name: "Locked", role: "operator", password: "walnut-breeze-copper" } as const;
  await createAccounts(database, clock).createUser(person);
});
afterAll(async () => {
  await database.close();
  await removeMigrated(location);
  rmSync(location.dataDir, { recursive: true, force: true });
});

const run = (...words: string[]) =>
  spawnSync("node", [join(root, "scripts/unlock-account.mjs"), ...words], {
    cwd: root,
    encoding: "utf8",
    env: { ...process.env, DATA_DIR: location.dataDir, DATABASE_URL: "" },
  });

it("a person may try again at once, from everywhere and from a device of theirs", async () => {
  const wait = async (device: string | null) => countAccount(database, email, device, clock.now());
  for (let attempt = 0; attempt < 11; attempt++) for (const device of [null, "a-device"]) await wait(device);
  expect([(await wait(null)) > 0, (await wait("a-device")) > 0]).toEqual([true, true]);
  const done = run("Locked@Example.com");
  expect([done.status, done.stdout]).toEqual([0, `${email} may try to sign in again.\n`]);
  expect([await wait(null), await wait("a-device")]).toEqual([0, 0]);
  const row = await database.client.auditEvent.findFirst({ orderBy: { id: "desc" } });
  expect(row).toMatchObject({ command: "unlock-account", surface: "system", outcome: "done", facts: { email } });
});

it("an address that nobody has is said, and nothing else is done", () => {
  const done = run("nobody@example.com");
  expect([done.status, done.stderr.trim()]).toEqual([1, "There is no user nobody@example.com."]);
  expect(run().status).toBe(1);
});
