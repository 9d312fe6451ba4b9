import { hash } from "node:crypto";
import { requireAffordable } from "../encryption/pbes-kdf.ts";

/**
 * bcrypt_pbkdf, the key derivation of OpenSSH's private key files (OpenBSD's bcrypt_pbkdf(3)). Blowfish is written out
 * because OpenSSL 3 keeps it in a provider that node does not carry. Its tables are the digits of pi, so they are
 * computed.
 */

/** The first `count` 32-bit words of the fraction of pi, by Machin's formula. */
function wordsOfPi(count: number): Uint32Array {
  const guard = 64n;
  const bits = BigInt(count * 32) + guard;
  const arctanInverse = (x: bigint): bigint => {
    let term = (1n << bits) / x;
    let sum = term;
    for (let n = 3n, sign = -1n; term !== 0n; n += 2n, sign = -sign) {
      term /= x * x;
      sum += sign * (term / n);
    }
    return sum;
  };
  const pi = 4n * (4n * arctanInverse(5n) - arctanInverse(239n));
  const fraction = (pi & ((1n << bits) - 1n)) >> guard;
  const hex = fraction.toString(16).padStart(count * 8, "0");
  return Uint32Array.from({ length: count }, (_, i) => Number.parseInt(hex.slice(i * 8, i * 8 + 8), 16));
}

let tables: Uint32Array | null = null;

/** Blowfish's state: 18 subkeys, then four boxes of 256 words. */
class Blowfish {
  readonly #p: Uint32Array;
  readonly #s: Uint32Array;
  left = 0;
  right = 0;

  constructor() {
    tables ??= wordsOfPi(18 + 1024);
    this.#p = tables.slice(0, 18);
    this.#s = tables.slice(18);
  }

  /** One block, in `left` and `right`. */
  encipher(): void {
    const p = this.#p;
    const s = this.#s;
    let l = this.left ^ p[0]!;
    let r = this.right;
    for (let i = 1; i < 17; i += 2) {
      r ^=
        (((s[l >>> 24]! + s[256 + ((l >>> 16) & 0xff)]!) ^ s[512 + ((l >>> 8) & 0xff)]!) + s[768 + (l & 0xff)]!) ^
        p[i]!;
      l ^=
        (((s[r >>> 24]! + s[256 + ((r >>> 16) & 0xff)]!) ^ s[512 + ((r >>> 8) & 0xff)]!) + s[768 + (r & 0xff)]!) ^
        p[i + 1]!;
    }
    this.left = r ^ p[17]!;
    this.right = l;
  }

  /** Mixes a key of 64 bytes (16 words) into the state; `salt` is mixed into each block, or nothing is. */
  expand(key: Uint32Array, salt: Uint32Array | null): void {
    for (let i = 0; i < 18; i++) this.#p[i] = this.#p[i]! ^ key[i % 16]!;
    this.left = 0;
    this.right = 0;
    let saltAt = 0;
    for (const words of [this.#p, this.#s]) {
      for (let i = 0; i < words.length; i += 2) {
        if (salt !== null) {
          this.left ^= salt[saltAt]!;
          this.right ^= salt[saltAt + 1]!;
          saltAt = (saltAt + 2) % 16;
        }
        this.encipher();
        words[i] = this.left;
        words[i + 1] = this.right;
      }
    }
  }
}

const wordsOf = (bytes: Buffer): Uint32Array =>
  Uint32Array.from({ length: bytes.length / 4 }, (_, i) => bytes.readUInt32BE(i * 4));

/** 32 bytes out of two SHA-512 digests; about 4 ms. */
function bcryptHash(passphraseDigest: Buffer, saltDigest: Buffer): Buffer {
  const key = wordsOf(passphraseDigest);
  const salt = wordsOf(saltDigest);
  const state = new Blowfish();
  state.expand(key, salt);
  for (let i = 0; i < 64; i++) {
    state.expand(salt, null);
    state.expand(key, null);
  }
  const block = wordsOf(Buffer.from("OxychromaticBlowfishSwatDynamite", "latin1"));
  for (let at = 0; at < 8; at += 2) {
    state.left = block[at]!;
    state.right = block[at + 1]!;
    for (let i = 0; i < 64; i++) state.encipher();
    block[at] = state.left;
    block[at + 1] = state.right;
  }
  const out = Buffer.alloc(32);
  block.forEach((word, i) => out.writeUInt32LE(word, i * 4));
  return out;
}

/** Derives `length` bytes. Gives way to the event loop between the rounds. @throws Failure `encryption.too-costly`. */
export async function deriveBcrypt(
  passphrase: Uint8Array,
  salt: Uint8Array,
  rounds: number,
  length: number,
): Promise<Uint8Array> {
  requireAffordable("rounds", rounds);
  const blocks = Math.ceil(length / 32);
  const passphraseDigest = hash("sha512", passphrase, "buffer");
  const key = new Uint8Array(length);
  for (let count = 1; count <= blocks; count++) {
    const counter = Buffer.alloc(4);
    counter.writeUInt32BE(count);
    let block = bcryptHash(passphraseDigest, hash("sha512", Buffer.concat([salt, counter]), "buffer"));
    const sum = Buffer.from(block);
    for (let round = 1; round < rounds; round++) {
      block = bcryptHash(passphraseDigest, hash("sha512", block, "buffer"));
      for (let i = 0; i < 32; i++) sum[i] = sum[i]! ^ block[i]!;
      await new Promise((resolve) => setImmediate(resolve));
    }
    // the bytes of the blocks are interleaved
    for (let i = 0; i < 32 && i * blocks + count - 1 < length; i++) key[i * blocks + count - 1] = sum[i]!;
  }
  return key;
}
