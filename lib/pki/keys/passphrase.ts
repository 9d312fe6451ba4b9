/** Passphrases that we make up for people: to be read from paper and typed on a phone. */

/** Letters and digits that are not mistaken for one another on paper: no i, l, o, 0, 1. */
const alphabet = "abcdefghjkmnpqrstuvwxyz23456789";
const groups = 3;
const groupLength = 6;

/** Bits of a generated passphrase: 18 characters of 31. */
export const passphraseBits = Math.floor(groups * groupLength * Math.log2(alphabet.length));

/** `k7mq2x-hp9dtr-w4nsbf`: 89 bits of the given cryptographic random source. */
export function generatePassphrase(random: (length: number) => Uint8Array): string {
  const characters: string[] = [];
  // The last bytes would favour the first letters, so they are drawn again.
  const limit = 256 - (256 % alphabet.length);
  while (characters.length < groups * groupLength) {
    for (const octet of random(groups * groupLength)) {
      if (octet < limit && characters.length < groups * groupLength)
        characters.push(alphabet[octet % alphabet.length]!);
    }
  }
  return Array.from({ length: groups }, (_, group) =>
    characters.slice(group * groupLength, (group + 1) * groupLength).join(""),
  ).join("-");
}
