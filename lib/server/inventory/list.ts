import "server-only";
import type { ListPage, ListQuery } from "../../commands/ports/items.ts";
import { Failure } from "../error-codes.ts";
import { readCounter } from "./counters.ts";
import type { Database } from "../database/db.ts";
import { dateOrNull, itemRows, type ItemCells } from "./item-rows.ts";
import { readFilter, type Filter } from "./list-filter.ts";
import { findPage, usualBounds, type Bounds, type Keyset, type Position } from "./list-walk.ts";

const sortColumns = { name: "nameKey", ends: "notAfter", created: "createdAt", subject: "subjectKey" } as const;
type Sort = keyof typeof sortColumns;
/** Columns that are never null have one stretch in their index; the others two, and those without a value come last. */
const nullableColumns: ReadonlySet<string> = new Set(["notAfter", "subjectKey"]);

/** One page of the Files list. @throws Failure `cursor.malformed` */
export async function listItems(
  database: Database,
  query: ListQuery,
  now: Date,
  bounds: Bounds = usualBounds,
): Promise<ListPage> {
  const sort = query.sort ?? "name";
  const isDescending = query.direction === "descending";
  const limit = Math.min(Math.max(query.limit ?? 50, 1), 200);
  const cursor = query.cursor === undefined ? null : readCursor(query.cursor, sort, isDescending);
  const isBackward = cursor?.isBackward ?? false;
  const column = sortColumns[sort];
  const keyset: Keyset = {
    column,
    isNullable: nullableColumns.has(column),
    isDescending: isDescending !== isBackward,
    nullsFirst: isBackward,
  };
  const filter = readFilter(query, now, database.provider);
  const found = await findPage(database, {
    keyset,
    position: cursor?.position ?? null,
    limit: limit + 1,
    filter,
    bounds,
    isCapped: cursor?.isCapped ?? false,
  });
  const hasMore = found.rows.length > limit;
  const cells = hasMore ? found.rows.slice(0, limit) : [...found.rows];
  if (isBackward) cells.reverse();
  const order = { sort, isDescending, isCapped: found.isCapped };
  const edge = (cell: ItemCells | undefined, backward: boolean) =>
    cell === undefined ? null : writeCursor(positionOf(cell, column), order, backward);
  // A short page goes on where its walk gave up, not after its last row.
  const further = found.resume === null ? null : writeCursor(found.resume, order, isBackward);
  const ahead = further ?? (hasMore ? edge(isBackward ? cells[0] : cells.at(-1), isBackward) : null);
  const behind =
    cursor === null
      ? null
      : (edge(isBackward ? cells.at(-1) : cells[0], !isBackward) ?? writeCursor(cursor.position, order, !isBackward));
  return {
    rows: await itemRows(database, cells, now),
    next: isBackward ? behind : ahead,
    previous: isBackward ? ahead : behind,
    total: found.total ?? (await knownTotal(database, query, filter)),
    isCapped: found.isCapped,
  };
}

/** Counters know the whole list and lists of one plain filter. */
async function knownTotal(database: Database, query: ListQuery, filter: Filter): Promise<number | null> {
  if (filter.parts === 0) return readCounter(database, "total", "names");
  if (filter.parts > 1) return null;
  if (query.issuer !== undefined) return readCounter(database, "issuer", query.issuer);
  if (query.keyAlgorithm !== undefined) return readCounter(database, "keyAlgorithm", query.keyAlgorithm);
  if (query.kind === "authority") return readCounter(database, "total", "authorities");
  return null;
}

// ---- cursors

interface Cursor {
  readonly position: Position;
  readonly isBackward: boolean;
  readonly isCapped: boolean;
}

interface Order {
  readonly sort: Sort;
  readonly isDescending: boolean;
  readonly isCapped: boolean;
}

function positionOf(cell: ItemCells, column: Keyset["column"]): Position {
  const isText = column === "nameKey" || column === "subjectKey";
  return { id: Number(cell.id), value: isText ? cell[column] : dateOrNull(cell[column]) };
}

/** Opaque to the caller: the place after (or before) one row in one order. */
function writeCursor({ value, id }: Position, { sort, isDescending, isCapped }: Order, isBackward: boolean): string {
  const plain = value instanceof Date ? value.getTime() : value;
  const flags = (isDescending ? 1 : 0) + (isBackward ? 2 : 0) + (isCapped ? 4 : 0);
  return Buffer.from(JSON.stringify([sort, flags, plain, id])).toString("base64url");
}

function readCursor(text: string, sort: Sort, isDescending: boolean): Cursor {
  const malformed = () => new Failure("cursor.malformed", {});
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    throw malformed();
  }
  if (!Array.isArray(parts) || parts.length !== 4) throw malformed();
  const [ofSort, flags, plain, id] = parts as unknown[];
  if (ofSort !== sort || typeof flags !== "number" || ((flags & 1) === 1) !== isDescending || !Number.isSafeInteger(id))
    throw malformed();
  const isDate = sort === "ends" || sort === "created";
  const isFit =
    plain === null
      ? nullableColumns.has(sortColumns[sort])
      : isDate
        ? Number.isSafeInteger(plain)
        : typeof plain === "string";
  if (!isFit) throw malformed();
  const value = plain === null ? null : isDate ? new Date(plain as number) : (plain as string);
  return { position: { value, id: id as number }, isBackward: (flags & 2) !== 0, isCapped: (flags & 4) !== 0 };
}
