import "server-only";
import type Sqlite from "libsql";
import type { InArgs, InStatement, InValue, ResultSet, Row, Value } from "@libsql/client";

/** Statements that are kept compiled; those with lists of every length come and go. */
const keptStatements = 200;
/** Some pragmas do their work while they are compiled, so only these are kept. */
const isKept = /^\s*(SELECT|INSERT|UPDATE|DELETE|WITH|BEGIN|COMMIT|ROLLBACK)\b/i;

/**
 * A statement holds what was last bound to it; that of many rows at once would be megabytes, and its text is hardly met
 * again.
 */
const mostKeptArguments = 100;

interface Compiled {
  readonly statement: ReturnType<InstanceType<typeof Sqlite>["prepare"]>;
  columns: string[];
  columnTypes: string[];
}

/**
 * Compiled statements of one connection, the least used ones dropped. The stock client compiles each statement anew,
 * asks twice for its columns and defines every cell of every row as two properties: three quarters of what a small read
 * costs. SQLite compiles a kept statement again by itself when the schema has changed.
 */
export class SqliteStatements {
  readonly #kept = new Map<string, Compiled>();
  readonly #connection: InstanceType<typeof Sqlite>;

  constructor(connection: InstanceType<typeof Sqlite>) {
    this.#connection = connection;
  }

  /** @throws SqliteError with SQLite's `code`, `rawCode` and words, as the adapter of Prisma reads them */
  run(statement: InStatement): ResultSet {
    const { sql, args } =
      typeof statement === "string"
        ? { sql: statement, args: [] }
        : { sql: statement.sql, args: valuesOf(statement.args) };
    const compiled = this.#compiled(sql, args.length);
    if (!compiled.statement.reader) {
      const { changes, lastInsertRowid } = compiled.statement.run(args);
      return resultOf([], [], [], changes, BigInt(lastInsertRowid));
    }
    const rows = compiled.statement.all(args) as unknown[][];
    if (rows[0] !== undefined && rows[0].length !== compiled.columns.length) readColumns(compiled);
    for (const row of rows) for (let index = 0; index < row.length; index += 1) row[index] = cellOf(row[index]);
    return resultOf(compiled.columns, compiled.columnTypes, rows as unknown as Row[], 0, undefined);
  }

  forget(): void {
    this.#kept.clear();
  }

  #compiled(sql: string, args: number): Compiled {
    const known = this.#kept.get(sql);
    if (known !== undefined) {
      this.#kept.delete(sql);
      this.#kept.set(sql, known);
      return known;
    }
    const statement = this.#connection.prepare(sql);
    const compiled: Compiled = { statement, columns: [], columnTypes: [] };
    if (statement.reader) {
      // Whole numbers come as bigint: a number would lose digits above 2^53 without a word.
      statement.raw(true).safeIntegers(true);
      readColumns(compiled);
    }
    if (args <= mostKeptArguments && isKept.test(sql)) this.#keep(sql, compiled);
    return compiled;
  }

  #keep(sql: string, compiled: Compiled): void {
    this.#kept.set(sql, compiled);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= keptStatements) break;
      this.#kept.delete(oldest);
    }
  }
}

function readColumns(compiled: Compiled): void {
  const columns = compiled.statement.columns();
  compiled.columns = columns.map(({ name }) => name);
  compiled.columnTypes = columns.map(({ type }) => type ?? "");
}

function valuesOf(args: InArgs | undefined): unknown[] {
  if (args !== undefined && !Array.isArray(args)) throw new TypeError("arguments are given by place");
  return (args ?? []).map(boundOf);
}

/** Converts a value to one that libsql can bind. */
function boundOf(value: InValue): unknown {
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value instanceof Date) return value.getTime();
  if (value instanceof ArrayBuffer) return Buffer.from(value);
  if (value instanceof Uint8Array && !Buffer.isBuffer(value))
    return Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (typeof value === "number" && !Number.isFinite(value)) throw new RangeError("only finite numbers can be stored");
  return value;
}

/** Converts a value to one that Prisma's adapter understands: numbers, texts, bytes as an ArrayBuffer of their own. */
function cellOf(value: unknown): Value {
  if (typeof value === "bigint") {
    if (value > Number.MAX_SAFE_INTEGER || value < Number.MIN_SAFE_INTEGER)
      throw new RangeError("a whole number of the database is too large");
    return Number(value);
  }
  if (Buffer.isBuffer(value)) return octetsOf(value);
  return value as Value;
}

function octetsOf({ buffer, byteOffset, byteLength }: Buffer): ArrayBuffer {
  const isAll = byteOffset === 0 && byteLength === buffer.byteLength;
  return (isAll ? buffer : buffer.slice(byteOffset, byteOffset + byteLength)) as ArrayBuffer;
}

function resultOf(
  columns: string[],
  columnTypes: string[],
  rows: Row[],
  rowsAffected: number,
  lastInsertRowid: bigint | undefined,
): ResultSet {
  return {
    columns,
    columnTypes,
    rows,
    rowsAffected,
    lastInsertRowid,
    toJSON: () => ({ columns, columnTypes, rows, rowsAffected }),
  };
}
