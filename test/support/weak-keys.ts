import { checkPrimeSync, createPrivateKey, generatePrimeSync, type KeyObject } from "node:crypto";

/** RSA keys whose private half can be computed, made as the faulty programs made them. */

const exponent = 65537n;

/**
 * Two primes of 1024 bits side by side (CVE-2022-26320). `distance`: the second is sought from so far behind the first.
 */
export function closePrimesKey(distance = 2n): KeyObject {
  for (;;) {
    const prime = generatePrimeSync(1024, { bigint: true });
    const key = keyOf(prime, nextPrime(prime + distance));
    if (key !== null) return key;
  }
}

const smallPrimes = Array.from({ length: 165 }, (_, index) => BigInt(index + 3)).filter((each) => checkPrimeSync(each));
const product = smallPrimes.reduce((all, each) => all * each, 2n);

/**
 * Primes that are powers of 65537 modulo the product of all primes up to 167, as an Infineon chip made them
 * (CVE-2017-15361).
 */
export function rocaKey(): KeyObject {
  for (let power = 77; ; power++) {
    const key = keyOf(markedPrime(1000), markedPrime(power));
    if (key !== null) return key;
  }
}

export function markedPrime(power: number): bigint {
  let remainder = 1n;
  for (let i = 0; i < power; i++) remainder = (remainder * exponent) % product;
  const start = 3n << 1022n;
  let number = start + (product - (start % product)) + remainder;
  while (!checkPrimeSync(number)) number += product;
  return number;
}

function nextPrime(from: bigint): bigint {
  let number = from | 1n;
  while (!checkPrimeSync(number)) number += 2n;
  return number;
}

/** Null where the exponent has no inverse. */
function keyOf(p: bigint, q: bigint): KeyObject | null {
  const d = inverse(exponent, (p - 1n) * (q - 1n));
  const qi = inverse(q, p);
  if (d === null || qi === null) return null;
  const numbers = { n: p * q, e: exponent, d, p, q, dp: d % (p - 1n), dq: d % (q - 1n), qi };
  const jwk = Object.fromEntries(Object.entries(numbers).map(([name, number]) => [name, base64url(number)]));
  return createPrivateKey({ key: { kty: "RSA", ...jwk }, format: "jwk" });
}

function base64url(number: bigint): string {
  const hex = number.toString(16);
  return Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, "hex").toString("base64url");
}

/** Extended Euclid. */
function inverse(number: bigint, modulus: bigint): bigint | null {
  let [a, b, x, y] = [number % modulus, modulus, 1n, 0n];
  while (b !== 0n) [a, b, x, y] = [b, a % b, y, x - (a / b) * y];
  return a === 1n ? ((x % modulus) + modulus) % modulus : null;
}
