import { execFileSync } from "node:child_process";
import { describe, expect, it } from "vitest";
import { decodeCodePage, decodeKorean } from "./code-page.ts";

/** glibc's iconv judges: its tables are its own. */
const written = (text: string, page: string) =>
  Uint8Array.from(execFileSync("iconv", ["-f", "UTF-8", "-t", page], { input: text }));

describe("code page 949", () => {
  it("code page 949 has every modern syllable, between letters, signs and hanja", () => {
    const syllables = Array.from({ length: 0xd7a4 - 0xac00 }, (_, index) => String.fromCodePoint(0xac00 + index));
    expect(decodeCodePage(written(syllables.join(""), "CP949"), "cp949")).toBe(syllables.join(""));
    const mixed = "김똠방 Ltd.,ⓒ大韓民國\n뷁a햏1";
    expect(decodeCodePage(written(mixed, "CP949"), "cp949")).toBe(mixed);
  });
  it.each([
    ["an octet that begins no pair", Uint8Array.of(0x41, 0xff, 0x41)],
    ["the first half of a pair at the end", Uint8Array.of(0xb0)],
    ["a pair behind the last syllable", Uint8Array.of(0xc6, 0x5a)],
    ["a letter of Latin-1", Buffer.from("é", "latin1")],
    ["the control octet 80", Uint8Array.of(0x80, 0x41)],
  ])("says null of %s", (_, bytes) => {
    expect(decodeCodePage(bytes, "cp949")).toBeNull();
  });
});

describe("text of a Korean Windows", () => {
  it.each(["김똠방", "뷁 a 햏1", "server인증서.crt", "인증서_server.crt", "plain.crt"])(
    "%s is taken for Korean",
    (text) => {
      expect(decodeKorean(written(text, "CP949"))).toBe(text);
    },
  );
  it.each(["Müller", "señal", "Größe", "Überlingen.crt"])("%s of code page 437 is not taken for Korean", (text) => {
    expect(decodeKorean(written(text, "CP437"))).toBeNull();
  });
  it("Ångström of code page 1252 is not taken for Korean", () => {
    expect(decodeKorean(written("Ångström", "CP1252"))).toBeNull();
  });
});

it("the letters and frames of code page 437 are read", () => {
  const text = "Ünïcödé ½ ░▒▓│┤ Σσµ";
  expect(decodeCodePage(written(text, "CP437"), "cp437")).toBe(text);
});

describe("Windows code page 1252", () => {
  it("the letters of Western Europe and the signs that Latin-1 has not are read", () => {
    expect(decodeCodePage(written("Zoë Müller – “€ 5”", "CP1252"), "windows-1252")).toBe("Zoë Müller – “€ 5”");
  });
  it("an octet that is no character gives null", () => {
    expect(decodeCodePage(Uint8Array.of(0x41, 0x81), "windows-1252")).toBeNull();
  });
});
