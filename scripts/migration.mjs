/**
 * Writes the SQL of a new migration: `node scripts/migration.mjs 002_name`. The part that Prisma knows comes from its
 * schema engine (`diff` from the migrations to the schema), the rules of its rows from prisma/checks.ts; what neither
 * can say is added by hand below the marker line. A rule that is new on a table that stays as it is has to be added by
 * hand too: `ALTER TABLE … ADD CONSTRAINT` on PostgreSQL, a table made anew on SQLite. Needs Node 24 (imports
 * WebAssembly and TypeScript).
 */
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { PrismaLibSql } from "@prisma/adapter-libsql";
import { PrismaPg } from "@prisma/adapter-pg";
import { bindMigrationAwareSqlAdapterFactory } from "@prisma/driver-adapter-utils";
import { SchemaEngine } from "@prisma/schema-engine-wasm";
import { withChecks } from "../prisma/checks.ts";
import { generateClients } from "./generate.mjs";

const root = fileURLToPath(new URL("../", import.meta.url));
const filters = { externalTables: [], externalEnums: [] };
const name = process.argv[2];
if (name === undefined || !/^\d{3}_[a-z_]+$/.test(name)) throw new Error("Usage: node scripts/migration.mjs 002_name");
generateClients();

const targets = [
  { provider: "sqlite", schema: "schema.prisma", factory: () => new PrismaLibSql({ url: "file::memory:" }) },
  // A later migration needs a running server here (DATABASE_URL of an empty database): the engine replays the earlier
  // ones.
  {
    provider: "postgresql",
    schema: "schema.postgresql.prisma",
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
  const earlier = existsSync(directory)
    ? readdirSync(directory)
        .filter((entry) => /^\d{3}_/.test(entry) && entry !== name)
        .sort()
    : [];
  const from =
    earlier.length === 0
      ? { tag: "empty" }
      : {
          tag: "migrations",
          baseDir: directory,
          lockfile: { path: "migration_lock.toml", content: null },
          shadowDbInitScript: "",
          migrationDirectories: earlier.map((entry) => ({
            path: entry,
            migrationFile: {
              path: "migration.sql",
              content: { tag: "ok", value: readFileSync(join(directory, entry, "migration.sql"), "utf8") },
            },
          })),
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
