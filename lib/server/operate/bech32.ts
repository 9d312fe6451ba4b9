import "server-only";

/** Bech32 (BIP 173), as the keys of age are spelled; without its limit of 90 characters. */

const letters = "qpzry9x8gf2tvdw0s3jn54khce6mua7l";
const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3];

function checksum(values: readonly number[]): number {
  let sum = 1;
  for (const value of values) {
    const top = sum >>> 25;
    sum = ((sum & 0x1ffffff) << 5) ^ value;
    generator.forEach((term, bit) => {
      if (((top >>> bit) & 1) === 1) sum ^= term;
    });
  }
  return sum;
}

/** The bytes of a text with this prefix; null when it is none. */
export function readBech32(text: string, prefix: string): Uint8Array | null {
  if (text !== text.toLowerCase() && text !== text.toUpperCase()) return null;
  const lower = text.toLowerCase();
  if (!lower.startsWith(`${prefix}1`)) return null;
  const values = [...lower.slice(prefix.length + 1)].map((letter) => letters.indexOf(letter));
  if (values.length < 6 || values.includes(-1)) return null;
  const codes = [...prefix].map((letter) => letter.charCodeAt(0));
  const expanded = [...codes.map((code) => code >> 5), 0, ...codes.map((code) => code & 31)];
  if (checksum([...expanded, ...values]) !== 1) return null;
  return bytesOf(values.slice(0, -6));
}

/** Groups of five bits as bytes; null when what is left over is not zero. */
function bytesOf(values: readonly number[]): Uint8Array | null {
  const bytes: number[] = [];
  let [rest, bits] = [0, 0];
  for (const value of values) {
    rest = (rest << 5) | value;
    bits += 5;
    if (bits < 8) continue;
    bits -= 8;
    bytes.push((rest >> bits) & 0xff);
    rest &= (1 << bits) - 1;
  }
  return bits >= 5 || rest !== 0 ? null : Uint8Array.from(bytes);
}
