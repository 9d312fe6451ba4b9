import { describe, expect, it } from "vitest";
import { isFailure } from "./error-codes.ts";
import { tokenise, writeAttribute, writeWord } from "./tokenise.ts";

const texts = (line: string): string[] => tokenise(line).map(({ text }) => text);

describe("words of a typed line", () => {
  it("quotes are taken around the value and around the pair alike", () => {
    expect(texts('pki csr a O:"Example Inc" "OU:UC operations"')).toEqual([
      "pki",
      "csr",
      "a",
      "O:Example Inc",
      "OU:UC operations",
    ]);
  });

  it("escapes inside of quotes and an apostrophe anywhere are kept", () => {
    expect(texts(String.raw`O:"The \"Best\" \\ Inc" L:Sant'Angelo`)).toEqual([
      String.raw`O:The "Best" \ Inc`,
      "L:Sant'Angelo",
    ]);
  });

  it("the quotes of a word processor are taken", () => {
    expect(texts("O:\u201cExample Inc\u201d")).toEqual(["O:Example Inc"]);
  });

  it("an empty value is kept", () => {
    expect(texts('CN:"" x')).toEqual(["CN:", "x"]);
  });

  it("a quote that is never closed is told with its place", () => {
    try {
      tokenise('pki csr a O:"Example Inc');
      expect.unreachable();
    } catch (error) {
      expect(isFailure(error, "line.unbalanced-quote") && error.facts.position).toBe(13);
    }
  });

  it.each(["plain", "two words", 'with "quotes"', "back\\slash", "\u201ccurly\u201d", "", "tab\there"])(
    "the value %j is written so that it is read again",
    (text) => {
      expect(texts(writeWord(text))).toEqual([text]);
      expect(texts(writeAttribute("O", text))).toEqual([`O:${text}`]);
    },
  );
});
