/** Passphrases that are made in the browser, by its own random source. */

/** Letters and digits that are not mistaken for each other. */
const letters = "abcdefghjkmnpqrstuvwxyz23456789";

/** What `makePassphrase` makes has 20 × log2(31) bits. */
export const madePassphraseBits = 99;

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

/** By the bits of the guesses that a file has to withstand: they are made without asking the console. */
export function strengthOf(bits: number): Strength {
  if (bits < 40) return "weak";
  if (bits < 60) return "fair";
  return bits < 80 ? "good" : "strong";
}
