import { cpSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { providers, stopTestServer, testServer } from "../../../test/support/migrated-database.ts";
import { firstVersion, insertFirstVersion, readFirstVersion, sortedRows } from "../../../test/support/first-version.ts";
import { modelNames, openDatabase, type Database, type DatabaseLocation } from "./db.ts";
import { migrate } from "./migrate.ts";
import { raw, sql, type Provider } from "./sql.ts";

/** A database of the first version goes through every later migration, and its rows with it. */

const folder = mkdtempSync(join(tmpdir(), "chainsmith-migrate-"));
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await stopTestServer();
});

const own = join(import.meta.dirname, "../../..");
const migrationsOf = (root: string, provider: Provider): string[] =>
  readdirSync(join(root, "prisma/migrations", provider)).sort();

/** Counters that a later migration made. */
const isLater = (row: string): boolean => /\["kind","(shelf|batch|label)"\]/.test(row);
const withoutLater = (rows: ReturnType<typeof sortedRows>): ReturnType<typeof sortedRows> =>
  rows.map(([table, own]) => [table, table === "Counter" ? own.filter((row) => !isLater(row)) : own]);

/** Tables that a later migration made. */
const laterTables: ReadonlySet<string> = new Set([
  "AuditCheckpoint",
  "AuditEntry",
  "AuditTree",
  "ProcessLease",
  "SavedView",
  "Template",
  "TrustMark",
  "AuthorityRights",
  "CrlIssuer",
  "CrlPoint",
  "OfflineKey",
  "OfflineRequest",
  "OcspResponder",
  "Revocation",
  "RevocationList",
  "StepSighting",
]);

let number = 0;
const newFolder = (): string => {
  const path = join(folder, String((number += 1)));
  mkdirSync(path);
  return path;
};

/** A root with these migrations of ours, and others of its own: name → SQL. */
function rootWith(provider: Provider, names: readonly string[], others: Readonly<Record<string, string>> = {}): string {
  const root = newFolder();
  const target = join(root, "prisma/migrations", provider);
  mkdirSync(target, { recursive: true });
  for (const name of names)
    cpSync(join(own, "prisma/migrations", provider, name), join(target, name), { recursive: true });
  for (const [name, text] of Object.entries(others)) {
    mkdirSync(join(target, name), { recursive: true });
    writeFileSync(join(target, name, "migration.sql"), `BEGIN;\n${text}\nCOMMIT;\n`);
  }
  return root;
}

async function newLocation(provider: Provider): Promise<DatabaseLocation> {
  return {
    dataDir: newFolder(),
    databaseUrl: provider === "sqlite" ? null : await (await testServer()).createDatabase(),
  };
}

async function within<T>(location: DatabaseLocation, use: (database: Database) => Promise<T>): Promise<T> {
  const database = await openDatabase(location);
  try {
    return await use(database);
  } finally {
    await database.close();
  }
}

/** Made by the first migration, with the rows of the first version, then brought up to date by `root`. */
async function upgraded(provider: Provider, root: string) {
  const location = await newLocation(provider);
  const [first = ""] = migrationsOf(own, provider);
  expect(await migrate(location, rootWith(provider, [first]))).toEqual([first]);
  await within(location, insertFirstVersion);
  const applied = await migrate(location, root);
  return { location, applied, rows: withoutLater(sortedRows(await within(location, readFirstVersion))) };
}

