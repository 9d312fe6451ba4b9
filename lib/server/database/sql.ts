import "server-only";
import type { SqlDriverAdapter, SqlQueryable } from "@prisma/driver-adapter-utils";
import { Prisma } from "../../../prisma/generated/sqlite/client.ts";

export type Provider = "sqlite" | "postgresql";

/**
 * Writes a statement, or a part of one, with its values as parameters: for both databases, each of which numbers them
 * its own way.
 */
export const { sql, join, raw, empty } = Prisma;
export type SqlFragment = Prisma.Sql;

/** Written SQL. A Prisma client is one; so is the driver adapter beneath it, at a third of the cost per statement. */
export interface Sql {
  $queryRaw<T>(query: SqlFragment): Promise<T>;
  $executeRaw(query: SqlFragment): Promise<number>;
}

/**
 * Statements that go to the database without Prisma's own compiler in between: those of a signature, and reads of one
 * row.
 */
export interface DirectSql extends Sql {
  transaction<T>(work: (tx: Sql) => Promise<T>): Promise<T>;
}

type ArgumentType = Parameters<SqlQueryable["queryRaw"]>[0]["argTypes"][number];

const scalar = (scalarType: ArgumentType["scalarType"]): ArgumentType => ({ scalarType, arity: "scalar" });
const types = {
  string: scalar("string"),
  int: scalar("int"),
  float: scalar("float"),
  boolean: scalar("boolean"),
  datetime: scalar("datetime"),
  bytes: scalar("bytes"),
};

export function directSql(adapter: Promise<SqlDriverAdapter>, provider: Provider): DirectSql {
  const over = async () => sqlOver(await adapter, provider);
  return {
    $queryRaw: async (query) => (await over()).$queryRaw(query),
    $executeRaw: async (query) => (await over()).$executeRaw(query),
    async transaction(work) {
      const transaction = await (await adapter).startTransaction();
      // The libsql adapter sends BEGIN and COMMIT by itself; for PostgreSQL the holder of the transaction does.
      const end = async (word: "COMMIT" | "ROLLBACK") => {
        if (!transaction.options.usePhantomQuery) await transaction.executeRaw({ sql: word, args: [], argTypes: [] });
      };
      try {
        const result = await work(sqlOver(transaction, provider));
        await end("COMMIT");
        await transaction.commit();
        return result;
      } catch (error) {
        await end("ROLLBACK").catch(() => {}); // a broken connection has rolled back already
        await transaction.rollback().catch(() => {});
        throw error;
      }
    },
  };
}

function sqlOver(queryable: SqlQueryable, provider: Provider): Sql {
  const prepared = (query: SqlFragment) => {
    const args = query.values.map((value) => value ?? null);
    return { sql: provider === "sqlite" ? query.sql : query.text, args, argTypes: args.map(typeOf) };
  };
  return {
    async $queryRaw<T>(query: SqlFragment) {
      const { columnNames, rows } = await queryable.queryRaw(prepared(query));
      return rows.map((row) => Object.fromEntries(columnNames.map((name, index) => [name, plain(row[index])]))) as T;
    },
    $executeRaw: (query) => queryable.executeRaw(prepared(query)),
  };
}

/** Returns bytes as Uint8Array; pg gives a Buffer. */
function plain(value: unknown): unknown {
  return Buffer.isBuffer(value) ? new Uint8Array(value.buffer, value.byteOffset, value.length) : value;
}

function typeOf(value: unknown): ArgumentType {
  // Most values are texts: to ask them first whether they are a Date costs more than the rest of the statement's way
  // here.
  if (typeof value === "string" || value === null) return types.string;
  if (typeof value === "number") return Number.isInteger(value) ? types.int : types.float;
  if (typeof value === "boolean") return types.boolean;
  return value instanceof Date ? types.datetime : value instanceof Uint8Array ? types.bytes : types.string;
}
