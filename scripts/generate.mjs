/**
 * Makes both Prisma clients (prisma/generated/{sqlite,postgresql}) from the one schema; does nothing when they are
 * current. Plain JavaScript that Node 20 can run. Offline: Prisma would fetch its schema engine, which `generate` never
 * runs, so it is pointed at a file that exists.
 */
import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const root = fileURLToPath(new URL("../", import.meta.url));
const sqliteSchema = join(root, "prisma/schema.prisma");
const postgresSchema = join(root, "prisma/schema.postgresql.prisma");
const generated = join(root, "prisma/generated");
const stamp = join(generated, "stamp");

/**
 * Only the provider, the output and the type of JSON differ: `json` keeps the text as it was written, as SQLite does;
 * `jsonb`, which Prisma would take, sorts the keys and refuses `\u0000` and half a surrogate pair.
 */
export function derivePostgresSchema(text) {
  const derived = text
    .replace('provider = "sqlite"', 'provider = "postgresql"')
    .replace('"./generated/sqlite"', '"./generated/postgresql"')
    .replace(/^( {2}\w+ +Json\??)$/gm, "$1 @db.Json");
  return `// Derived from schema.prisma by scripts/generate.mjs; not written by hand.\n${derived}`;
}

function prismaCli() {
  const require = createRequire(join(root, "package.json"));
  const manifest = require.resolve("prisma/package.json");
  const { bin, version } = JSON.parse(readFileSync(manifest, "utf8"));
  return { script: join(dirname(manifest), bin.prisma), version };
}

/** @returns {boolean} true when something had to be made */
export function generateClients() {
  const text = readFileSync(sqliteSchema, "utf8");
  const { script, version } = prismaCli();
  const digest = createHash("sha256")
    .update(`${version}\n${readFileSync(fileURLToPath(import.meta.url))}\n${text}`)
    .digest("hex");
  const isCurrent =
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === digest &&
    existsSync(postgresSchema) &&
    ["sqlite", "postgresql"].every((name) => existsSync(join(generated, name, "client.ts")));
  if (isCurrent) return false;
  rmSync(stamp, { force: true });
  mkdirSync(generated, { recursive: true });
  writeFileSync(postgresSchema, derivePostgresSchema(text));
  for (const schema of [sqliteSchema, postgresSchema]) {
    const run = spawnSync(process.execPath, [script, "generate", "--no-hints", "--schema", schema], {
      cwd: root,
      encoding: "utf8",
      env: {
        ...process.env,
        PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
        PRISMA_HIDE_UPDATE_MESSAGE: "1",
        CHECKPOINT_DISABLE: "1",
      },
    });
    if (run.status !== 0) throw new Error(`prisma generate failed for ${schema}\n${run.stdout}\n${run.stderr}`);
  }
  writeFileSync(stamp, digest);
  return true;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const began = Date.now();
  const made = generateClients();
  process.stdout.write(
    made ? `Database clients generated in ${Date.now() - began} ms\n` : "Database clients are current\n",
  );
}
