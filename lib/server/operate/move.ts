import "server-only";
import { createHash } from "node:crypto";
import { modelNames, openDatabase, type Database, type DatabaseLocation } from "../database/db.ts";
import { isUpToDate } from "../database/migrate.ts";
import { join, raw, sql, type Sql, type SqlFragment } from "../database/sql.ts";
import { Failure } from "../error-codes.ts";
import { dateOrNull } from "../inventory/item-rows.ts";

/** Rows that are read at a time. */
const rowsAtOnce = 1000;
/** Values of one statement at the most: SQLite takes 32,766. */
const valuesAtOnce = 16_000;

export interface Moved {
  readonly rows: number;
  /** Over every cell of every row, hex: that of the source and of the target, which are equal. */
  readonly digest: string;
}

interface Column {
  readonly name: string;
  readonly kind: "date" | "boolean" | "bytes" | "json" | "other";
}

interface Table {
  readonly name: string;
  /** In the order of their names. */
  readonly columns: readonly Column[];
}

/** What a migration puts into an empty database. */
const madeByMigrations: ReadonlySet<string> = new Set(["AuditTree"]);
/** Of the processes that work with the source. */
const notMoved: ReadonlySet<string> = new Set(["ProcessLease"]);

/**
 * Copies every row of one database into another, empty one, in one transaction of it, and reads all of it back: the target
 * has every cell, or it has nothing. The source is read, and never changed.
 * @throws Failure `move.not-empty`, `move.differs`, `move.not-migrated`
 */
export async function moveInventory(from: DatabaseLocation, to: DatabaseLocation): Promise<Moved> {
  const source = await openDatabase(from);
  const target = await openDatabase(to);
  try {
    for (const each of [source, target]) if (!(await isUpToDate(each))) throw new Failure("move.not-migrated", {});
    return await source.direct.transaction(async (reading) => {
      if (source.provider === "postgresql")
        await reading.$executeRaw(sql`SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY`);
      return target.direct.transaction((writing) => copyAll(reading, source, writing, target));
    });
  } finally {
    await target.close();
    await source.close();
  }
}

const quoted = (name: string): SqlFragment => raw(`"${name}"`);

async function copyAll(reading: Sql, source: Database, writing: Sql, target: Database): Promise<Moved> {
  const columns = { of: await columnsOf(reading, source), to: await columnsOf(writing, target) };
  const tables = (await ordered(writing, target)).filter((name) => !notMoved.has(name));
  for (const name of tables) {
    if (madeByMigrations.has(name)) continue;
    const [found] = await writing.$queryRaw<object[]>(sql`SELECT 1 AS "found" FROM ${quoted(name)} LIMIT 1`);
    if (found !== undefined) throw new Failure("move.not-empty", { table: name });
  }
  const whole = createHash("sha256");
  let rows = 0;
  for (const name of tables) {
    if (madeByMigrations.has(name)) await writing.$executeRaw(sql`DELETE FROM ${quoted(name)}`);
    const read: Table = { name, columns: columns.of.get(name)! };
    const written: Table = { name, columns: columns.to.get(name)! };
    const [sent, came] = [new RowDigest(), new RowDigest()];
    for await (const page of pagesOf(reading, source, read)) {
      rows += page.length;
      page.forEach((row) => sent.add(row));
      await insert(writing, target, written, page);
    }
    for await (const page of pagesOf(writing, target, written)) page.forEach((row) => came.add(row));
    if (came.text() !== sent.text()) throw new Failure("move.differs", { table: name });
    whole.update(`${name} ${sent.text()}\n`);
  }
  if (target.provider === "postgresql") await continueNumbers(writing, tables);
  return { rows, digest: whole.digest("hex") };
}

/** Over rows in any order: the number of rows, and the sum of their SHA-256. Databases sort differently. */
class RowDigest {
  #count = 0;
  #sum = 0n;

  add(row: Row): void {
    this.#count += 1;
    const text = JSON.stringify(row.map((cell) => (cell instanceof Uint8Array ? hexOf(cell) : cell)));
    this.#sum = BigInt.asUintN(256, this.#sum + BigInt(`0x${createHash("sha256").update(text).digest("hex")}`));
  }

  text(): string {
    return `${this.#count} ${this.#sum.toString(16)}`;
  }
}

const hexOf = (bytes: Uint8Array): string => `x${Buffer.from(bytes).toString("hex")}`;

async function columnsOf(tx: Sql, { provider }: Database): Promise<ReadonlyMap<string, readonly Column[]>> {
  const rows = await tx.$queryRaw<{ table: string; name: string; type: string }[]>(
    provider === "sqlite"
      ? sql`SELECT m."name" AS "table", c."name" AS "name", c."type" AS "type" FROM sqlite_master m JOIN pragma_table_info(m."name") c
          WHERE m."type" = 'table'`
      : sql`SELECT table_name::text AS "table", column_name::text AS "name", data_type::text AS "type"
          FROM information_schema.columns WHERE table_schema = current_schema()`,
  );
  return new Map(
    modelNames.map((table) => [
      table,
      rows
        .filter((row) => row.table === table)
        .map(({ name, type }) => ({ name, kind: kindOf(type) }))
        .sort((one, other) => (one.name < other.name ? -1 : 1)),
    ]),
  );
}

