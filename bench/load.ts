import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";
import { sqlitePath, type DatabaseLocation } from "../lib/server/database/db.ts";
import { migrate } from "../lib/server/database/migrate.ts";
import { applyPragmas, openSqlite } from "../lib/server/database/sqlite-client.ts";
import { startPostgres, type TestPostgres } from "../test/support/postgres.ts";
import { syntheticItem, type SyntheticItem } from "./synthetic.ts";

/** Raise it when the loader changes: the cached databases are made anew. */
const generation = 2;
const cache = join(import.meta.dirname, "../.cache/bench");
const batch = 2000;

type Value = string | number | boolean | null | Date;
interface Table {
  readonly name: string;
  readonly columns: Readonly<Record<string, "text" | "integer" | "boolean" | "timestamp" | "bytes">>;
  rows(item: SyntheticItem): Value[][];
}

const tables: readonly Table[] = [
  {
    name: "Item",
    columns: {
      id: "integer",
      basename: "text",
      nameKey: "text",
      createdAt: "timestamp",
      version: "integer",
      state: "text",
      kinds: "text",
      subject: "text",
      subjectKey: "text",
      commonName: "text",
      nameCount: "integer",
      issuer: "text",
      isSelfSigned: "boolean",
      isAuthority: "boolean",
      notBefore: "timestamp",
      notAfter: "timestamp",
      keyAlgorithm: "text",
      sha256: "text",
      purpose: "text",
      listKey: "text",
    },
    rows: (i) => [
      [
        i.id,
        i.basename,
        i.basename,
        i.createdAt,
        1,
        i.state,
        `,${i.kind},`,
        i.subject ?? "",
        i.subject?.toLowerCase() ?? null,
        i.commonName,
        3,
        i.issuer,
        false,
        i.isAuthority,
        i.notBefore,
        i.notAfter,
        i.keyAlgorithm,
        i.kind === "certificate" ? i.sha256 : null,
        i.purpose,
        i.basename,
      ],
    ],
  },
  {
    name: "Certificate",
    columns: {
      id: "integer",
      itemId: "integer",
      generation: "integer",
      sha256: "text",
      sha1: "text",
      spkiSha256: "text",
      subjectHash: "text",
      issuerHash: "text",
      serialNumber: "text",
      subjectKeyId: "text",
      authorityKeyId: "text",
      isAuthority: "boolean",
      notBefore: "timestamp",
      notAfter: "timestamp",
      createdAt: "timestamp",
    },
    rows: (i) =>
      i.notAfter === null
        ? []
        : [
            [
              i.id,
              i.id,
              1,
              i.sha256,
              i.sha256.slice(24),
              i.sha256,
              i.sha256,
              digestOf(i.issuer),
              i.serialNumber,
              i.sha256.slice(24),
              i.issuer,
              i.isAuthority,
              i.notBefore,
              i.notAfter,
              i.createdAt,
            ],
          ],
  },
  {
    name: "CertificateDer",
    columns: { certificateId: "integer", der: "bytes" },
    rows: (i) => (i.notAfter === null ? [] : [[i.id, i.sha256.repeat(12)]]),
  },
  {
    name: "Request",
    columns: {
      id: "integer",
      itemId: "integer",
      sha256: "text",
      der: "bytes",
      spkiSha256: "text",
      spki: "bytes",
      generation: "integer",
      createdAt: "timestamp",
    },
    rows: (i) =>
      i.kind === "csr" ? [[i.id, i.id, i.sha256, i.sha256.repeat(8), i.sha256, i.sha256, 1, i.createdAt]] : [],
  },
  {
    name: "OtherContent",
    columns: {
      id: "integer",
      itemId: "integer",
      kind: "text",
      bytes: "bytes",
      sha256: "text",
      generation: "integer",
      createdAt: "timestamp",
      fileName: "text",
    },
    rows: (i) =>
      i.kind === "bundle" ? [[i.id, i.id, i.kind, i.sha256.repeat(20), i.sha256, 1, i.createdAt, i.fileName]] : [],
  },
  {
    name: "File",
    columns: {
      id: "integer",
      fileName: "text",
      itemId: "integer",
      kind: "text",
      generation: "integer",
      createdAt: "timestamp",
      certificateId: "integer",
      requestId: "integer",
      otherContentId: "integer",
    },
    rows: (i) => {
      const of = (kind: SyntheticItem["kind"]) => (i.kind === kind ? i.id : null);
      return [[i.id, i.fileName, i.id, i.kind, 1, i.createdAt, of("certificate"), of("csr"), of("bundle")]];
    },
  },
  {
    name: "SearchName",
    columns: { itemId: "integer", kind: "text", value: "text" },
    rows: (i) => i.names.map(({ kind, value }) => [i.id, kind, value]),
  },
  {
    name: "ItemSearch",
    columns: { itemId: "integer", text: "text", hex: "text", grams: "text" },
    rows: (i) => [[i.id, i.search.text, i.search.hex, i.search.grams]],
  },
];

