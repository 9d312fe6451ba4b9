import { stringify } from "csv-stringify/sync";

/**
 * Writes rows as CSV (RFC 4180), with a byte order mark: without it a Korean spreadsheet reads EUC-KR. A cell that a
 * spreadsheet would calculate begins with an apostrophe, also one whose sign is of full width: names come from a table
 * of other people.
 */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  const text = stringify(rows as string[][], {
    record_delimiter: "windows",
    quoted_match: /[\r\n]/, // the library quotes for a whole CR LF alone
    escape_formulas: true,
  });
  return `\uFEFF${text}`;
}
