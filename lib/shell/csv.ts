/**
 * Rows as CSV (RFC 4180), with a byte order mark: without it a Korean spreadsheet reads EUC-KR. A cell that a spreadsheet
 * would calculate begins with an apostrophe: names come from a table that somebody else filled in.
 */
export function writeCsv(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((cells) => cells.map(writeCell).join(",")).join("\r\n")}\r\n`;
}

function writeCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