describe.each(providers)("a database of the first version on %s", (provider) => {
  const [first = "", ...later] = migrationsOf(own, provider);
  const before = sortedRows(firstVersion);

  it("has rows in every table that it had", () => {
    const found = firstVersion.map(([table, rows]) => (rows.length > 0 ? table : `${table} is empty`)).sort();
    expect(found).toEqual(modelNames.filter((name) => !laterTables.has(name)).sort());
  });

  it("goes through every later migration, and keeps its rows", async () => {
    const { applied, rows, location } = await upgraded(provider, own);
    expect(applied).toEqual(later);
    expect(rows).toEqual(before);
    expect(await migrate(location)).toEqual([]);
    await within(location, async ({ client }) => {
      expect(await client.item.count()).toBe(firstVersion.find(([table]) => table === "Item")?.[1].length);
    });
  });

  it("keeps its rows where a later migration adds a column, and is found out where one loses a row", async () => {
    const added = { "900_note": `ALTER TABLE "Service" ADD COLUMN "note" TEXT NOT NULL DEFAULT 'new';` };
    const kept = await upgraded(provider, rootWith(provider, [first, ...later], added));
    expect(kept.applied).toEqual([...later, "900_note"]);
    expect(kept.rows).toEqual(before);
    const notes = await within(kept.location, ({ direct }) =>
      direct.$queryRaw<{ note: string }[]>(sql`SELECT "note" FROM "Service"`),
    );
    expect(notes).toEqual([{ note: "new" }]);
    const lost = await upgraded(
      provider,
      rootWith(provider, [first, ...later], { "900_lost": `DELETE FROM "StepMark";` }),
    );
    expect(lost.rows).not.toEqual(before);
    expect(lost.rows.filter(([table]) => table !== "StepMark")).toEqual(
      before.filter(([table]) => table !== "StepMark"),
    );
  });

  it("is whole after a migration that failed, and goes through the mended one", async () => {
    const broken = { "900_note": `ALTER TABLE "Service" ADD COLUMN "note" TEXT;\nDELETE FROM "NoSuchTable";` };
    const location = await newLocation(provider);
    await migrate(location, rootWith(provider, [first, ...later]));
    await within(location, insertFirstVersion);
    await expect(migrate(location, rootWith(provider, [first, ...later], broken))).rejects.toMatchObject({
      code: "database.migration-failed",
    });
    expect(sortedRows(await within(location, readFirstVersion))).toEqual(before);
    const mended = { "900_note": `ALTER TABLE "Service" ADD COLUMN "note" TEXT;` };
    expect(await migrate(location, rootWith(provider, [first, ...later], mended))).toEqual(["900_note"]);
    expect(sortedRows(await within(location, readFirstVersion))).toEqual(before);
  });
});

describe.each(providers)("a database on %s that is not of this history", (provider) => {
  const contents = (location: DatabaseLocation) =>
    within(location, ({ direct }) => direct.$queryRaw(sql`SELECT * FROM ${raw('"Thing"')}`));

  it("from before the first release is refused by name, and left as it is", async () => {
    const location = await newLocation(provider);
    const before = {
      "001_begin": `CREATE TABLE "Thing" ("id" INTEGER NOT NULL PRIMARY KEY, "word" TEXT NOT NULL);\nINSERT INTO "Thing" VALUES (1, 'kept');`,
      "010_bundles": `ALTER TABLE "Thing" ADD COLUMN "more" TEXT;`,
    };
    await migrate(location, rootWith(provider, [], before));
    const { databaseUrl, dataDir } = location;
    const where =
      databaseUrl === null ? join(dataDir, "chainsmith.db") : new URL(databaseUrl).host + new URL(databaseUrl).pathname;
    await expect(migrate(location)).rejects.toMatchObject({
      code: "database.before-first-release",
      facts: { migration: "001_begin", where },
    });
    expect(await contents(location)).toEqual([{ id: 1, word: "kept", more: null }]);
  });

  it("from a newer version is refused by the migration that is not known here", async () => {
    const location = await newLocation(provider);
    const names = migrationsOf(own, provider);
    const newer = { "900_thing": `CREATE TABLE "Thing" ("id" INTEGER NOT NULL PRIMARY KEY);` };
    await migrate(location, rootWith(provider, names, newer));
    await expect(migrate(location)).rejects.toMatchObject({
      code: "database.newer",
      facts: { migration: "900_thing" },
    });
    expect(await contents(location)).toEqual([]);
  });
});
