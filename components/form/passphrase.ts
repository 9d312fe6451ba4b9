/** Passphrases in the browser: made by its own random source, and weighed without being sent anywhere. */

/** Letters and digits that are not mistaken for each other. */
const letters = "abcdefghjkmnpqrstuvwxyz23456789";

/** 20 of 31 letters in 5 groups: 99 bits, 24 characters, ASCII, so that old dialogs take it as well. */
export function makePassphrase(): string {
  const picked: string[] = [];
  while (picked.length < 20) {
    const [octet = 255] = crypto.getRandomValues(new Uint8Array(1));
    // 248 is the last multiple of 31: a remainder of the rest would favour the first letters
    if (octet < letters.length * 8) picked.push(letters[octet % letters.length] ?? "a");
  }
  return picked.join("").replace(/(.{4})(?=.)/g, "$1-");
}

export type Strength = "weak" | "fair" | "good" | "strong";

/** Rows that fingers and alphabets run along. */
const rows = [
  "abcdefghijklmnopqrstuvwxyz",
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "01234567890",
  "ㄱㄴㄷㄹㅁㅂㅅㅇㅈㅊㅋㅌㅍㅎ",
  "가나다라마바사아자차카타파하",
];

/**
 * Estimates a passphrase in bits, at most, against an attacker who knows how people choose. A run of letters counts as
 * one word out of 65,536, whatever its length; a year, a row of the keyboard or one character again and again count
 * next to nothing. Nothing is looked up in lists, so it can only say too much of a password that stands in one.
 */
export function passphraseBits(passphrase: string): number {
  const runs = passphrase.match(/\p{L}+|\d+|[^\p{L}\d]+/gu) ?? [];
  const seen = new Set<string>();
  let bits = 0;
  for (const run of runs) {
    const key = run.toLowerCase();
    bits += seen.has(key) ? 1 : runBits(run);
    seen.add(key);
  }
  return Math.floor(bits);
}

function runBits(run: string): number {
  const length = [...run].length;
  if (new Set(run.toLowerCase()).size === 1) return 4 + Math.log2(length);
  if (
    length > 2 &&
    rows.some((row) => row.includes(run.toLowerCase()) || [...row].reverse().join("").includes(run.toLowerCase()))
  )
    return 5;
  if (/^(19|20)\d\d$/.test(run)) return 6;
  if (/^\d+$/.test(run)) return length * Math.log2(10);
  // Hangul: some 1,000 syllables are in use
  if (/^\p{L}+$/u.test(run))
    return (
      Math.min(16, length * (/^[\x20-\x7e]+$/.test(run) ? Math.log2(26) : 10)) +
      (/^[^\p{Lu}]+$|^\p{Lu}[^\p{Lu}]*$/u.test(run) ? 0 : 2)
    );
  return run === " " || run === "-" ? 1 : length * 4;
}

export function strengthOf(bits: number): Strength {
  if (bits < 40) return "weak";
  if (bits < 60) return "fair";
  return bits < 80 ? "good" : "strong";
}
