import { expect, test } from "vitest";
import { rateLimit } from "./rate-limit.ts";

const at = (seconds: number) => new Date(1_800_000_000_000 + seconds * 1000);

test("a key has so many events in a window, then gets the seconds that are left", () => {
  const limit = rateLimit(2, 60);
  expect([limit.count("a", at(0)), limit.count("a", at(10)), limit.count("a", at(20))]).toEqual([0, 0, 40]);
  expect(limit.count("b", at(20))).toBe(0);
  expect(limit.count("a", at(59.5))).toBe(1);
  expect(limit.count("a", at(60))).toBe(0);
});

test("memory is bounded: the oldest key is dropped", () => {
  const limit = rateLimit(1, 60, 3);
  for (const key of ["a", "b", "c", "d"]) limit.count(key, at(0));
  expect(limit.count("d", at(1))).toBeGreaterThan(0);
  expect(limit.count("a", at(1))).toBe(0);
});
