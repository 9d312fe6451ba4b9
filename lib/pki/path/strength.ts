import type { PublicKeyFacts } from "../keys/public-key.ts";

/**
 * Strength in bits by NIST SP 800-57 Part 1 table 2, digests by their resistance to collisions (SHA-1: 63, Leurent and
 * Peyrin 2020), as OpenSSL's security levels count them: 80, 112, 128, 192 and 256 bits are its levels 1 to 5.
 */
export const defaultSecurityBits = 112;

/** Bits of a public key; null when nothing is known about its kind. */
export function keySecurityBits(key: PublicKeyFacts): number | null {
  switch (key.family) {
    case "rsa":
    case "rsa-pss":
      if (key.exponent !== null && !isOddExponent(key.exponent)) return 0;
      return key.bits === null ? null : integerSecurityBits(key.bits);
    case "dsa":
    case "dh":
      return key.bits === null ? null : integerSecurityBits(key.bits);
    case "ec":
      return key.bits === null ? null : key.bits >> 1;
    case "ed25519":
    case "x25519":
      return 128;
    case "ed448":
    case "x448":
      return 224;
    default:
      return null;
  }
}

/** RFC 8017 §3.1: odd and at least 3. With 1 any value is its own signature. */
const isOddExponent = (decimal: string): boolean =>
  decimal !== "1" && /[13579]$/.test(decimal) && !decimal.startsWith("-");

function integerSecurityBits(bits: number): number {
  if (bits >= 15360) return 256;
  if (bits >= 7680) return 192;
  if (bits >= 3072) return 128;
  if (bits >= 2048) return 112;
  return bits >= 1024 ? 80 : 0;
}

const digestBits: Readonly<Record<string, number>> = { md5: 39, sha1: 63 };

/** Bits of a digest by node:crypto's name: half its length, less where it is broken. */
export function digestSecurityBits(digest: string): number {
  const broken = digestBits[digest];
  if (broken !== undefined) return broken;
  const length = /(\d+)$/.exec(digest);
  return length === null ? 0 : Number(length[1]) >> 1;
}
