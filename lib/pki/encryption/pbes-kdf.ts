import { type BinaryLike, createHash, pbkdf2, pbkdf2Sync, scrypt, type ScryptOptions, scryptSync } from "node:crypto";
import { promisify } from "node:util";
import { Failure } from "../failure.ts";
import { iterateHash } from "./wipeable-hash.ts";

/**
 * Keys from passphrases. All of it is asynchronous or yields: nothing here holds the event loop for more than ≈ 10 ms.
 * In a worker thread the loop serves no one else, but the thread pool of libuv is shared with files, names and
 * sessions: there `deriveOnThisThread` makes the derivations synchronous.
 */
let isThreadOurs = false;

export function deriveOnThisThread(): void {
  isThreadOurs = true;
}

/**
 * The most that a file may ask for: iterations, bytes of memory, rounds of bcrypt. Above it: `encryption.too-costly`.
 */
export const costLimits = { iterations: 5_000_000, memory: 256 * 1024 * 1024, rounds: 512 } as const;

export function requireAffordable(
  parameter: keyof typeof costLimits,
  value: number,
  limit: number = costLimits[parameter],
): void {
  if (value > limit) throw new Failure("encryption.too-costly", { parameter, value, limit });
}

const pbkdf2Async = promisify(pbkdf2);
const scryptAsync = promisify<BinaryLike, BinaryLike, number, ScryptOptions, Buffer>(scrypt);

/** PBKDF2 (RFC 8018 §5.2) in the thread pool. @throws Failure `encryption.too-costly`. */
export async function derivePbkdf2(
  passphrase: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  length: number,
  digest: string,
): Promise<Uint8Array> {
  requireAffordable("iterations", iterations);
  return isThreadOurs
    ? pbkdf2Sync(passphrase, salt, iterations, length, digest)
    : pbkdf2Async(passphrase, salt, iterations, length, digest);
}

export interface ScryptCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/**
 * The work of scrypt in rounds of PBKDF2 that take as long: N·r·p counts, whatever its shape. N=2^18, r=8 costs ≈ 1 s.
 */
export const scryptRounds = ({ n, r, p }: ScryptCost): number => 2 * n * r * p;

/**
 * scrypt (RFC 7914) in the thread pool.
 * @throws Failure `encryption.too-costly` over 256 MB or too much work, `key.unsupported-encryption`.
 */
export async function deriveScrypt(
  passphrase: Uint8Array,
  salt: Uint8Array,
  cost: ScryptCost,
  length: number,
): Promise<Uint8Array> {
  const { n, r, p } = cost;
  const memory = 128 * r * (n + p + 2);
  requireAffordable("memory", memory);
  requireAffordable("iterations", scryptRounds(cost));
  try {
    const options = { N: n, r, p, maxmem: memory + 1024 * 1024 };
    return isThreadOurs
      ? scryptSync(passphrase, salt, length, options)
      : await scryptAsync(passphrase, salt, length, options);
  } catch (error) {
    // RFC 7914 §2 forbids some combinations (N ≥ 2^(16·r)), and OpenSSL says so in its own words
    throw new Failure("key.unsupported-encryption", { scheme: `scrypt N=${n} r=${r} p=${p}` }, error);
  }
}

/** PBKDF1 (RFC 8018 §5.1) for PBES1. */
export async function derivePbkdf1(
  passphrase: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  digest: "md5" | "sha1",
): Promise<Uint8Array> {
  requireAffordable("iterations", iterations);
  return repeatHash(digest, Buffer.concat([passphrase, salt]), iterations);
}

/** digest applied `times` times, giving way to the event loop every ≈ 10 ms. */
async function repeatHash(digest: string, first: Uint8Array, times: number): Promise<Buffer> {
  let value: Uint8Array = first;
  for (let done = 0; done < times;) {
    const until = Math.min(times, done + 8192);
    value = iterateHash(digest, value, until - done);
    done = until;
    if (done < times && !isThreadOurs) await new Promise((resolve) => setImmediate(resolve));
  }
  return value as Buffer;
}

const digestSizes: Readonly<Record<string, readonly [blockOctets: number, hashOctets: number]>> = {
  md5: [64, 16],
  sha1: [64, 20],
  sha224: [64, 28],
  sha256: [64, 32],
  sha384: [128, 48],
  sha512: [128, 64],
  "sha512-224": [128, 28],
  "sha512-256": [128, 32],
  "sha3-224": [144, 28],
  "sha3-256": [136, 32],
  "sha3-384": [104, 48],
  "sha3-512": [72, 64],
};

/** The purpose of derived bytes, as the ID of RFC 7292 appendix B.3. */
export const Pkcs12Purpose = { key: 1, iv: 2, mac: 3 } as const;

/**
 * The key derivation of PKCS#12 (RFC 7292 appendix B.2). `password` is as B.1 wants it, see `bmpPassword`.
 * @throws Failure `encryption.too-costly`.
 */
export async function derivePkcs12(
  password: Uint8Array,
  salt: Uint8Array,
  iterations: number,
  length: number,
  digest: string,
  purpose: (typeof Pkcs12Purpose)[keyof typeof Pkcs12Purpose],
): Promise<Uint8Array> {
  const [v, u] = digestSizes[digest]!;
  requireAffordable("iterations", iterations);
  const diversifier = Buffer.alloc(v, purpose);
  const input = Buffer.concat([fillUp(salt, v), fillUp(password, v)]);
  const derived = Buffer.alloc(Math.ceil(length / u) * u);
  for (let at = 0; at < length; at += u) {
    const first = createHash(digest).update(diversifier).update(input).digest();
    const block = await repeatHash(digest, first, iterations - 1);
    block.copy(derived, at);
    addToEveryBlock(input, fillUp(block, v).subarray(0, v), v);
  }
  return derived.subarray(0, length);
}

/** Copies of `octets`, cut to the smallest multiple of `v` that holds all of them (nothing stays nothing). */
function fillUp(bytes: Uint8Array, v: number): Buffer {
  return bytes.length === 0 ? Buffer.alloc(0) : Buffer.alloc(v * Math.ceil(bytes.length / v), bytes);
}

/** Each v-byte block I_j becomes I_j + addend + 1 modulo 2^(8v), big-endian. */
function addToEveryBlock(input: Buffer, addend: Uint8Array, v: number): void {
  for (let start = 0; start < input.length; start += v) {
    let carry = 1;
    for (let i = v - 1; i >= 0; i--) {
      carry += input[start + i]! + addend[i]!;
      input[start + i] = carry & 0xff;
      carry >>= 8;
    }
  }
}

/** A password as the PKCS#12 derivation wants it: UTF-16BE with two zero bytes at the end (RFC 7292 appendix B.1). */
export function bmpPassword(passphrase: string): Uint8Array {
  return Buffer.from(`${passphrase}\0`, "utf16le").swap16();
}
