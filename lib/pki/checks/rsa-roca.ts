import { rsaModulusOf } from "../keys/public-key.ts";
import { keyCheck } from "./check.ts";

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

/**
 * Made by an Infineon chip of 2012–2017, whose primes are powers of 65537 modulo small primes: the private key can be
 * computed ("ROCA", Nemec and others, 2017). An ordinary key passes for one by chance once in two hundred million.
 */
export const rsaRoca = keyCheck({
  code: "key.rsa-roca",
  severity: "danger",
  citation: "CVE-2017-15361, CA/B BR §6.1.1.3",
  find({ facts, spki }) {
    const modulus = rsaModulusOf(spki);
    if (modulus === null || modulus.length > 1025 || modulus.length < 32) return [];
    const number = BigInt(`0x${Buffer.from(modulus).toString("hex")}`);
    const isMarked = primes.every((prime) => remainders.get(prime)!.has(number % prime));
    return isMarked ? [{ label: facts.label }] : [];
  },
});
