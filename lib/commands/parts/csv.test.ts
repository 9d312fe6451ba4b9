import { expect, it } from "vitest";
import { writeCsv } from "./csv.ts";

it("a CSV has a mark, lines that end in CR LF, and quotes where a cell needs them", () => {
  expect(
    writeCsv([
      ["name", "email"],
      ['O"Neill, Pat', "pat@example.com"],
      ["two\nlines", "old\rMac"],
      ["", "김민지"],
    ]),
  ).toBe('\uFEFFname,email\r\n"O""Neill, Pat",pat@example.com\r\n"two\nlines","old\nMac"\r\n,김민지\r\n');
});

it.each([
  "=1+1",
  "+82 10",
  "-1",
  "@SUM(A1)",
  "\t=1",
  "＝1+1",
  "＋1",
  "－1",
  "＠SUM(A1)",
  "﹦1",
  "﹢1",
  "﹣1",
  "﹫A1",
  "⁼1",
  "⁺1",
  "⁻1",
  "−1",
  "  =1",
  "\u3000＝1",
  "\u00a0+1",
  "\n=1",
])("a CSV has an apostrophe before %j, which a spreadsheet would calculate", (cell) => {
  const [line] = writeCsv([[cell, "b"]])
    .slice(1)
    .split(",b");
  expect(line?.replaceAll('"', "")).toBe(`'${cell}`);
});

it("a CSV leaves signs alone that do not stand first", () => {
  expect(writeCsv([["a=1", "b-2", "c@example.com", "김＝민"]])).toBe("\uFEFFa=1,b-2,c@example.com,김＝민\r\n");
});

it("a CSV holds no character that a terminal obeys or that turns text round", () => {
  const line = writeCsv([["\r=1", "a\u001b[2J", "gpj.\u202eexe", "\u200b=1", "x\u009b"]]);
  expect(line).toBe('\uFEFF"\'\n=1",a\\u001B[2J,gpj.\\u202Eexe,\\u200B=1,x\\u009B\r\n');
});
