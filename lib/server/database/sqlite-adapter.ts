import "server-only";
import { PrismaLibSql } from "@prisma/adapter-libsql";
import type { SqlDriverAdapter, SqlDriverAdapterFactory, Transaction } from "@prisma/driver-adapter-utils";
import type { Client } from "@libsql/client";

/** The stock adapter over a connection that is already open and set up. */
export function sqliteAdapter(connection: Client): PrismaLibSql {
  class OneConnection extends PrismaLibSql {
    override createClient(): Client {
      return connection;
    }
  }
  return new OneConnection({ url: "file:given-by-createClient" }, { timestampFormat: "unixepoch-ms" });
}

/**
 * A question that stands alone; what writes and answers (INSERT … RETURNING) begins with another word, or has one after
 * WITH.
 */
const isQuestion = /^\s*(?:SELECT\b|WITH\b(?!.*\b(?:INSERT|UPDATE|DELETE|REPLACE)\b))/is;

/**
 * A question outside of the transaction that is open need not wait for its end, as on PostgreSQL: it goes over a
 * connection of its own and sees what was committed last (SQLite's write-ahead log). A transaction can therefore let
 * others in between two of its statements. While none is open everything goes over the one that writes: its pages are
 * in memory, and those of the other are read anew after each commit.
 */
export function readingBeside(
  writer: SqlDriverAdapterFactory,
  reader: SqlDriverAdapterFactory,
): SqlDriverAdapterFactory {
  return {
    provider: writer.provider,
    adapterName: writer.adapterName,
    async connect(): Promise<SqlDriverAdapter> {
      const [writes, reads] = await Promise.all([writer.connect(), reader.connect()]);
      /** Open, or waiting for the one that is. */
      let transactions = 0;
      const ended = () => void (transactions -= 1);
      return {
        provider: writes.provider,
        adapterName: writes.adapterName,
        queryRaw: (query) => (transactions > 0 && isQuestion.test(query.sql) ? reads : writes).queryRaw(query),
        executeRaw: (query) => writes.executeRaw(query),
        executeScript: (script) => writes.executeScript(script),
        async startTransaction(isolationLevel) {
          transactions += 1;
          try {
            return endingWith(await writes.startTransaction(isolationLevel), ended);
          } catch (error) {
            ended();
            throw error;
          }
        },
        dispose: async () => void (await Promise.all([reads.dispose(), writes.dispose()])),
      };
    },
  };
}

/** Tells of the end once: a commit that failed is rolled back after it. */
function endingWith(transaction: Transaction, ended: () => void): Transaction {
  let isOpen = true;
  for (const way of ["commit", "rollback"] as const) {
    const end = transaction[way].bind(transaction);
    transaction[way] = async () => {
      try {
        await end();
      } finally {
        if (isOpen) ended();
        isOpen = false;
      }
    };
  }
  return transaction;
}
