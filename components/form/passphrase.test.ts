import { describe, expect, it } from "vitest";
import { madePassphraseBits, makePassphrase, strengthOf } from "./passphrase.ts";

describe("makePassphrase", () => {
  it("a made passphrase has 5 groups of letters that are not mistaken for each other, and is never the same", () => {
    const made = Array.from({ length: 500 }, makePassphrase);
    for (const one of made) expect(one).toMatch(/^([a-hjkmnp-z2-9]{4}-){4}[a-hjkmnp-z2-9]{4}$/);
    expect(new Set(made).size).toBe(500);
    const counts = new Map<string, number>();
    for (const letter of made.join("").replaceAll("-", "")) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    // 10,000 letters out of 31: 323 each, give or take five standard deviations
    for (const count of counts.values()) expect(Math.abs(count - 323)).toBeLessThan(90);
    expect(counts.size).toBe(31);
  });
  it("a made passphrase has the bits that the form says", () => {
    expect(madePassphraseBits).toBe(Math.floor(20 * Math.log2(31)));
    expect(strengthOf(madePassphraseBits)).toBe("strong");
  });
});

it.each([
  [0, "weak"],
  [39, "weak"],
  [40, "fair"],
  [60, "good"],
  [80, "strong"],
] as const)("%i bits are %s", (bits, strength) => {
  expect(strengthOf(bits)).toBe(strength);
});
