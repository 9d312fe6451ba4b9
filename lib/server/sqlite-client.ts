import "server-only";
import { createClient, type Client, type InStatement, type ResultSet, type Transaction } from "@libsql/client";

/** How long a writer waits for the lock of another process (`npm run token` beside a serving console), in ms. */
const busyTimeout = 10_000;

/**
 * A libsql client that keeps to one connection. The stock client gives its connection away to each transaction and opens a
 * new one, which would lose the pragmas below and leave the old one to the garbage collector. With one connection the
 * adapter's own mutex serialises the writers of this process; BEGIN IMMEDIATE makes those of other processes wait at the
 * start, where waiting is safe, and not at the first write, where SQLite can only fail.
 */
export function openSqlite(path: string): Client {
  // expandConfig reads the path as a URI: anything but a plain path character must be escaped.
  const connection = createClient({ url: `file:${path.split("/").map(encodeURIComponent).join("/")}`, timeout: busyTimeout });
  const run = (statement: InStatement): Promise<ResultSet> => connection.execute(statement);
  const client: Client = {
    execute: (statement: InStatement) => run(statement),
    batch: (statements, mode) => connection.batch(statements, mode),
    migrate: (statements) => connection.migrate(statements),
    executeMultiple: (sql) => connection.executeMultiple(sql),
    transaction: async () => {
      await run("BEGIN IMMEDIATE");
      return transactionOf(connection);
    },
    sync: () => connection.sync(),
    reconnect: () => {
      throw new Error("a reconnected connection would have other pragmas");
    },
    close: () => connection.close(),
    get closed() {
      return connection.closed;
    },
    get protocol() {
      return connection.protocol;
    },
  };
  return client;
}

function transactionOf(connection: Client): Transaction {
  let isOpen = true;
  const end = async (sql: "COMMIT" | "ROLLBACK"): Promise<void> => {
    await connection.execute(sql);
    isOpen = false;
  };
  return {
    execute: (statement: InStatement) => connection.execute(statement),
    batch: async (statements) => {
      const results: ResultSet[] = [];
      for (const statement of statements) results.push(await connection.execute(statement));
      return results;
    },
    executeMultiple: (sql) => connection.executeMultiple(sql),
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
  await client.execute("PRAGMA cache_size = -65536");
  await client.execute("PRAGMA temp_store = MEMORY");
  const wanted = { journal_mode: "wal", synchronous: "2", foreign_keys: "1" };
  for (const [pragma, value] of Object.entries(wanted)) {
    const found = String((await client.execute(`PRAGMA ${pragma}`)).rows[0]?.[0]);
    if (found !== value) throw new Error(`SQLite kept ${pragma} at ${found}, wanted ${value}`);
  }
}
