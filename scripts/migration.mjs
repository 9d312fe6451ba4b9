/**
 * Writes the SQL of a new migration: `node scripts/migration.mjs 002_name`. The part that Prisma knows comes from its
 * schema engine (`diff` from the schema of a revision, `HEAD` unless a second word names another, to the schema as it
 * is), the rules of its rows from prisma/checks.ts; what neither can say is added by hand below the marker line. A rule that is new on a table that stays as it is has to be added by
 * hand too: `ALTER TABLE … ADD CONSTRAINT` on PostgreSQL, a table made anew on SQLite. Needs Node 24 (imports
 * WebAssembly and TypeScript).
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PrismaLibSql } from "@prisma/adapter-libsql";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { SchemaEngine } from "@prisma/schema-engine-wasm";
import { withChecks } from "../prisma/checks.ts";
import { derivePostgresSchema, generateClients } from "./generate.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const filters = { externalTables: [], externalEnums: [] };
const name = process.argv[2];
if (name === undefined || !/^\d{3}_[a-z_]+$/.test(name))
  throw new Error("Usage: node scripts/migration.mjs 002_name [revision]");
generateClients();

const targets = [
  { provider: "sqlite", schema: "schema.prisma", factory: () => new PrismaLibSql({ url: "file::memory:" }) },
  {
    provider: "postgresql",
    schema: "schema.postgresql.prisma",
    // It is asked for its version, and nothing else: any database of a running server will do.
    factory: () => new PrismaPg({ connectionString: process.env.DATABASE_URL ?? "postgresql://localhost/none" }),
  },
];

for (const { provider, schema, factory } of targets) {
  const directory = join(root, "prisma/migrations", provider);
  const path = join(root, "prisma", schema);
  const content = readFileSync(path, "utf8");
  const engine = await SchemaEngine.new(
    { datamodels: [[path, content]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(factory()),
  );
  const before = schemaBefore(name);
  const from =
    before === null
      ? { tag: "empty" }
      : {
          tag: "schemaDatamodel",
          files: [{ path, content: provider === "sqlite" ? before : derivePostgresSchema(before) }],
        };
  const { stdout } = await engine.diff({
    from,
    to: { tag: "schemaDatamodel", files: [{ path, content }] },
    script: true,
    exitCode: null,
    filters,
  });
  mkdirSync(join(directory, name), { recursive: true });
  const file = join(directory, name, "migration.sql");
  const byHand = existsSync(file)
    ? (readFileSync(file, "utf8").split("-- by hand\n")[1] ?? "").replace(/\nCOMMIT;\n$/, "")
    : "";
  const made = withChecks(stdout.replace(/^BEGIN;\n\n/, "").trimEnd(), provider);
  // All or nothing is what lets migrate.ts repeat a migration that a crash cut short. (The PostgreSQL adapter cuts a
  // script at every semicolon, also one in a comment or a function body, and sends the pieces one by one on its one
  // connection.)
  writeFileSync(file, `BEGIN;\n\n${made}\n\n-- by hand\n${byHand}\nCOMMIT;\n`);
  process.stdout.write(`${file}\n`);
}

/**
 * The schema before this migration; null for the first one. The engine could replay the migrations instead, but not in
 * this build: it would need a second database of its own.
 *
 * @param {string} migration
 */
function schemaBefore(migration) {
  if (migration.startsWith("001_")) return null;
  const revision = process.argv[3] ?? "HEAD";
  return execFileSync("git", ["show", `${revision}:prisma/schema.prisma`], { cwd: root, encoding: "utf8" });
}
