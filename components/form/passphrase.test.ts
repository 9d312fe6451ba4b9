import { describe, expect, it } from "vitest";
import { makePassphrase, passphraseBits, strengthOf } from "./passphrase.ts";

describe("a made passphrase", () => {
  it("has 5 groups of letters that are not mistaken for each other, and is never the same", () => {
    const made = Array.from({ length: 500 }, makePassphrase);
    for (const one of made) expect(one).toMatch(/^([a-hjkmnp-z2-9]{4}-){4}[a-hjkmnp-z2-9]{4}$/);
    expect(new Set(made).size).toBe(500);
    const counts = new Map<string, number>();
    for (const letter of made.join("").replaceAll("-", "")) counts.set(letter, (counts.get(letter) ?? 0) + 1);
    // 10,000 letters out of 31: 323 each, give or take five standard deviations
    for (const count of counts.values()) expect(Math.abs(count - 323)).toBeLessThan(90);
    expect(counts.size).toBe(31);
  });
  it("is strong for old dialogs too", () => {
    for (let i = 0; i < 50; i++) expect(strengthOf(passphraseBits(makePassphrase()))).toMatch(/good|strong/);
  });
});

describe("the strength", () => {
  it("does not believe in length alone", () => {
    for (const weak of [
      "password",
      "Password1!",
      "12345678",
      "qwertyuiop",
      "aaaaaaaaaaaaaaaa",
      "summer2026",
      "Chainsmith-2026!",
      "changeit",
      "비밀번호1234",
      "abcabcabcabc",
      "letmein letmein letmein",
    ]) {
      expect([weak, strengthOf(passphraseBits(weak))]).toEqual([weak, "weak"]);
    }
  });
  it("grows with texts and with what is random", () => {
    expect(strengthOf(passphraseBits("correct horse battery staple"))).toBe("good");
    expect(strengthOf(passphraseBits("correct horse battery staple otter plinth"))).toBe("strong");
    expect(strengthOf(passphraseBits("푸른 하늘 하얀 쪽배"))).toBe("good");
    expect(strengthOf(passphraseBits("x7Kq-9wPz-4Tnb"))).toMatch(/fair|good/);
    expect(passphraseBits("")).toBe(0);
  });
});
