import { expect, it } from "vitest";
import { sentenceOfCode, tables } from "./by-code.ts";

it("each code has one sentence, in both languages", () => {
  const codes = (locale: "en" | "ko") => tables[locale].flatMap((table) => Object.keys(table));
  expect(new Set(codes("en")).size).toBe(codes("en").length);
  expect(codes("ko").sort()).toEqual(codes("en").sort());
});

it("a finding becomes a sentence, and an unknown code becomes nothing", () => {
  expect(sentenceOfCode("key.rsa-small", { bits: 1024, minimum: 2048 }, "en")).toContain("1024 bits");
  expect(sentenceOfCode("toString", {}, "en")).toBeUndefined();
  expect(sentenceOfCode("no.such-code", {}, "ko")).toBeUndefined();
});
