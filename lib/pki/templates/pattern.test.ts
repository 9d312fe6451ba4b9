import { expect, it } from "vitest";
import { matchesPattern } from "./pattern.ts";

it.each([
  ["*.example.com", "www.example.com", true],
  ["*.example.com", "a.b.example.com", false],
  ["*.example.com", "example.com", false],
  ["**.example.com", "a.b.example.com", true],
  ["cmscore#.example.com", "cmscore1.example.com", true],
  ["cmscore#.example.com", "cmscore12.example.com", false],
  ["cmscore#.example.com", "cmscoreA.example.com", false],
  ["a?c", "abc", true],
  ["a?c", "a.c", false],
  ["*", "", true],
  ["", "", true],
  ["", "x", false],
  ["db*", "db", true],
  ["**", "anything at all. Even this", true],
  ["이서연*", "이서연 과장", true],
  ["a.c", "abc", false],
  ["*@example.com", "kim@example.com.evil.org", false],
  ["A*", "abc", false],
])("the pattern %j and the text %j fit: %s", (pattern, text, fits) => expect(matchesPattern(pattern, text)).toBe(fits));

it("letters of host names are compared without regard to case", () => {
  expect(matchesPattern("*.Example.com", "WWW.example.COM", true)).toBe(true);
});

it("a pattern of many stars costs no more than the product of both lengths", () => {
  const started = process.cpuUsage();
  expect(matchesPattern(`${"**a".repeat(80)}b`, "a".repeat(2000))).toBe(false);
  expect(process.cpuUsage(started).user).toBeLessThan(5_000_000);
});
