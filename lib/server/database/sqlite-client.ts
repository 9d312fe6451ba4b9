import "server-only";
import Sqlite from "libsql";
import type { Client, InStatement, ResultSet, Transaction } from "@libsql/client";
import { SqliteStatements } from "./sqlite-statements.ts";

/** How long a writer waits for the lock of another process (`npm run token` beside a serving console), in ms. */
const busyTimeout = 10_000;

/**
 * A libsql client that keeps to one connection and keeps its statements compiled. The stock client gives its connection
 * away to each transaction and opens a new one, which would lose the pragmas below and leave the old one to the garbage
 * collector. With one connection for all that write the adapter's own mutex serialises the writers of this process;
 * BEGIN IMMEDIATE makes those of other processes wait at the start, where waiting is safe, and not at the first write,
 * where SQLite can only fail.
 *
 * Rows are arrays: cells by place, not by name.
 */
export function openSqlite(path: string): Client {
  const connection = new Sqlite(path, { timeout: busyTimeout });
  const statements = new SqliteStatements(connection);
  let isClosed = false;
  // A promise, though SQLite answers at once: an error is then a rejection wherever it comes from.
  const execute = async (statement: InStatement): Promise<ResultSet> => statements.run(statement);
  const executeMultiple = async (sql: string): Promise<void> => {
    statements.forget(); // a script may change the schema
    connection.exec(sql);
  };
  const isNeverAsked = (): never => {
    throw new Error("only the calls of Prisma's adapter are answered");
  };
  return {
    execute: execute as Client["execute"],
    executeMultiple,
    transaction: async () => {
      await execute("BEGIN IMMEDIATE");
      return transactionOf(execute, executeMultiple);
    },
    close: () => {
      isClosed = true;
      statements.forget();
      connection.close();
    },
    get closed() {
      return isClosed;
    },
    protocol: "file",
    batch: isNeverAsked,
    migrate: isNeverAsked,
    sync: isNeverAsked,
    reconnect: isNeverAsked,
  };
}

function transactionOf(
  execute: (statement: InStatement) => Promise<ResultSet>,
  executeMultiple: (sql: string) => Promise<void>,
): Transaction {
  let isOpen = true;
  const end = async (sql: "COMMIT" | "ROLLBACK"): Promise<void> => {
    await execute(sql);
    isOpen = false;
  };
  return {
    execute,
    batch: async (list) => {
      const results: ResultSet[] = [];
      for (const statement of list) results.push(await execute(statement));
      return results;
    },
    executeMultiple,
    commit: () => end("COMMIT"),
    rollback: () => end("ROLLBACK"),
    close: () => {
      if (isOpen) void end("ROLLBACK").catch(() => {});
    },
    get closed() {
      return !isOpen;
    },
  };
}

/** The settings that a certificate store stands on; each is read back, because a refused pragma says nothing. */
export async function applyPragmas(client: Client): Promise<void> {
  await client.execute("PRAGMA journal_mode = WAL");
  await client.execute("PRAGMA synchronous = FULL");
  await client.execute("PRAGMA foreign_keys = ON");
  // What is deleted is overwritten with zeros: a key that was removed is not to be found in the file.
  await client.execute("PRAGMA secure_delete = ON");
  // 16 MB: with 8 a search of a million files takes twice as long, and all of it is held when a batch has written that
  // much.
  await client.execute("PRAGMA cache_size = -16384");
  await client.execute("PRAGMA temp_store = MEMORY");
  // 16 MB: a transaction of a batch writes up to 8, and a checkpoint after each would write the same pages twice.
  await client.execute("PRAGMA wal_autocheckpoint = 4000");
  const wanted = { journal_mode: "wal", synchronous: "2", foreign_keys: "1", secure_delete: "1" };
  for (const [pragma, value] of Object.entries(wanted)) {
    const found = String((await client.execute(`PRAGMA ${pragma}`)).rows[0]?.[0]);
    if (found !== value) throw new Error(`SQLite kept ${pragma} at ${found}, wanted ${value}`);
  }
}

/** The settings of a connection that only asks: it refuses to write. */
export async function applyReadingPragmas(client: Client): Promise<void> {
  await client.execute("PRAGMA query_only = ON");
  await client.execute("PRAGMA cache_size = -2048");
  await client.execute("PRAGMA temp_store = MEMORY");
}
