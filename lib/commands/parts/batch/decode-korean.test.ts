import { execFileSync } from "node:child_process";
import { expect, test } from "vitest";
import { decodeKorean } from "./decode-korean.ts";

/** iconv judges: its CP949 is glibc's own table. */
const written = (text: string) =>
  Uint8Array.from(execFileSync("iconv", ["-f", "UTF-8", "-t", "CP949"], { input: text }));

test("every modern syllable, between letters, signs and hanja", () => {
  const syllables = Array.from({ length: 0xd7a4 - 0xac00 }, (_, index) => String.fromCodePoint(0xac00 + index)).join(
    "",
  );
  expect(decodeKorean(written(syllables))).toBe(syllables);
  const mixed = "김똠방 Ltd.,ⓒ大韓民國\n뷁a햏1";
  expect(decodeKorean(written(mixed))).toBe(mixed);
});

test("what is not Korean text is told as such", () => {
  expect(decodeKorean(Uint8Array.of(0x41, 0xff, 0x41))).toBeNull();
  expect(decodeKorean(Uint8Array.of(0xb0))).toBeNull();
  expect(decodeKorean(Uint8Array.of(0xc6, 0x5a))).toBeNull(); // behind the last syllable
  expect(decodeKorean(Buffer.from("é", "latin1"))).toBeNull();
});
