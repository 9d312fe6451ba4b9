import { describe, expect, it } from "vitest";
import { strengthText as english } from "../../lib/i18n/en/ui/strength.ts";
import { strengthText as korean } from "../../lib/i18n/ko/ui/strength.ts";
import { estimateSecret } from "./estimate-secret.ts";
import { makePassphrase } from "./passphrase.ts";

const person = ["minji.kim@example.com", "Kim Minji", "dbserver.p12"];

describe("the strength of a secret", () => {
  it.each([
    "password",
    "Password1!",
    "12345678",
    "qwertyuiop",
    "aaaaaaaaaaaaaaaa",
    "summer2026",
    "Chainsmith-2026!",
    "changeit",
    "abcabcabcabc",
    "letmein letmein letmein",
    "비밀번호1234",
    "qlalfqjsgh1",
    "ㅁㄴㅇㄹㅁㄴㅇㄹ",
    "dbserver-2026",
    "minji.kim1",
    "MINJI-kim-example",
  ])("of %s is weak", (weak) => {
    expect(estimateSecret(weak, person).strength).toBe("weak");
  });
  it("grows with texts and with what is random", () => {
    expect(estimateSecret("correct horse battery staple", person).strength).toBe("good");
    expect(estimateSecret("correct horse battery staple otter plinth", person).strength).toBe("strong");
    expect(estimateSecret("푸른 하늘 하얀 쪽배 은하수 계수나무", person).strength).toBe("good");
    expect(estimateSecret("x7Kq-9wPz-4Tnb", person).strength).toBe("fair");
    for (let i = 0; i < 20; i++) expect(estimateSecret(makePassphrase(), person).bits).toBeGreaterThan(60);
    expect(estimateSecret("", person).bits).toBe(0);
  });
  it("does not count what stands behind the sixty-fourth character, and answers at once", () => {
    const began = process.cpuUsage();
    expect(estimateSecret("ab1!".repeat(64), person).strength).toBe("weak");
    expect(process.cpuUsage(began).user / 1000).toBeLessThan(1000);
  });
});

describe("the advice", () => {
  it.each([
    ["password", "topTen"],
    ["changeit", "common"],
    ["aaaaaaaaaaaaaaaa", "simpleRepeat"],
    ["abcabcabcabc", "extendedRepeat"],
    ["dbserver1", "userInputs"],
    ["minji99", "userInputs"],
    ["chainsmith1", "userInputs"],
  ])("on %s warns with %s", (secret, warning) => {
    expect(estimateSecret(secret, person).warning).toBe(warning);
  });
  it("knows the person and the file that stand on the page, and nothing of them elsewhere", () => {
    expect(estimateSecret("dbserver1", []).warning).not.toBe("userInputs");
    expect(estimateSecret("dbserver1", person).bits).toBeLessThan(estimateSecret("dbserver1", []).bits);
  });
  it("asks for another word where a secret is too weak for a file and there is nothing else to say", () => {
    expect(estimateSecret("x7Kq-9wPz-4Tnb", []).suggestions).toEqual(["anotherWord"]);
    expect(estimateSecret(makePassphrase(), []).suggestions).toEqual([]);
  });
  it("is a code of both catalogues, never a sentence of the library", () => {
    for (const secret of [
      "p@ssword1",
      "drowssap",
      "PASSWORD",
      "Password",
      "19840412",
      "john",
      "qazwsxedc",
      "john smith",
      "1q2w3e4r",
    ]) {
      const { warning, suggestions } = estimateSecret(secret, []);
      for (const texts of [english, korean]) {
        if (warning !== null) expect(texts.warnings[warning]).toBeTypeOf("string");
        for (const each of suggestions) expect(texts.suggestions[each]).toBeTypeOf("string");
      }
      expect([secret, warning === null && suggestions.length === 0]).toEqual([secret, false]);
    }
  });
});
