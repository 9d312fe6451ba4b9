import { hash } from "node:crypto";

/**
 * A digest of a digest of a digest …: what the key derivations of PKCS#12 and PBES1 are made of. Node's hashes cost ten
 * times the hash itself for a message this short, so SHA-1 and SHA-256 (FIPS 180-4 §6) are here in plain JavaScript: a
 * third of a microsecond each. Only for such chains; everything else is hashed by the runtime.
 */

/** `digest` applied `times` times to `first`. */
export function iterateHash(digest: string, first: Uint8Array, times: number): Uint8Array {
  const fast = chains[digest];
  let value = first;
  let left = times;
  // A chain runs over values of the digest's own length; the first one may have any.
  while (left > 0 && (fast === undefined || value.length !== fast.bytes)) {
    value = hash(digest, value, "buffer");
    left -= 1;
  }
  return left === 0 || fast === undefined ? value : chain(fast, value, left);
}

interface Chain {
  readonly bytes: number;
  /** Replaces the words by their digest, so many times. */
  run(words: Int32Array, times: number): void;
}

function chain({ bytes, run }: Chain, first: Uint8Array, times: number): Uint8Array {
  const words = new Int32Array(bytes / 4);
  const view = new DataView(first.buffer, first.byteOffset, bytes);
  for (let i = 0; i < words.length; i++) words[i] = view.getInt32(i * 4);
  run(words, times);
  const value = Buffer.alloc(bytes);
  for (let i = 0; i < words.length; i++) value.writeInt32BE(words[i]!, i * 4);
  return value;
}

/** Cube roots of the first 64 primes, 32 bits of the fraction (FIPS 180-4 §4.2.2). */
const rounds256 = Int32Array.from(firstPrimes(64), (prime) => fraction(Math.cbrt(prime)));
/** Square roots of the first 8 (§5.3.3). */
const start256 = Int32Array.from(firstPrimes(8), (prime) => fraction(Math.sqrt(prime)));
const start1 = Int32Array.of(0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0);

function firstPrimes(count: number): number[] {
  const primes: number[] = [];
  for (let n = 2; primes.length < count; n++) if (primes.every((prime) => n % prime !== 0)) primes.push(n);
  return primes;
}

function fraction(root: number): number {
  return ((root - Math.floor(root)) * 2 ** 32) | 0;
}

/** One block: the words, a bit, zeros, and the length in bits. */
function pad(block: Int32Array, words: Int32Array): void {
  for (let i = 0; i < words.length; i++) block[i] = words[i]!;
  block[words.length] = 0x80000000 | 0;
  for (let i = words.length + 1; i < 15; i++) block[i] = 0;
  block[15] = words.length * 32;
}

function runSha256(words: Int32Array, times: number): void {
  const w = new Int32Array(64);
  for (let done = 0; done < times; done++) {
    pad(w, words);
    for (let i = 16; i < 64; i++) {
      const x = w[i - 15]!;
      const y = w[i - 2]!;
      w[i] =
        ((((x >>> 7) | (x << 25)) ^ ((x >>> 18) | (x << 14)) ^ (x >>> 3)) +
          w[i - 7]! +
          (((y >>> 17) | (y << 15)) ^ ((y >>> 19) | (y << 13)) ^ (y >>> 10)) +
          w[i - 16]!) |
        0;
    }
    let a = start256[0]!;
    let b = start256[1]!;
    let c = start256[2]!;
    let d = start256[3]!;
    let e = start256[4]!;
    let f = start256[5]!;
    let g = start256[6]!;
    let h = start256[7]!;
    for (let i = 0; i < 64; i++) {
      const one =
        (h +
          (((e >>> 6) | (e << 26)) ^ ((e >>> 11) | (e << 21)) ^ ((e >>> 25) | (e << 7))) +
          (g ^ (e & (f ^ g))) +
          rounds256[i]! +
          w[i]!) |
        0;
      const two =
        ((((a >>> 2) | (a << 30)) ^ ((a >>> 13) | (a << 19)) ^ ((a >>> 22) | (a << 10))) + ((a & b) ^ (c & (a ^ b)))) |
        0;
      h = g;
      g = f;
      f = e;
      e = (d + one) | 0;
      d = c;
      c = b;
      b = a;
      a = (one + two) | 0;
    }
    words[0] = (start256[0]! + a) | 0;
    words[1] = (start256[1]! + b) | 0;
    words[2] = (start256[2]! + c) | 0;
    words[3] = (start256[3]! + d) | 0;
    words[4] = (start256[4]! + e) | 0;
    words[5] = (start256[5]! + f) | 0;
    words[6] = (start256[6]! + g) | 0;
    words[7] = (start256[7]! + h) | 0;
  }
}

function runSha1(words: Int32Array, times: number): void {
  const w = new Int32Array(80);
  for (let done = 0; done < times; done++) {
    pad(w, words);
    for (let i = 16; i < 80; i++) {
      const x = w[i - 3]! ^ w[i - 8]! ^ w[i - 14]! ^ w[i - 16]!;
      w[i] = (x << 1) | (x >>> 31);
    }
    let a = start1[0]!;
    let b = start1[1]!;
    let c = start1[2]!;
    let d = start1[3]!;
    let e = start1[4]!;
    for (let i = 0; i < 80; i++) {
      const mixed =
        i < 20
          ? ((d ^ (b & (c ^ d))) + 0x5a827999) | 0
          : i < 40
            ? ((b ^ c ^ d) + 0x6ed9eba1) | 0
            : i < 60
              ? (((b & c) | (d & (b | c))) + 0x8f1bbcdc) | 0
              : ((b ^ c ^ d) + 0xca62c1d6) | 0;
      const next = (((a << 5) | (a >>> 27)) + mixed + e + w[i]!) | 0;
      e = d;
      d = c;
      c = (b << 30) | (b >>> 2);
      b = a;
      a = next;
    }
    words[0] = (start1[0]! + a) | 0;
    words[1] = (start1[1]! + b) | 0;
    words[2] = (start1[2]! + c) | 0;
    words[3] = (start1[3]! + d) | 0;
    words[4] = (start1[4]! + e) | 0;
  }
}

const chains: Readonly<Record<string, Chain>> = {
  sha1: { bytes: 20, run: runSha1 },
  sha256: { bytes: 32, run: runSha256 },
};
