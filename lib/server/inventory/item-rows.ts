import "server-only";
import type { FileKind } from "../../commands/ports/files.ts";
import type { ItemRow } from "../../commands/ports/items.ts";
import type { Database } from "../database/db.ts";
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
  readonly createdAt: Date | number | string;
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
    "createdAt",
  ]
    .map((column) => `i."${column}"`)
    .join(", "),
);

export async function itemRows(database: Database, cells: readonly ItemCells[], now: Date): Promise<ItemRow[]> {
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
  return cells.map((cell) => itemRow(cell, byItem.get(Number(cell.id)) ?? [], now));
}

function itemRow(cell: ItemCells, files: ItemRow["files"], now: Date): ItemRow {
  const notBefore = dateOrNull(cell.notBefore);
  const notAfter = dateOrNull(cell.notAfter);
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
    status: statusOf({ state: cell.state, notBefore, notAfter }, now),
    createdAt: dateOrNull(cell.createdAt) ?? new Date(0),
  };
}

export function dateOrNull(value: Date | number | bigint | string | null): Date | null {
  if (value === null || value instanceof Date) return value;
  return new Date(typeof value === "bigint" ? Number(value) : value);
}
