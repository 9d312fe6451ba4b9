import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { generatePassphrase, passphraseBits } from "./passphrase.ts";

const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";

test("a passphrase is three groups of six letters and digits that cannot be mistaken for one another, 89 bits", () => {
  expect(generatePassphrase(randomBytes)).toMatch(/^[a-hjkmnp-z2-9]{6}(-[a-hjkmnp-z2-9]{6}){2}$/);
  expect(passphraseBits).toBe(Math.floor(18 * Math.log2(alphabet.length)));
  expect(passphraseBits).toBe(89);
});

test("octets below the limit count the same and those above are drawn again, so that no letter is more likely", () => {
  // All 256 bytes once: what comes out is each of the 31 characters exactly eight times.
  const bytes = Uint8Array.from({ length: 256 }, (_, octet) => octet);
  let at = 0;
  const random = (length: number) => Uint8Array.from({ length }, () => bytes[at++ % 256]!);
  const counts = new Map<string, number>();
  // 18 × 124 characters = 9 whole rounds of the 248 bytes that count.
  for (let made = 0; made < 124; made += 1)
    for (const character of generatePassphrase(random).replaceAll("-", ""))
      counts.set(character, (counts.get(character) ?? 0) + 1);
  expect([...counts.keys()].sort().join("")).toBe([...alphabet].sort().join(""));
  expect(Math.max(...counts.values()) - Math.min(...counts.values())).toBeLessThanOrEqual(8);
});

test("the last octets, which would favour the first letters, never make a character", () => {
  let call = 0;
  const random = (length: number) => new Uint8Array(length).fill((call += 1) === 1 ? 255 : 247);
  expect(generatePassphrase(random)).toBe("999999-999999-999999");
  expect(call).toBe(2);
});

test("of a hundred thousand characters each is as frequent as chance allows", () => {
  const counts = new Map<string, number>();
  const made = 5600;
  for (let index = 0; index < made; index += 1)
    for (const character of generatePassphrase(randomBytes).replaceAll("-", ""))
      counts.set(character, (counts.get(character) ?? 0) + 1);
  const expected = (made * 18) / alphabet.length;
  const chiSquared = [...alphabet].reduce(
    (sum, character) => sum + ((counts.get(character) ?? 0) - expected) ** 2 / expected,
    0,
  );
  expect(chiSquared).toBeLessThan(90); // 30 degrees of freedom: above 90 once in ten million runs
});
