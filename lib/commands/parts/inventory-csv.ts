import { type InventoryColumn, inventoryCsvWords } from "../../i18n/documents/inventory-csv.ts";
import type { Locale } from "../../i18n/locale.ts";
import { csvHead, csvLines } from "./csv.ts";
import type { ItemRow } from "../ports/items.ts";
import type { Store } from "../ports/store.ts";

const columns: readonly InventoryColumn[] = [
  "name",
  "commonName",
  "subject",
  "names",
  "issuer",
  "notBefore",
  "notAfter",
  "status",
  "key",
  "files",
  "services",
  "created",
];

/** Writes pages of rows as CSV, a piece for each page: the whole is never in memory. Instants are ISO 8601. */
export async function* writeInventory(
  store: Store,
  pages: AsyncIterable<readonly ItemRow[]>,
  locale: Locale,
): AsyncGenerator<Uint8Array> {
  const words = inventoryCsvWords[locale];
  const encoder = new TextEncoder();
  yield encoder.encode(csvHead(columns.map((column) => words.columns[column])));
  for await (const rows of pages) {
    if (rows.length === 0) continue;
    const uses = await store.serviceUses(rows.map(({ basename }) => basename));
    const servicesOf = Map.groupBy(uses, ({ basename }) => basename);
    const cellsOf = (row: ItemRow): Readonly<Record<InventoryColumn, string>> => ({
      name: row.basename,
      commonName: row.commonName,
      subject: row.subject,
      names: row.nameCount === 0 ? "" : String(row.nameCount),
      issuer: row.issuer,
      notBefore: instant(row.notBefore),
      notAfter: instant(row.notAfter),
      status: words.status[row.status],
      key: row.keyAlgorithm,
      files: row.files.map(({ fileName }) => fileName).join("; "),
      services: [...new Set(servicesOf.get(row.basename)?.map(({ service }) => service))].join("; "),
      created: instant(row.createdAt),
    });
    yield encoder.encode(csvLines(rows.map(cellsOf).map((cells) => columns.map((column) => cells[column]))));
  }
}

/** `2026-11-30 05:14:22`: what every spreadsheet reads as an instant. */
function instant(at: Date | null): string {
  return at === null ? "" : at.toISOString().slice(0, 19).replace("T", " ");
}