const digests = new Map<string, string>();
function digestOf(text: string): string {
  const known = digests.get(text) ?? createHash("sha256").update(text).digest("hex");
  digests.set(text, known);
  return known;
}

/** Where statements go, whatever the database. */
interface Sink {
  run(sql: string): Promise<void>;
  insert(table: Table, rows: Value[][]): Promise<void>;
  indexes(): Promise<{ name: string; sql: string }[]>;
  finish(): Promise<void>;
}

/**
 * Fills an empty database with `count` items. Secondary indexes are made after the rows: sorted, they are a tenth of
 * the work.
 */
export async function loadSynthetic(location: DatabaseLocation, count: number): Promise<void> {
  await migrate(location);
  const sink = location.databaseUrl === null ? await sqliteSink(location) : await postgresSink(location.databaseUrl);
  const indexes = await sink.indexes();
  for (const { name } of indexes) await sink.run(`DROP INDEX "${name}"`);
  const counters = new Map<string, number>();
  for (let start = 1; start <= count; start += batch) {
    const items: SyntheticItem[] = [];
    for (let id = start; id < start + batch && id <= count; id += 1) items.push(syntheticItem(id, count));
    for (const item of items) countItem(counters, item);
    await sink.run("BEGIN");
    for (const table of tables)
      await sink.insert(
        table,
        items.flatMap((item) => table.rows(item)),
      );
    await sink.run("COMMIT");
  }
  const counterTable: Table = {
    name: "Counter",
    columns: { kind: "text", value: "text", count: "integer" },
    rows: () => [],
  };
  await sink.insert(
    counterTable,
    [...counters].map(([key, number]) => [key.split("/")[0]!, key.slice(key.indexOf("/") + 1), number]),
  );
  for (const { sql } of indexes) await sink.run(sql);
  await sink.finish();
}

function countItem(counters: Map<string, number>, item: SyntheticItem): void {
  const keys = ["total/names", "shelf/listed", `kind/${item.kind}`];
  if (item.isAuthority) keys.push("total/authorities");
  if (item.issuer !== "") keys.push(`issuer/${item.issuer}`);
  if (item.keyAlgorithm !== "") keys.push(`keyAlgorithm/${item.keyAlgorithm}`);
  for (const key of keys) counters.set(key, (counters.get(key) ?? 0) + 1);
}

async function sqliteSink(location: DatabaseLocation): Promise<Sink> {
  const client = openSqlite(sqlitePath(location));
  await applyPragmas(client);
  await client.execute("PRAGMA synchronous = OFF");
  await client.execute("PRAGMA foreign_keys = OFF");
  await client.execute("PRAGMA cache_size = -1000000");
  const fullText = ["SearchText", "SearchHex", "SearchGrams"];
  for (const name of fullText)
    await client.execute(`INSERT INTO "${name}"("${name}", "rank") VALUES ('hashsize', 50000000)`);
  const plain = (value: Value) =>
    value instanceof Date ? value.getTime() : typeof value === "boolean" ? Number(value) : value;
  return {
    run: async (sql) => void (await client.execute(sql)),
    async insert(table, rows) {
      const names = Object.keys(table.columns);
      const cells = Object.values(table.columns).map((type, index) =>
        type === "bytes"
          ? `CAST(json_extract("value", '$[${index}]') AS BLOB)`
          : `json_extract("value", '$[${index}]')`,
      );
      const sql = `INSERT INTO "${table.name}" (${names.map((name) => `"${name}"`).join(", ")}) SELECT ${cells.join(", ")} FROM json_each(?)`;
      await client.execute({ sql, args: [JSON.stringify(rows.map((row) => row.map(plain)))] });
    },
    async indexes() {
      const found = await client.execute(
        `SELECT "name", "sql" FROM sqlite_master WHERE "type" = 'index' AND "sql" IS NOT NULL AND "sql" NOT LIKE '%UNIQUE%'`,
      );
      return found.rows.map((row) => ({ name: String(row[0]), sql: String(row[1]) }));
    },
    async finish() {
      for (const name of fullText) {
        await client.execute(`INSERT INTO "${name}"("${name}") VALUES ('optimize')`);
        await client.execute(`INSERT INTO "${name}"("${name}", "rank") VALUES ('hashsize', 1048576)`);
      }
      await client.execute("PRAGMA wal_checkpoint(TRUNCATE)");
      client.close();
    },
  };
}

