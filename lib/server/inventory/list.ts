import "server-only";
import type { ListPage, ListQuery, ListSort } from "../../commands/ports/items.ts";
import { Failure } from "../error-codes.ts";
import { readCounter } from "./counters.ts";
import type { Database } from "../database/db.ts";
import { dateOrNull, itemRows, type ItemCells } from "./item-rows.ts";
import { readFilter, type Filter } from "./list-filter.ts";
import {
  findPage,
  isTextColumn,
  rankOf,
  usualBounds,
  type Bounds,
  type KeyColumn,
  type Keyset,
  type Position,
} from "./list-walk.ts";
import { endsSoonLimit, stateOrder } from "./status.ts";

const sortColumns = {
  name: "nameKey",
  ends: "notAfter",
  created: "createdAt",
  subject: "subjectKey",
  kind: "purpose",
  issuer: "issuer",
  status: "status",
} as const satisfies Readonly<Record<ListSort, KeyColumn>>;
/** Columns that are never null have one stretch in their index; the others two, and those without a value come last. */
const nullableColumns: ReadonlySet<string> = new Set(["notAfter", "subjectKey", "status"]);

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
  const filter = readFilter(query, now, database.provider);
  const isListed = filter.listed !== null;
  const column: KeyColumn = isListed && sort === "name" ? "listKey" : sortColumns[sort];
  const keyset: Keyset = {
    column,
    soon: endsSoonLimit(now),
    isNullable: nullableColumns.has(column),
    isDescending: isDescending !== isBackward,
    nullsFirst: isBackward,
  };
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
    cell === undefined ? null : writeCursor(positionOf(cell, keyset), order, backward);
  // A short page goes on where its walk gave up, not after its last row.
  const further = found.resume === null ? null : writeCursor(found.resume, order, isBackward);
  const ahead = further ?? (hasMore ? edge(isBackward ? cells[0] : cells.at(-1), isBackward) : null);
  const behind =
    cursor === null
      ? null
      : (edge(isBackward ? cells.at(-1) : cells[0], !isBackward) ?? writeCursor(cursor.position, order, !isBackward));
  return {
    rows: await itemRows(database, cells, now, isListed),
    next: isBackward ? behind : ahead,
    previous: isBackward ? ahead : behind,
    total: found.total ?? (await knownTotal(database, query, filter)),
    isCapped: found.isCapped,
  };
}

/** Counters know the whole list and lists of one plain filter. */
async function knownTotal(database: Database, query: ListQuery, filter: Filter): Promise<number | null> {
  if (filter.listed !== null) return readCounter(database, "shelf", "listed");
  if (filter.parts === 0) return readCounter(database, "total", "names");
  if (filter.parts > 1) return null;
  if (query.show === "archived") return readCounter(database, "shelf", "archived");
  if (query.label !== undefined) return readCounter(database, "label", query.label);
  if (query.batch !== undefined) return readCounter(database, "batch", query.batch);
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
  readonly sort: ListSort;
  readonly isDescending: boolean;
  readonly isCapped: boolean;
}

function positionOf(cell: ItemCells, keyset: Keyset): Position {
  const { column } = keyset;
  const cellOf = column === "status" ? cell.notAfter : cell[column];
  const value = isTextColumn(column) ? (cellOf as string | null) : dateOrNull(cellOf);
  return { id: Number(cell.id), value, ...rankOf(keyset, cell.state, value) };
}

/** Opaque to the caller: the place after (or before) one row in one order. */
function writeCursor(
  { value, id, rank }: Position,
  { sort, isDescending, isCapped }: Order,
  isBackward: boolean,
): string {
  const plain = value instanceof Date ? value.getTime() : value;
  const flags = (isDescending ? 1 : 0) + (isBackward ? 2 : 0) + (isCapped ? 4 : 0);
  return Buffer.from(JSON.stringify([sort, flags, plain, id, ...(rank === undefined ? [] : [rank])])).toString(
    "base64url",
  );
}

function readCursor(text: string, sort: ListSort, isDescending: boolean): Cursor {
  const malformed = () => new Failure("cursor.malformed", {});
  let parts: unknown;
  try {
    parts = JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    throw malformed();
  }
  if (!Array.isArray(parts) || parts.length !== (sort === "status" ? 5 : 4)) throw malformed();
  const [ofSort, flags, plain, id, rank] = parts as unknown[];
  if (rank !== undefined && !(Number.isInteger(rank) && (rank as number) >= 0 && (rank as number) <= stateOrder.length))
    throw malformed();
  if (ofSort !== sort || typeof flags !== "number" || ((flags & 1) === 1) !== isDescending || !Number.isSafeInteger(id))
    throw malformed();
  const isDate = !isTextColumn(sortColumns[sort]);
  const isFit =
    plain === null
      ? nullableColumns.has(sortColumns[sort])
      : isDate
        ? Number.isSafeInteger(plain)
        : typeof plain === "string";
  if (!isFit) throw malformed();
  const value = plain === null ? null : isDate ? new Date(plain as number) : (plain as string);
  return {
    position: { value, id: id as number, ...(rank === undefined ? {} : { rank: rank as number }) },
    isBackward: (flags & 2) !== 0,
    isCapped: (flags & 4) !== 0,
  };
}
