import type { KeyWeakness } from "../failure.ts";
import { rsaModulusOf } from "./public-key.ts";

/** Those below 167 of which the powers of 65537 do not reach every remainder. */
const primes = [11n, 13n, 17n, 19n, 37n, 53n, 61n, 71n, 73n, 79n, 97n, 103n, 107n, 109n, 127n, 151n, 157n];

/** Remainders that a power of 65537 can leave, by prime. */
const remainders: ReadonlyMap<bigint, ReadonlySet<bigint>> = new Map(
  primes.map((prime) => {
    const reached = new Set<bigint>();
    for (let power = 1n; !reached.has(power); power = (power * 65537n) % prime) reached.add(power);
    return [prime, reached];
  }),
);

/** The longest moduli that are looked at, in bytes: the arithmetic grows with the square. */
const longestModulus = 1025;
const shortestModulus = 32;

function modulusOf(spki: Uint8Array): bigint | null {
  const modulus = rsaModulusOf(spki);
  if (modulus === null || modulus.length > longestModulus) return null;
  return BigInt(`0x${Buffer.from(modulus).toString("hex")}`);
}

/**
 * True for an RSA key (SubjectPublicKeyInfo, DER) whose primes are powers of 65537 modulo small primes, as an Infineon
 * chip of 2012–2017 made them: the private key can be computed ("ROCA", Nemec and others, 2017; CVE-2017-15361). An
 * ordinary key passes for one by chance once in two hundred million.
 */
export function hasRocaMark(spki: Uint8Array): boolean {
  const number = modulusOf(spki);
  if (number === null || number < 1n << BigInt((shortestModulus - 1) * 8)) return false;
  return primes.every((prime) => remainders.get(prime)!.has(number % prime));
}

/**
 * True for an RSA key whose two primes lie so close that Fermat's method of 1643 finds them (CVE-2022-26320, FIPS 186-5
 * §A.1.3).
 */
export function hasClosePrimes(spki: Uint8Array): boolean {
  const number = modulusOf(spki);
  return number !== null && isProductOfClosePrimes(number);
}

/**
 * Products below 2^53 of all primes below 752, which CA/B BR §6.1.6 wants of a modulus that it has no factor of: one
 * division of the long number serves several of them.
 */
const smallProducts: readonly bigint[] = productsOfPrimes(752, 1n << 53n);

function productsOfPrimes(below: number, limit: bigint): bigint[] {
  const products: bigint[] = [];
  const found: number[] = [];
  for (let number = 2; number < below; number++) {
    if (found.some((prime) => number % prime === 0)) continue;
    found.push(number);
    const grown = (products.at(-1) ?? limit) * BigInt(number);
    if (grown < limit) products[products.length - 1] = grown;
    else products.push(BigInt(number));
  }
  return products;
}

/** True for an RSA modulus with a factor below 752: no two primes made it, and it falls to a division. */
export function hasSmallFactor(spki: Uint8Array): boolean {
  const number = modulusOf(spki);
  if (number === null || number < 752n) return false;
  return smallProducts.some((piece) => greatestCommonDivisor(piece, number % piece) !== 1n);
}

function greatestCommonDivisor(one: bigint, other: bigint): bigint {
  let [a, b] = [Number(one), Number(other)];
  while (b !== 0) [a, b] = [b, a % b];
  return BigInt(a);
}

/**
 * Names the weakness by which the private key can be computed, or null. Under a millisecond for RSA 2048 the first time,
 * nothing for other keys.
 */
export function weaknessOf(spki: Uint8Array): KeyWeakness | null {
  const content = Buffer.from(spki.buffer, spki.byteOffset, spki.byteLength).toString("latin1");
  const judged = known.get(content);
  if (judged !== undefined) return judged;
  const weakness = searchWeakness(spki);
  if (known.size >= knownLimit) known.delete(known.keys().next().value!);
  known.set(content, weakness);
  return weakness;
}

/** The same few authorities are asked about at every signature. */
const known = new Map<string, KeyWeakness | null>();
const knownLimit = 64;

function searchWeakness(spki: Uint8Array): KeyWeakness | null {
  if (hasRocaMark(spki)) return "roca";
  if (hasSmallFactor(spki)) return "small-factor";
  return hasClosePrimes(spki) ? "close-primes" : null;
}

/**
 * Rounds of Fermat's method: enough for primes that were drawn beside each other (CVE-2022-26320), and under a
 * millisecond.
 */
const rounds = 50;

function isProductOfClosePrimes(modulus: bigint): boolean {
  if (modulus < 9n || modulus % 2n === 0n) return false;
  let middle = rootOf(modulus);
  if (middle * middle < modulus) middle++;
  for (let round = 0; round < rounds; round++, middle++) {
    const rest = middle * middle - modulus;
    if (maySquare(rest) && rootOf(rest) ** 2n === rest) return true;
  }
  return false;
}

/** Squares leave 44 of 256 remainders; the others need no root. */
const squares = new Set(Array.from({ length: 256 }, (_, number) => (number * number) % 256));
const maySquare = (number: bigint): boolean => squares.has(Number(number & 0xffn));

/** Integer square root by Newton's method. */
function rootOf(number: bigint): bigint {
  if (number < 2n) return number;
  let guess = 1n << BigInt((number.toString(16).length * 4 + 2) >> 1);
  for (;;) {
    const next = (guess + number / guess) >> 1n;
    if (next >= guess) return guess;
    guess = next;
  }
}
