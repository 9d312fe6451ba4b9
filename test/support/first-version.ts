import "server-only";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Database } from "../../lib/server/database/db.ts";
import { join as list, raw, sql, type Sql } from "../../lib/server/database/sql.ts";
import { dateOrNull } from "../../lib/server/inventory/item-rows.ts";

/**
 * A cell of testdata/database/first-version.json: rows that the console of the first migration wrote, parents before
 * children. What the two databases keep each in its own way is wrapped.
 */
type Cell =
  | string
  | number
  | boolean
  | null
  | { readonly date: string }
  | { readonly base64: string }
  | { readonly json: unknown };
export type Row = Readonly<Record<string, Cell>>;

export const firstVersion = Object.entries(
  JSON.parse(readFileSync(join(import.meta.dirname, "../../testdata/database/first-version.json"), "utf8")) as Readonly<
    Record<string, readonly Row[]>
  >,
);

/** Writes the rows of the first version into an empty database that has its tables. */
export async function insertFirstVersion({ direct }: Database): Promise<void> {
  for (const [table, rows] of firstVersion) for (const row of rows) await insertRow(direct, table, row);
}

async function insertRow(tx: Sql, table: string, row: Row): Promise<void> {
  const names = Object.keys(row).map((name) => raw(`"${name}"`));
  const cells = Object.values(row).map(boundOf);
  await tx.$executeRaw(sql`INSERT INTO ${raw(`"${table}"`)} (${list(names)}) VALUES (${list(cells)})`);
}

function boundOf(cell: Cell): unknown {
  if (cell === null || typeof cell !== "object") return cell;
  if ("date" in cell) return new Date(cell.date);
  return "base64" in cell ? Buffer.from(cell.base64, "base64") : JSON.stringify(cell.json);
}

/**
 * The rows of the first version as the database has them now, in the same form: of each table the columns that it still
 * has. A table that is gone is left out.
 */
export async function readFirstVersion({ direct }: Database): Promise<[string, Row[]][]> {
  const found: [string, Row[]][] = [];
  for (const [table, rows] of firstVersion) {
    const shape = rows[0] ?? {};
    const now = await direct
      .$queryRaw<Record<string, unknown>[]>(sql`SELECT * FROM ${raw(`"${table}"`)}`)
      .catch(() => null);
    if (now === null) continue;
    const read = now.map((row) =>
      Object.fromEntries(
        Object.keys(shape)
          .filter((name) => name in row)
          .map((name) => [name, cellOf(row[name], rows.find((each) => each[name] !== null)?.[name] ?? null)]),
      ),
    );
    found.push([table, read]);
  }
  return found;
}

/** `like`: what the first version has in this column. */
function cellOf(value: unknown, like: Cell): Cell {
  if (value === null || value === undefined) return null;
  if (typeof like === "boolean") return Boolean(Number(value));
  if (typeof like === "number") return Number(value);
  if (like === null || typeof like !== "object") return value as Cell;
  if ("date" in like) return { date: (dateOrNull(value as Date | number | string) ?? new Date(0)).toISOString() };
  if ("base64" in like) return { base64: Buffer.from(value as Uint8Array).toString("base64") };
  return { json: JSON.parse(String(value)) as unknown };
}

/** In one order, whatever order a database gives its rows in. */
export function sortedRows(tables: readonly (readonly [string, readonly Row[]])[]): [string, string[]][] {
  return tables.map(([table, rows]) => [
    table,
    rows.map((row) => JSON.stringify(Object.entries(row).sort(([one], [other]) => (one < other ? -1 : 1)))).sort(),
  ]);
}
