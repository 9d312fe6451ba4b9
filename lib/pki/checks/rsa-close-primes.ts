import { rsaModulusOf } from "../keys/public-key.ts";
import { keyCheck } from "./check.ts";

/** Rounds of Fermat's method: enough for primes that were drawn beside each other (CVE-2022-26320), and under a millisecond. */
const rounds = 50;

/** Anybody can compute the private key: the two primes lie so close that Fermat's method of 1643 finds them. */
export const rsaClosePrimes = keyCheck({
  code: "key.rsa-close-primes",
  severity: "danger",
  citation: "FIPS 186-5 §A.1.3, CA/B BR §6.1.1.3",
  find({ facts, spki }) {
    const modulus = rsaModulusOf(spki);
    if (modulus === null || facts.bits === null || facts.bits > 8192) return [];
    return hasClosePrimes(BigInt(`0x${Buffer.from(modulus).toString("hex")}`)) ? [{ label: facts.label }] : [];
  },
});

function hasClosePrimes(modulus: bigint): boolean {
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
