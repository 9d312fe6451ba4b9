import { expect, it } from "vitest";
import { visibleFileName, visibleLine, visibleText } from "./visible-text.ts";

const disguises: readonly [string, string, string][] = [
  ["an escape sequence", "a\u001b[2Jb", "a\\u001B[2Jb"],
  ["the C1 form of it", "a\u009b2Jb", "a\\u009B2Jb"],
  ["an override of direction", "gpj.\u202eexe", "gpj.\\u202Eexe"],
  ["an isolate", "\u2066x\u2069", "\\u2066x\\u2069"],
  ["the Arabic letter mark", "a\u061cb", "a\\u061Cb"],
  ["a space without width", "a\u200bb\ufeff", "a\\u200Bb\\uFEFF"],
  ["a line separator", "a\u2028b\u2029", "a\\u2028b\\u2029"],
  ["a carriage return", "SUCCESS\rFAILURE", "SUCCESS\\u000DFAILURE"],
  ["NUL, BEL and DEL", "\0\u0007\u007f", "\\u0000\\u0007\\u007F"],
  ["a tag outside of the first plane", "a\u{e0041}b", "a\\uDB40\\uDC41b"],
  ["half a surrogate pair", "a\ud800b", "a\\uD800b"],
];

it.each(disguises)("%s is shown as what it is", (_, text, shown) => {
  expect(visibleText(text)).toBe(shown);
  expect(visibleLine(text)).toBe(shown);
});

it("lines and tabs stay in a text, and are escaped on a line", () => {
  expect(visibleText("a\n\tb")).toBe("a\n\tb");
  expect(visibleLine("a\n\tb")).toBe("a\\u000A\\u0009b");
});

it("words of any language and pairs of surrogates stay", () => {
  const text = "홍길동 Ünïcødé 日本 🔑 \\u202E";
  expect(visibleText(text)).toBe(text);
  expect(visibleLine(text)).toBe(text);
  expect(visibleFileName("홍길동.p12")).toBe("홍길동.p12");
});

it("a value in JSON stays the same value", () => {
  const value = { name: "a\u001b\u009b\u202e\u{e0041}b\n" };
  const json = visibleText(JSON.stringify(value));
  expect(json).not.toMatch(/[\u007f-\u009f\u202e]/);
  expect(JSON.parse(json)).toEqual(value);
});

it("a file name has a low line in their place", () => {
  expect(visibleFileName("a\u202egpj.exe\n")).toBe("a_gpj.exe_");
});
