import { execFileSync } from "node:child_process";
import { describe, expect, it, test } from "vitest";
import { isFailure } from "../../error-codes.ts";
import { decodeTable, readPeopleTable } from "./people-table.ts";

const refusal = (text: string): unknown => {
  try {
    return readPeopleTable(text);
  } catch (error) {
    if (isFailure(error)) return { code: error.code, ...error.facts };
    throw error;
  }
};
const peopleOf = (text: string) =>
  readPeopleTable(text).people.map(({ name, email, upn, department }) => [name, email, upn, department]);

describe("a table of people", () => {
  test.each([
    ["commas", "name,email,upn,department\nMinji Kim,minji@example.com,minji@corp,Sales"],
    ["semicolons", "name;email;upn;department\nMinji Kim;minji@example.com;minji@corp;Sales"],
    ["tabs", "name\temail\tupn\tdepartment\nMinji Kim\tminji@example.com\tminji@corp\tSales"],
    [
      "another order, more columns, line ends of Windows",
      "id,department,upn,email,name\r\n1,Sales,minji@corp,minji@example.com,Minji Kim\r\n\r\n",
    ],
    ["spaces around and inside", "name , email,upn,department\n  Minji   Kim ,minji@example.com, minji@corp ,Sales"],
    ["a byte order mark", "\uFEFFname,email,upn,department\nMinji Kim,minji@example.com,minji@corp,Sales"],
    [
      "header names of a directory",
      "displayName,mail,userPrincipalName,ou\nMinji Kim,minji@example.com,minji@corp,Sales",
    ],
    [
      "header names as people write them",
      "Full name,E-mail address,User Principal Name,Dept.\nMinji Kim,minji@example.com,minji@corp,Sales",
    ],
  ])("reads %s", (_, text) => {
    expect(peopleOf(text)).toEqual([["Minji Kim", "minji@example.com", "minji@corp", "Sales"]]);
  });

  it("Korean headers are read, also decomposed as a Mac writes them", () => {
    const text = "성명,이메일 주소,사용자 계정,부서명\n김민지,minji@example.com,minji@corp,영업부";
    const person = ["김민지", "minji@example.com", "minji@corp", "영업부"];
    expect(peopleOf(text)).toEqual([person]);
    expect(peopleOf(text.normalize("NFD"))).toEqual([person]);
  });

  it("separators, quotes and line ends inside of quotes are kept", () => {
    expect(peopleOf('name;email;department\n"Kim, Minji; ""MJ""";minji@example.com;"Sales\nSeoul"')).toEqual([
      ['Kim, Minji; "MJ"', "minji@example.com", null, "Sales Seoul"],
    ]);
    // The first line has more commas than semicolons, but inside of quotes.
    expect(peopleOf('"name";"email";"a, b, c, d"\nMinji;minji@example.com;x')).toEqual([
      ["Minji", "minji@example.com", null, null],
    ]);
  });

  test.each([
    ["under a header", "name,email\nMinji Kim,minji@example.com\nKim, Minji,minji@example.com", 3, "minji@example.com"],
    ["without a header", "Minji Kim,minji@example.com\nJan Park,jan@example.com,Sales", 2, "Sales"],
    ["behind a line break in a cell", 'name,email\n"Min\nji",m@example.com\nJan,j@example.com,,Sales', 4, "Sales"],
  ])("a cell that has no column is refused with its line, %s", (_, text, line, cell) => {
    expect(refusal(text)).toEqual({ code: "table.extra-cells", line, columns: 2, cell });
  });

  it("empty cells at the end of a line are no cells too many", () => {
    expect(peopleOf("name,email,,\nMinji Kim,minji@example.com,,,\nJan Park")).toHaveLength(2);
  });

  it("columns without headers are told by their content", () => {
    expect(readPeopleTable("Minji Kim,minji@example.com\nJan Park,jan@example.com")).toMatchObject({
      hasHeader: false,
      columns: {},
      people: [
        { position: 1, name: "Minji Kim" },
        { position: 2, name: "Jan Park", email: "jan@example.com" },
      ],
    });
    expect(peopleOf("minji@example.com\njan@example.com")).toEqual([
      ["minji@example.com", "minji@example.com", null, null],
      ["jan@example.com", "jan@example.com", null, null],
    ]);
  });

  it("the answer says which column was taken for what, and which was passed over", () => {
    expect(readPeopleTable("사번,이름,메일\n1,김민지,minji@example.com")).toMatchObject({
      hasHeader: true,
      columns: { name: "이름", email: "메일" },
      ignored: ["사번"],
    });
  });

  it("a short row stays short, and rows are numbered below the header", () => {
    expect(readPeopleTable("name,email\nMinji\n,jan@example.com").people).toMatchObject([
      { position: 1, name: "Minji", email: null },
      { position: 2, name: "jan@example.com", email: "jan@example.com" },
    ]);
  });

  it("a table without people or without names is refused", () => {
    expect(refusal("")).toEqual({ code: "table.empty" });
    expect(refusal("name,email\n")).toEqual({ code: "table.empty" });
    expect(refusal("department,upn\nSales,minji@corp")).toEqual({
      code: "table.no-names",
      columns: ["department", "upn"],
    });
  });
});

describe("the bytes of a table", () => {
  const text = "이름,이메일\n김민지,minji@example.com\n똠방각하,ttom@example.com\n";
  // iconv is somebody else's: CP949 is what a Korean Excel writes, with syllables that plain EUC-KR has not (똠).
  const written = (encoding: string, given = text) =>
    Uint8Array.from(execFileSync("iconv", ["-f", "UTF-8", "-t", encoding], { input: given }));

  test.each(["UTF-8", "CP949", "UTF-16"])("a table in %s is read", (encoding) => {
    expect(decodeTable(written(encoding)).replace(/^\uFEFF/, "")).toBe(text);
  });

  test("a table in the code page of a Western spreadsheet is read", () => {
    const western = "name,email\nZoë Müller,zoe@example.com\nJosé “Pepe” Núñez,jose@example.com\n";
    expect(decodeTable(written("CP1252", western))).toBe(western);
  });

  test("one broken name in a table in UTF-8 leaves the others as they are", () => {
    // All of these octets are characters of code page 1252 as well.
    const whole = written("UTF-8", "name,email\n김민지,minji@example.com\n");
    const broken = Buffer.concat([whole, Uint8Array.of(0xeb, 0xaf), Buffer.from(",x@example.com\n")]);
    expect(decodeTable(broken)).toBe("name,email\n김민지,minji@example.com\n\uFFFD,x@example.com\n");
  });

  test("tables in EUC-KR, big-endian UTF-16 and UTF-8 with a mark are read", () => {
    const plain = text.replace("똠", "도");
    expect(decodeTable(written("EUC-KR", plain))).toBe(plain);
    expect(decodeTable(Uint8Array.of(0xfe, 0xff, ...written("UTF-16BE")))).toBe(text);
    expect(peopleOf(decodeTable(Uint8Array.of(0xef, 0xbb, 0xbf, ...written("UTF-8"))))[0]).toEqual([
      "김민지",
      "minji@example.com",
      null,
      null,
    ]);
  });
});