async function postgresSink(connectionString: string): Promise<Sink> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query("SET session_replication_role = replica; SET synchronous_commit = off");
  const types = { text: "text", integer: "int", boolean: "boolean", timestamp: "timestamp", bytes: "text" } as const;
  return {
    run: async (sql) => void (await client.query(sql)),
    async insert(table, rows) {
      const columns = Object.entries(table.columns);
      const arrays = columns.map(([, type], index) =>
        rows.map((row) =>
          type === "timestamp" && row[index] instanceof Date ? row[index].toISOString().replace("Z", "") : row[index],
        ),
      );
      const cells = columns.map(([, type], index) =>
        type === "bytes" ? `convert_to(c${index}, 'UTF8')` : `c${index}`,
      );
      const sql = `INSERT INTO "${table.name}" (${columns.map(([name]) => `"${name}"`).join(", ")}) SELECT ${cells.join(", ")}
        FROM unnest(${columns.map(([, type], index) => `$${index + 1}::${types[type]}[]`).join(", ")}) AS t(${columns.map((_, index) => `c${index}`).join(", ")})`;
      await client.query(sql, arrays);
    },
    async indexes() {
      const found = await client.query<{ name: string; sql: string }>(
        `SELECT indexname AS name, indexdef AS sql FROM pg_indexes WHERE schemaname = 'public' AND indexdef NOT LIKE '%UNIQUE%'`,
      );
      return found.rows;
    },
    async finish() {
      for (const table of ["Item", "File", "Certificate", "CertificateDer", "Request", "OtherContent"]) {
        await client
          .query(
            `SELECT setval(pg_get_serial_sequence('"${table}"', 'id'), (SELECT COALESCE(MAX(id), 1) FROM "${table}"))`,
          )
          .catch(() => {});
      }
      await client.query("VACUUM ANALYZE");
      await client.end();
    },
  };
}

// ---- cached databases

/** A SQLite database of so many items, made once. */
export async function sqliteOf(count: number): Promise<DatabaseLocation> {
  const dataDir = join(cache, `sqlite-${count}`);
  const location = { databaseUrl: null, dataDir };
  if (isCurrent(dataDir)) return location;
  rmSync(dataDir, { recursive: true, force: true });
  mkdirSync(dataDir, { recursive: true });
  await timed(`SQLite, ${count} items`, () => loadSynthetic(location, count));
  writeFileSync(join(dataDir, "generation"), stampText());
  return location;
}

/** One server with a database for each count. */
export async function postgresOf(
  counts: readonly number[],
): Promise<{ server: TestPostgres; locations: DatabaseLocation[] }> {
  const directory = "/var/tmp/chainsmith-bench-postgres"; // the server's user must be able to enter it
  const server = await startPostgres({ directory, isDurable: true });
  const locations: DatabaseLocation[] = [];
  for (const count of counts) {
    const name = `bench_${count}_${stampText().replace("-", "_")}`;
    const url = new URL(server.url);
    url.pathname = `/${name}`;
    const location = { databaseUrl: url.toString(), dataDir: cache };
    const admin = new pg.Client({ connectionString: server.url });
    await admin.connect();
    const comment = await admin.query<{ note: string | null }>(
      "SELECT shobj_description(oid, 'pg_database') AS note FROM pg_database WHERE datname = $1",
      [name],
    );
    if (comment.rows[0]?.note !== "loaded") {
      await admin.query(`DROP DATABASE IF EXISTS "${name}"`);
      await admin.query(`CREATE DATABASE "${name}" ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0`);
      await timed(`PostgreSQL, ${count} items`, () => loadSynthetic(location, count));
      await admin.query(`COMMENT ON DATABASE "${name}" IS 'loaded'`);
    }
    await admin.end();
    locations.push(location);
  }
  return { server, locations };
}

/** Changes with the rows and with the schema that they are loaded into. */
function stampText(): string {
  const folder = join(import.meta.dirname, "../prisma/migrations/sqlite");
  const migrations = Buffer.concat(
    readdirSync(folder)
      .filter((name) => /^\d/.test(name))
      .sort()
      .map((name) => readFileSync(join(folder, name, "migration.sql"))),
  );
  const rows = JSON.stringify(Array.from({ length: 70 }, (_, index) => syntheticItem(index + 1, 70)));
  return `${hash(Buffer.concat([migrations, Buffer.from(rows)]))}-${generation}`;
}

function isCurrent(dataDir: string): boolean {
  const file = join(dataDir, "generation");
  return existsSync(file) && readFileSync(file, "utf8") === stampText();
}

async function timed(what: string, work: () => Promise<void>): Promise<void> {
  const began = performance.now();
  await work();
  process.stderr.write(`${what}: loaded in ${((performance.now() - began) / 1000).toFixed(1)} s\n`);
}

function hash(bytes: Buffer): string {
  let value = 0x811c9dc5;
  for (const octet of bytes) value = Math.imul(value ^ octet, 0x01000193) >>> 0;
  return value.toString(16).padStart(8, "0");
}
