import { describe, expect, it } from "vitest";
import { rankAmong, rankOf } from "./rank.ts";

describe("what was typed finds labels, the nearest first", () => {
  const labels = ["Resign", "Sign", "Signing request", "New signing request", "Services"];
  const found = (typed: string): string[] =>
    labels
      .flatMap((label) => {
        const rank = rankOf(label, typed);
        return rank === null ? [] : [{ label, rank }];
      })
      .sort((one, other) => one.rank - other.rank)
      .map(({ label }) => label);

  it("puts the same before beginnings, words, parts", () => {
    expect(found("sign")).toEqual(["Sign", "Signing request", "New signing request", "Resign"]);
  });

  it("finds letters in their order, from three on", () => {
    expect(found("srq")).toEqual(["Signing request", "New signing request"]);
    expect(found("sq")).toEqual([]);
  });

  it("takes Hangul of another normal form for the same, and the best of several words", () => {
    expect(rankOf("서명", "서명".normalize("NFD"))).toBe(0);
    expect(rankAmong(["Add files", "upload"], "upload")).toBe(0);
    expect(rankAmong(["Add files"], "zzz")).toBeNull();
  });
});