function kindOf(type: string): Column["kind"] {
  const word = type.toLowerCase();
  if (word === "datetime" || word.startsWith("timestamp")) return "date";
  if (word === "boolean" || word === "json") return word;
  if (word === "jsonb") return "json";
  return word === "blob" || word === "bytea" ? "bytes" : "other";
}

/** The tables, each after those that it refers to. */
async function ordered(tx: Sql, { provider }: Database): Promise<readonly string[]> {
  const references = await tx.$queryRaw<{ table: string; refersTo: string }[]>(
    provider === "sqlite"
      ? sql`SELECT m."name" AS "table", f."table" AS "refersTo" FROM sqlite_master m JOIN pragma_foreign_key_list(m."name") f
          WHERE m."type" = 'table'`
      : sql`SELECT c.relname::text AS "table", r.relname::text AS "refersTo" FROM pg_constraint k JOIN pg_class c ON c.oid = k.conrelid
          JOIN pg_class r ON r.oid = k.confrelid WHERE k.contype = 'f' AND c.relnamespace = current_schema()::regnamespace`,
  );
  const order: string[] = [];
  while (order.length < modelNames.length) {
    const ready = modelNames.filter(
      (name) =>
        !order.includes(name) &&
        references.every(({ table, refersTo }) => table !== name || refersTo === name || order.includes(refersTo)),
    );
    if (ready.length === 0) throw new Error("tables refer to each other in a circle");
    order.push(...ready);
  }
  return order;
}

type Cell = string | number | boolean | Uint8Array | null;
type Row = readonly Cell[];

/** The rows of a table, each as its cells in the order of its columns. */
async function* pagesOf(tx: Sql, { provider }: Database, { name, columns }: Table): AsyncGenerator<readonly Row[]> {
  const cells = (rows: readonly Readonly<Record<string, unknown>>[]) =>
    rows.map((row) => columns.map((column) => cellOf(row[column.name], column)));
  const list = join(columns.map((column) => quoted(column.name)));
  if (provider === "sqlite") {
    for (let after = -1; ;) {
      const rows = await tx.$queryRaw<Record<string, unknown>[]>(
        sql`SELECT rowid AS "row number", ${list} FROM ${quoted(name)} WHERE rowid > ${after} ORDER BY rowid LIMIT ${rowsAtOnce}`,
      );
      if (rows.length === 0) return;
      yield cells(rows);
      after = Number(rows.at(-1)!["row number"]);
    }
  }
  await tx.$executeRaw(sql`DECLARE moved NO SCROLL CURSOR FOR SELECT ${list} FROM ${quoted(name)} ORDER BY ctid`);
  for (;;) {
    const rows = await tx.$queryRaw<Record<string, unknown>[]>(sql`FETCH ${raw(String(rowsAtOnce))} FROM moved`);
    if (rows.length === 0) break;
    yield cells(rows);
  }
  await tx.$executeRaw(sql`CLOSE moved`);
}

/** A cell as both databases have it: instants in ms, JSON as its text. */
function cellOf(value: unknown, { kind }: Column): Cell {
  if (value === null || value === undefined) return null;
  if (kind === "date") return (dateOrNull(value as Date | number | string) as Date).getTime();
  if (kind === "boolean") return Boolean(value);
  if (kind === "bytes") return value instanceof Uint8Array ? value : new Uint8Array(value as ArrayBuffer);
  if (kind === "json") return typeof value === "string" ? value : JSON.stringify(value);
  return typeof value === "bigint" ? Number(value) : (value as string | number);
}

async function insert(tx: Sql, { provider }: Database, { name, columns }: Table, rows: readonly Row[]): Promise<void> {
  const step = Math.max(1, Math.floor(valuesAtOnce / columns.length));
  const valueOf = (cell: Cell, { kind }: Column): unknown => {
    if (cell === null) return null;
    if (kind === "date") return new Date(cell as number);
    return cell instanceof Uint8Array ? Buffer.from(cell) : cell;
  };
  // A row may refer to one of its own table that comes later: references are looked at when all are there.
  if (provider === "sqlite") await tx.$executeRaw(sql`PRAGMA defer_foreign_keys = ON`);
  for (let from = 0; from < rows.length; from += step) {
    const values = rows
      .slice(from, from + step)
      .map((row) => sql`(${join(row.map((cell, index) => valueOf(cell, columns[index]!)))})`);
    await tx.$executeRaw(
      sql`INSERT INTO ${quoted(name)} (${join(columns.map((column) => quoted(column.name)))}) VALUES ${join(values)}`,
    );
  }
}

/** The next row of a table that numbers its rows has the number behind the greatest. */
async function continueNumbers(tx: Sql, tables: readonly string[]): Promise<void> {
  for (const name of tables) {
    const [column] = await tx.$queryRaw<{ name: string; sequence: string }[]>(
      sql`SELECT column_name::text AS "name", pg_get_serial_sequence(${`"${name}"`}, column_name::text) AS "sequence" FROM information_schema.columns
        WHERE table_schema = current_schema() AND table_name = ${name} AND pg_get_serial_sequence(${`"${name}"`}, column_name::text) IS NOT NULL LIMIT 1`,
    );
    if (column !== undefined)
      await tx.$queryRaw(
        sql`SELECT setval(${column.sequence}, COALESCE((SELECT MAX(${quoted(column.name)}) FROM ${quoted(name)}), 0) + 1, false)::text AS "next"`,
      );
  }
}
