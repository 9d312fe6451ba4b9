import "server-only";
import { randomUUID } from "node:crypto";
import { closeSync, mkdirSync, openSync } from "node:fs";
import { join } from "node:path";
import { PrismaPg } from "@prisma/adapter-pg";
import type { SqlDriverAdapter, SqlDriverAdapterFactory } from "@prisma/driver-adapter-utils";
import { PrismaClient as PostgresClient } from "../../../prisma/generated/postgresql/client.ts";
import { PrismaClient as SqliteClient, Prisma } from "../../../prisma/generated/sqlite/client.ts";
import { directSql, type DirectSql, type Provider, sql } from "./sql.ts";
import { EventProofs } from "../audit/proofs.ts";
import { log } from "../log.ts";
import { readingBeside, sqliteAdapter } from "./sqlite-adapter.ts";
import { applyPragmas, applyReadingPragmas, openSqlite } from "./sqlite-client.ts";

/** The types of the models' rows and of what is selected of them. */
export type { File, Prisma } from "../../../prisma/generated/sqlite/client.ts";
/** Both generated clients have the same models, so one type serves (ADR on the two databases). */
export type DatabaseClient = SqliteClient;
/** Every table that the schema names, as the schema spells it. */
export const modelNames: readonly string[] = Object.values(Prisma.ModelName);
/** A client inside of a transaction. */
export type TransactionClient = Prisma.TransactionClient;

export interface Database {
  readonly provider: Provider;
  /** Proves the events that are written through it, once it has the key. */
  readonly events: EventProofs;
  readonly client: DatabaseClient;
  /** Over the same connections, for the paths that are hot. */
  readonly direct: DirectSql;
  /**
   * After a secret was deleted: on SQLite the write-ahead log, which still holds the pages as they were, is moved into
   * the file and cut to nothing. On PostgreSQL the old row stays in its files until the server reuses the space.
   */
  purgeLog(): Promise<void>;
  /**
   * A text that is another one as soon as any process has committed a change: what was read after it was asked holds
   * until it changes. A change of no interest changes it too.
   */
  stamp(): Promise<string>;
  close(): Promise<void>;
}

export interface DatabaseLocation {
  /** `postgresql://…`; null: SQLite in `dataDir`. */
  readonly databaseUrl: string | null;
  readonly dataDir: string;
}

/** Waiting in line is not a failure: two hundred concurrent signs on one SQLite file take turns. */
const transactionOptions = { maxWait: 60_000, timeout: 60_000 };

/** The other formats quote the arguments of the call that failed: session tokens, sealed keys. */
const errorFormat = "minimal";

export function sqlitePath(location: DatabaseLocation): string {
  return join(location.dataDir, "chainsmith.db");
}

/** Opens the database; `migrate` (migrate.ts) comes before, at start. */
export async function openDatabase(location: DatabaseLocation): Promise<Database> {
  return location.databaseUrl === null ? openSqliteDatabase(location) : openPostgres(location.databaseUrl);
}

/** Creates the database file with mode 0600 in a folder of mode 0700: the inventory names internal hosts. */
export function createSqliteFile(location: DatabaseLocation): string {
  mkdirSync(location.dataDir, { recursive: true, mode: 0o700 });
  const path = sqlitePath(location);
  closeSync(openSync(path, "a", 0o600));
  return path;
}

async function openSqliteDatabase(location: DatabaseLocation): Promise<Database> {
  const path = createSqliteFile(location);
  const connection = openSqlite(path);
  await applyPragmas(connection);
  const reading = openSqlite(path);
  await applyReadingPragmas(reading);
  // One adapter for both ways: its mutex is what keeps the transactions of this process apart.
  const factory = connectedOnce(readingBeside(sqliteAdapter(connection), sqliteAdapter(reading)));
  const client = new SqliteClient({ adapter: factory, transactionOptions, errorFormat });
  return {
    provider: "sqlite",
    events: new EventProofs(),
    client,
    direct: directSql(factory.connect(), "sqlite"),
    purgeLog: () => truncateLog(client),
    // It counts the commits of all other connections, and this one makes none (SQLite's PRAGMA data_version).
    stamp: stampOf(async () => (await reading.execute("PRAGMA data_version")).rows[0]![0]),
    close: async () => {
      // libsql ends a connection when its statements are collected; the write-ahead log should not wait for that.
      await client.$executeRawUnsafe("PRAGMA wal_checkpoint(TRUNCATE)").catch(() => {});
      await client.$disconnect();
      for (const each of [reading, connection]) if (!each.closed) each.close();
    },
  };
}

/** How often a reader that is in the way is waited for, and how long, in ms. */
const purgeAttempts = { count: 20, ms: 50 } as const;

async function truncateLog(client: SqliteClient): Promise<void> {
  for (let attempt = 1; attempt <= purgeAttempts.count; attempt += 1) {
    const [row] = await client.$queryRawUnsafe<{ busy: number | bigint }[]>("PRAGMA wal_checkpoint(TRUNCATE)");
    if (row === undefined || Number(row.busy) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, purgeAttempts.ms));
  }
  log.warn({}, "the write-ahead log could not be cut: another process reads; it still holds what was deleted");
}

async function openPostgres(connectionString: string): Promise<Database> {
  // Ten connections a process, shared by both ways.
  const factory = connectedOnce(new PrismaPg({ connectionString, max: 10, application_name: "chainsmith" }));
  const client: unknown = new PostgresClient({ adapter: factory, transactionOptions, errorFormat });
  const direct = directSql(factory.connect(), "postgresql");
  return {
    provider: "postgresql",
    events: new EventProofs(),
    client: client as DatabaseClient,
    direct,
    purgeLog: async () => {},
    // Two equal snapshots see the same rows; one that only reads has no number of its own in it.
    stamp: stampOf(async () => (await direct.$queryRaw<{ now: string }[]>(snapshot))[0]!.now),
    close: async () => {
      await (client as DatabaseClient).$disconnect();
      // A client that was never asked has not connected, and lets the connections of `direct` be.
      await factory
        .connect()
        .then((adapter) => adapter.dispose())
        .catch(() => {});
    },
  };
}

const snapshot = sql`SELECT CAST(pg_current_snapshot() AS text) AS "now"`;

/** Of one opened database: another one, or the same opened again, counts anew. */
function stampOf(read: () => Promise<unknown>): () => Promise<string> {
  const opened = randomUUID();
  return async () => `${opened} ${String(await read())}`;
}

/** Returns a factory whose one adapter serves every caller. */
function connectedOnce(factory: SqlDriverAdapterFactory): SqlDriverAdapterFactory {
  let adapter: Promise<SqlDriverAdapter> | null = null;
  return {
    provider: factory.provider,
    adapterName: factory.adapterName,
    connect: () => (adapter ??= factory.connect()),
  };
}
