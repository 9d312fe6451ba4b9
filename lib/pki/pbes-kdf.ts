import { createHash, hash, pbkdf2, scrypt } from "node:crypto";
import { promisify } from "node:util";
import { Failure } from "./error.ts";

/** Keys from passphrases. All of it is asynchronous or yields: nothing here holds the event loop for more than ≈ 10 ms. */

/** What a file may ask for. Above it: `encryption.too-costly`. */
export const costLimits = { iterations: 5_000_000, memory: 256 * 1024 * 1024, rounds: 1024 } as const;

export function requireAffordable(parameter: keyof typeof costLimits, value: number): void {
  const limit = costLimits[parameter];
  if (value > limit) throw new Failure("encryption.too-costly", { parameter, value, limit });
}

const pbkdf2Async = promisify(pbkdf2);

/** PBKDF2 (RFC 8018 §5.2) in the thread pool. @throws Failure `encryption.too-costly`. */
export async function derivePbkdf2(
  passphrase: Uint8Array, salt: Uint8Array, iterations: number, length: number, digest: string,
): Promise<Uint8Array> {
  requireAffordable("iterations", iterations);
  return pbkdf2Async(passphrase, salt, iterations, length, digest);
}

export interface ScryptCost {
  readonly n: number;
  readonly r: number;
  readonly p: number;
}

/** scrypt (RFC 7914) in the thread pool. @throws Failure `encryption.too-costly` over 256 MB or too much work. */
export async function deriveScrypt(passphrase: Uint8Array, salt: Uint8Array, cost: ScryptCost, length: number): Promise<Uint8Array> {
  const { n, r, p } = cost;
  const memory = 128 * r * (n + p + 2);
  requireAffordable("memory", memory);
  // N·r·p is the work whatever its shape: N=2^20, r=8, p=1 costs ≈ 3 s
  requireAffordable("iterations", (n * r * p) / 8);
  return new Promise((resolve, reject) => {
    scrypt(passphrase, salt, length, { N: n, r, p, maxmem: memory + 1024 * 1024 }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}

/** PBKDF1 (RFC 8018 §5.1) for PBES1. */
export async function derivePbkdf1(
  passphrase: Uint8Array, salt: Uint8Array, iterations: number, digest: "md5" | "sha1",
): Promise<Uint8Array> {
  requireAffordable("iterations", iterations);
  return repeatHash(digest, Buffer.concat([passphrase, salt]), iterations);
}

/** digest applied `times` times, giving way to the event loop every ≈ 10 ms. */
async function repeatHash(digest: string, first: Uint8Array, times: number): Promise<Buffer> {
  let value: Uint8Array = first;
  for (let done = 0; done < times; ) {
    const until = Math.min(times, done + 8192);
    for (; done < until; done++) value = hash(digest, value, "buffer");
    if (done < times) await new Promise((resolve) => setImmediate(resolve));
  }
  return value as Buffer;
}

const digestSizes: Readonly<Record<string, readonly [blockOctets: number, hashOctets: number]>> = {
  "md5": [64, 16],
  "sha1": [64, 20],
  "sha224": [64, 28],
  "sha256": [64, 32],
  "sha384": [128, 48],
  "sha512": [128, 64],
  "sha512-224": [128, 28],
  "sha512-256": [128, 32],
};

/** What the derived octets are for (RFC 7292 appendix B.3). */
export const Pkcs12Purpose = { key: 1, iv: 2, mac: 3 } as const;

/**
 * The key derivation of PKCS#12 (RFC 7292 appendix B.2). `password` is as B.1 wants it, see `bmpPassword`.
 * @throws Failure `encryption.too-costly`.
 */
export async function derivePkcs12(
  password: Uint8Array, salt: Uint8Array, iterations: number, length: number, digest: string,
  purpose: (typeof Pkcs12Purpose)[keyof typeof Pkcs12Purpose],
): Promise<Uint8Array> {
  const [v, u] = digestSizes[digest]!;
  requireAffordable("iterations", iterations * Math.ceil(length / u));
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
function fillUp(octets: Uint8Array, v: number): Buffer {
  return octets.length === 0 ? Buffer.alloc(0) : Buffer.alloc(v * Math.ceil(octets.length / v), octets);
}

/** Each v-octet block I_j becomes I_j + addend + 1 modulo 2^(8v), big-endian. */
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

/** A password as the PKCS#12 derivation wants it: UTF-16BE with two zero octets at the end (RFC 7292 appendix B.1). */
export function bmpPassword(passphrase: string): Uint8Array {
  return Buffer.from(`${passphrase}\0`, "utf16le").swap16();
}
