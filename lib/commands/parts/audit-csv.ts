import { type AuditColumn, auditCsvWords } from "../../i18n/documents/audit-csv.ts";
import type { Locale } from "../../i18n/locale.ts";
import { csvHead, csvLines } from "./csv.ts";
import type { AuditPage, AuditRow } from "../ports/audit.ts";

const columns: readonly AuditColumn[] = [
  "at",
  "who",
  "actor",
  "what",
  "outcome",
  "surface",
  "role",
  "owner",
  "address",
  "credential",
  "command",
  "code",
  "facts",
  "finishedAt",
  "id",
];

/** Writes pages of the audit log as CSV, a piece for each page: the whole is never in memory. Instants are UTC. */
export async function* writeAudit(pages: AsyncIterable<AuditPage>, locale: Locale): AsyncGenerator<Uint8Array> {
  const words = auditCsvWords[locale];
  const encoder = new TextEncoder();
  yield encoder.encode(csvHead(columns.map((column) => words.columns[column])));
  for await (const { rows, links } of pages) {
    if (rows.length === 0) continue;
    const titles = new Map(links.batches.map(({ id, title }) => [id, title]));
    const cellsOf = (row: AuditRow): Readonly<Record<AuditColumn, string>> => ({
      at: instant(row.at),
      who: row.actorName ?? "",
      actor: row.actor,
      what: words.tell(row, titles),
      outcome: words.outcomes[row.outcome],
      surface: words.surfaces[row.surface],
      role: row.role,
      owner: row.owner ?? "",
      address: row.address ?? "",
      credential: row.credential ?? "",
      command: row.command,
      code: row.errorCode ?? "",
      facts: JSON.stringify(row.facts),
      finishedAt: row.finishedAt === null ? "" : instant(row.finishedAt),
      id: row.id,
    });
    yield encoder.encode(csvLines(rows.map(cellsOf).map((cells) => columns.map((column) => cells[column]))));
  }
}

/** `2026-11-30 05:14:22`: what every spreadsheet reads as an instant. */
function instant(at: Date): string {
  return at.toISOString().slice(0, 19).replace("T", " ");
}
