import { describe, expect, it } from "vitest";
import { chooseLocale } from "./choose-locale.ts";

describe("the language of a page", () => {
  it("the language that the person chose wins over what the browser says", () => {
    expect(chooseLocale("ko", "en")).toBe("ko");
    expect(chooseLocale("en", "ko")).toBe("en");
    expect(chooseLocale("fr", "ko")).toBe("ko");
  });
  it.each([
    ["ko", "ko"],
    ["ko-KR,ko;q=0.9,en-US;q=0.8,en;q=0.7", "ko"],
    ["KO-kr", "ko"],
    ["ko-Kore-KR-u-ca-buddhist", "ko"],
    ["en-GB,en;q=0.9,ko;q=0.8", "en"],
    ["en;q=0.2, ko;q=0.3", "ko"],
    ["en;q=0.299, ko;q=0.3", "ko"],
    ["en;Q=0.1,ko ; q=0.5", "ko"],
    ["ja,ko;q=0.4", "ko"],
    ["cy,ko;q=0.4", "ko"],
    ["fr-FR,fr;q=0.9", "en"],
    ["ko;q=0,en", "en"],
    ["ko;q=0", "en"],
    ["ko;q=0.000, *", "en"],
    ["*", "en"],
    ["*,ko;q=0.5", "ko"],
    ["", "en"],
  ])("of `%s` is %s", (header, locale) => {
    expect(chooseLocale(undefined, header)).toBe(locale);
  });
  it("a request without a header gets English", () => {
    expect(chooseLocale(undefined, null)).toBe("en");
    expect(chooseLocale(undefined, undefined)).toBe("en");
  });
  it.each([
    ["ko;q=abc,en;q=0.1", "en"],
    ["en;q=1.5,ko;q=0.1", "ko"],
    ["en;q=-1,ko;q=0.1", "ko"],
    ["en;q=1.2.3,ko;q=0.1", "ko"],
    ["en;q=0.5555,ko;q=0.1", "ko"],
    ["en;level=1,ko;q=0.1", "ko"],
    [",,;;,q=1,ko", "ko"],
    ["x,i,a-b-c-d,1234567890,ko", "ko"],
    ["ko_KR,en", "en"],
    ["\u0000ko,en\u0007,ko", "ko"],
    ["한국어,ko", "ko"],
  ])("passes over what is no range in `%s`: %s", (header, locale) => {
    expect(chooseLocale(undefined, header)).toBe(locale);
  });
  it("a header of any octets neither throws nor gives a third language", () => {
    const letters = "koen-KR;q=.01*, u_x\u0000é9";
    let state = 1;
    const next = (most: number) => (state = (state * 48271) % 2147483647) % most;
    for (let i = 0; i < 5000; i++) {
      const header = Array.from({ length: next(40) }, () => letters[next(letters.length)]).join("");
      expect(["en", "ko"]).toContain(chooseLocale(undefined, header));
    }
  });
  it("a header is read no further than the ranges that a person has", () => {
    expect(chooseLocale(undefined, `${"fr,".repeat(5000)}ko`)).toBe("en");
  });
});
