import { stringify } from "csv-stringify/sync";
import { visibleText } from "../../pki/asn1/visible-text.ts";

/** What a cell begins with that a spreadsheet calculates, once it has put aside what cannot be seen before it. */
const calculated = /^[=+\-@]/;

/**
 * Writes rows as CSV (RFC 4180), with a byte order mark: without it a Korean spreadsheet reads EUC-KR. Names come from
 * a table of other people: control and direction characters are escaped, and a cell that a spreadsheet would calculate
 * begins with an apostrophe, also one whose sign is of full width, small or raised, or stands behind spaces.
 */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${csvLines(rows)}`;
}

/** The first line of a table that is written piece by piece, with the byte order mark. */
export function csvHead(columns: readonly string[]): string {
  return writeCsv([columns]);
}

/** Further lines of it. */
export function csvLines(rows: readonly (readonly string[])[]): string {
  const cells = rows.map((row) => row.map((cell) => neutral(visibleText(cell.replace(/\r\n?/g, "\n")))));
  return stringify(cells, {
    record_delimiter: "windows",
    quoted_match: /\n/, // the library quotes for a whole CR LF alone
  });
}

/** By the compatibility form (Unicode NFKC), in which `＝`, `﹢` and `⁻` are the plain signs, and so is a wide space. */
function neutral(cell: string): string {
  const begun = cell.slice(0, 32).normalize("NFKC").trimStart().replace("\u2212", "-");
  return calculated.test(begun) || /^\s*\t/.test(cell) ? `'${cell}` : cell;
}
