import "server-only";
import type { FileKind } from "../../commands/ports/files.ts";
import type { ItemRow, Purpose } from "../../commands/ports/items.ts";
import type { Database } from "../database/db.ts";
import { wordsOf } from "./counters.ts";
import { statusOf } from "./status.ts";
import { join, raw, sql } from "../database/sql.ts";

/** A row as the database gives it: dates and booleans are numbers or not, by database. */
export interface ItemCells {
  readonly id: number;
  readonly basename: string;
  readonly nameKey: string;
  readonly subjectKey: string | null;
  readonly state: string;
  readonly subject: string;
  readonly commonName: string;
  readonly nameCount: number;
  readonly issuer: string;
  readonly isSelfSigned: boolean | number;
  readonly isAuthority: boolean | number;
  readonly notBefore: Date | number | string | null;
  readonly notAfter: Date | number | string | null;
  readonly keyAlgorithm: string;
  readonly revokedAt: Date | number | string | null;
  readonly createdAt: Date | number | string;
  readonly purpose: string;
  readonly shelf: string;
  readonly listKey: string;
  readonly archivedAt: Date | number | string | null;
  readonly batchId: string | null;
  readonly labels: string;
  readonly note: string;
  readonly exampleAt: Date | number | string | null;
}

export const itemColumns = raw(
  [
    "id",
    "basename",
    "nameKey",
    "subjectKey",
    "state",
    "subject",
    "commonName",
    "nameCount",
    "issuer",
    "isSelfSigned",
    "isAuthority",
    "notBefore",
    "notAfter",
    "keyAlgorithm",
    "revokedAt",
    "createdAt",
    "purpose",
    "shelf",
    "listKey",
    "archivedAt",
    "batchId",
    "labels",
    "note",
    "exampleAt",
  ]
    .map((column) => `i."${column}"`)
    .join(", "),
);

/** `isFolded`: a row of a batch stands for all names of it. */
export async function itemRows(
  database: Database,
  cells: readonly ItemCells[],
  now: Date,
  isFolded = false,
): Promise<ItemRow[]> {
  if (cells.length === 0) return [];
  const ids = cells.map((cell) => Number(cell.id));
  const files = await database.direct.$queryRaw<{ itemId: number; fileName: string; kind: string }[]>(
    sql`SELECT "itemId", "fileName", "kind" FROM "File" WHERE "itemId" IN (${join(ids)}) ORDER BY "fileName"`,
  );
  const byItem = new Map<number, { fileName: string; kind: FileKind }[]>();
  for (const { itemId, fileName, kind } of files) {
    const list = byItem.get(Number(itemId)) ?? [];
    list.push({ fileName, kind: kind as FileKind });
    byItem.set(Number(itemId), list);
  }
  const batches = await batchesOf(database, cells);
  return cells.map((cell) => ({
    ...itemRow(cell, byItem.get(Number(cell.id)) ?? [], now),
    batch: batchOf(batches.get(cell.batchId ?? ""), isFolded),
  }));
}

interface BatchCells {
  readonly id: string;
  readonly title: string;
  readonly names: number | bigint;
}

async function batchesOf({ direct }: Database, cells: readonly ItemCells[]): Promise<Map<string, BatchCells>> {
  const ids = [...new Set(cells.flatMap(({ batchId }) => (batchId === null ? [] : [batchId])))];
  if (ids.length === 0) return new Map();
  const rows = await direct.$queryRaw<BatchCells[]>(sql`SELECT b."id", b."title", c."count" AS "names" FROM "Batch" b
    JOIN "Counter" c ON c."kind" = 'batch' AND c."value" = b."id" WHERE b."id" IN (${join(ids)})`);
  return new Map(rows.map((row) => [row.id, row]));
}

function batchOf(batch: BatchCells | undefined, isFolded: boolean): ItemRow["batch"] {
  if (batch === undefined) return null;
  const names = Number(batch.names);
  return { id: batch.id, title: batch.title, names, isFolded: isFolded && names > 1 };
}

function itemRow(cell: ItemCells, files: ItemRow["files"], now: Date): Omit<ItemRow, "batch"> {
  const notBefore = dateOrNull(cell.notBefore);
  const notAfter = dateOrNull(cell.notAfter);
  const revokedAt = dateOrNull(cell.revokedAt);
  return {
    id: String(cell.id),
    basename: cell.basename,
    files,
    subject: cell.subject,
    commonName: cell.commonName,
    nameCount: Number(cell.nameCount),
    issuer: cell.issuer,
    isSelfSigned: Boolean(cell.isSelfSigned),
    isAuthority: Boolean(cell.isAuthority),
    notBefore,
    notAfter,
    keyAlgorithm: cell.keyAlgorithm,
    revokedAt,
    status: statusOf({ state: cell.state, notBefore, notAfter, revokedAt }, now),
    createdAt: dateOrNull(cell.createdAt) ?? new Date(0),
    purpose: cell.purpose as Purpose,
    labels: wordsOf(cell.labels),
    note: cell.note,
    archivedAt: dateOrNull(cell.archivedAt),
    isExample: cell.exampleAt !== null,
  };
}

export function dateOrNull(value: Date | number | bigint | string | null): Date | null {
  if (value === null || value instanceof Date) return value;
  return new Date(typeof value === "bigint" ? Number(value) : value);
}
