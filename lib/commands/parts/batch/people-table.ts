import { parse } from "csv-parse/sync";
import { Failure } from "../../error-codes.ts";
import { decodeCodePage, decodeKorean } from "../../../pki/archive/code-page.ts";
import type { Person } from "../../ports/batch.ts";

/** A table of people as they come: pasted from a spreadsheet, exported by a directory, in English or Korean. */

export type Column = "name" | "email" | "upn" | "department";

/** Header names, folded: lower case without spaces, dots, hyphens, underscores. */
const headers: Readonly<Record<Column, readonly string[]>> = {
  name: [
    "name",
    "fullname",
    "displayname",
    "cn",
    "commonname",
    "person",
    "employee",
    "이름",
    "성명",
    "사용자",
    "사용자이름",
    "성함",
  ],
  email: [
    "email",
    "mail",
    "emailaddress",
    "mailaddress",
    "primarysmtpaddress",
    "이메일",
    "이메일주소",
    "메일",
    "메일주소",
    "전자우편",
    "전자메일",
  ],
  upn: ["upn", "userprincipalname", "principalname", "loginname", "사용자계정", "로그온이름", "사용자계정이름"],
  department: ["department", "dept", "ou", "team", "organizationalunit", "division", "부서", "부서명", "소속", "팀"],
};

export interface PeopleTable {
  readonly people: readonly Person[];
  /** Which column of the table was taken for what, as it is headed there; absent ones are not in the table. */
  readonly columns: Readonly<Partial<Record<Column, string>>>;
  /** Headers that mean nothing to us. */
  readonly ignored: readonly string[];
  readonly hasHeader: boolean;
}

/** Characters of a table; 10 000 people need a tenth of it. */
export const longestTable = 4_000_000;

/**
 * UTF-8 with or without a byte order mark, UTF-16 (a spreadsheet's "Unicode text"), else EUC-KR with its extension,
 * which is what a Korean spreadsheet saves a CSV in, else the code page of a Western one. A table in UTF-8 with a
 * broken place in it stays UTF-8: one name shows that it is damaged, the others are right.
 */
export function decodeTable(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder("utf-16le").decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder("utf-16be").decode(bytes);
  const text = new TextDecoder("utf-8").decode(bytes);
  if (!text.includes("\uFFFD")) return text;
  const hasUtf8 = /[^\0-\x7f\uFFFD]/.test(text);
  return decodeKorean(bytes) ?? (hasUtf8 ? null : decodeCodePage(bytes, "windows-1252")) ?? text;
}

/**
 * The people of a table. Without a header that names one of ours, columns are told by their content: the first with an
 * @ is the e-mail address, the first without is the name.
 * @throws Failure `table.empty`, `table.malformed`, `table.extra-cells`, `table.no-names`
 */
export function readPeopleTable(text: string): PeopleTable {
  const records = readRecords(text.replace(/^\uFEFF/, ""));
  const [head] = records;
  if (head === undefined) throw new Failure("table.empty", {});
  const named = columnsByHeader(head.cells);
  const hasHeader = named.size > 0;
  const columns = hasHeader ? named : columnsByContent(head.cells);
  if (!columns.has("name") && !columns.has("email"))
    throw new Failure("table.no-names", { columns: head.cells.map((cell) => cell.slice(0, 40)).slice(0, 20) });
  requireColumns(records, head.cells.length);
  const people = (hasHeader ? records.slice(1) : records).map(({ cells }, index) =>
    personOf(cells, columns, index + 1),
  );
  if (people.length === 0) throw new Failure("table.empty", {});
  const used = new Set(columns.values());
  return {
    people,
    columns: hasHeader ? Object.fromEntries([...columns].map(([column, at]) => [column, head.cells[at] ?? ""])) : {},
    ignored: hasHeader ? head.cells.filter((cell, at) => !used.has(at) && cell !== "") : [],
    hasHeader,
  };
}

interface RecordLine {
  readonly cells: readonly string[];
  /** Of the text, from 1: where the record ends. */
  readonly line: number;
}

function readRecords(text: string): RecordLine[] {
  try {
    const rows = parse(text, {
      delimiter: delimiterOf(text),
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      trim: true,
      info: true,
    }) as unknown as { record: string[]; info: { lines: number } }[];
    return rows
      .filter(({ record }) => record.some((cell) => cell !== ""))
      .map(({ record, info }) => ({ cells: record, line: info.lines }));
  } catch (error) {
    const line = typeof error === "object" && error !== null && "lines" in error ? Number(error.lines) : 0;
    throw new Failure("table.malformed", { line }, error);
  }
}

/**
 * A cell beyond the first line's has no column, and most often it moved there: a name with a comma in it stands in two
 * cells, and each cell after it in the wrong one.
 */
function requireColumns(records: readonly RecordLine[], columns: number): void {
  for (const { cells, line } of records) {
    const cell = cells.slice(columns).find((each) => each !== "");
    if (cell !== undefined) throw new Failure("table.extra-cells", { line, columns, cell: cell.slice(0, 40) });
  }
}

/** The separator that stands most often in the first line outside of quotes. */
function delimiterOf(text: string): string {
  const line = /^\s*(.*)/.exec(text)?.[1]?.replace(/"(?:[^"]|"")*"/g, "") ?? "";
  const counts = ["\t", ";", ","].map((delimiter) => ({ delimiter, count: line.split(delimiter).length }));
  return counts.sort((one, other) => other.count - one.count)[0]!.delimiter;
}

function columnsByHeader(cells: readonly string[]): Map<Column, number> {
  const found = new Map<Column, number>();
  for (const [at, cell] of cells.entries()) {
    const folded = cell
      .normalize("NFC")
      .toLowerCase()
      .replace(/[\s._-]+/g, "");
    const column = (Object.keys(headers) as Column[]).find((each) => headers[each].includes(folded));
    if (column !== undefined && !found.has(column)) found.set(column, at);
  }
  return found;
}

function columnsByContent(cells: readonly string[]): Map<Column, number> {
  const found = new Map<Column, number>();
  const email = cells.findIndex((cell) => cell.includes("@"));
  const name = cells.findIndex((cell) => cell !== "" && !cell.includes("@"));
  if (name >= 0) found.set("name", name);
  if (email >= 0) found.set("email", email);
  return found;
}

/** Uses the address where the name is missing: `minji@example.com` is better than none. */
function personOf(cells: readonly string[], columns: ReadonlyMap<Column, number>, position: number): Person {
  const cell = (column: Column): string | null => {
    const at = columns.get(column);
    const value = at === undefined ? "" : (cells[at] ?? "").normalize("NFC").replace(/\s+/g, " ").trim();
    return value === "" ? null : value;
  };
  const email = cell("email");
  return { position, name: cell("name") ?? email ?? "", email, upn: cell("upn"), department: cell("department") };
}
