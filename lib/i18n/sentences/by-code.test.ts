import { expect, it } from "vitest";
import { sentenceOfCode, tables } from "./by-code.ts";

it("knows each code once, and the same codes in both languages", () => {
  const codes = (locale: "en" | "ko") => tables[locale].flatMap((table) => Object.keys(table));
  expect(new Set(codes("en")).size).toBe(codes("en").length);
  expect(codes("ko").sort()).toEqual(codes("en").sort());
});

it("says a finding, and nothing of what it does not know", () => {
  expect(sentenceOfCode("key.rsa-small", { bits: 1024, minimum: 2048 }, "en")).toContain("1024 bits");
  expect(sentenceOfCode("toString", {}, "en")).toBeUndefined();
  expect(sentenceOfCode("no.such-code", {}, "ko")).toBeUndefined();
});
