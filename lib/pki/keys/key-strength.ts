import { Failure } from "../failure.ts";
import { weaknessOf } from "./computable-key.ts";
import { type PublicKeyFacts, publicKeyObject, readPublicKeyFacts } from "./public-key.ts";
import { pssRestrictionOf } from "./signature-algorithm.ts";

/** The weakest keys that we certify: 112 bits of security (NIST SP 800-57 Part 1 §5.6.1). */
export const minimumRsaBits = 2048;
export const minimumCurveBits = 256;

/** True for RSA below 2048 bits, curves below 256 bits, and DSA of any size (FIPS 186-5 withdrew it). */
export function isWeakKey({ family, bits }: PublicKeyFacts): boolean {
  if (family === "rsa" || family === "rsa-pss") return (bits ?? 0) < minimumRsaBits;
  if (family === "ec") return bits !== null && bits < minimumCurveBits;
  return family === "dsa";
}

/** The algorithm to use instead of a weak key. */
export function minimumFor({ family }: PublicKeyFacts): string {
  return family === "ec" ? "P-256" : `RSA ${minimumRsaBits}`;
}

/** RSA public exponents below it are refused for keys that were made elsewhere (FIPS 186-5 §A.1.1). */
export const smallestExponent = 65537n;

/**
 * Returns the facts of a key that was made elsewhere and may be certified: the requirements of `requireStrongKey`, and
 * that the private key cannot be computed from the public one.
 * @throws Failure as `requireStrongKey`; `key.computable`, `key.exponent-small`.
 */
export function requireSoundKey(spki: Uint8Array): PublicKeyFacts {
  const facts = requireStrongKey(spki);
  const { label, exponent } = facts;
  if (exponent !== null && BigInt(exponent) < smallestExponent)
    throw new Failure("key.exponent-small", { label, exponent, minimum: smallestExponent.toString() });
  const weakness = weaknessOf(spki);
  if (weakness !== null) throw new Failure("key.computable", { label, weakness });
  return facts;
}

const signingFamilies: ReadonlySet<string> = new Set(["rsa", "rsa-pss", "ec", "ed25519", "ed448", "ml-dsa"]);

/**
 * The facts of a key that may be certified.
 * @throws Failure `key.too-weak`; `key.unsupported` for a key that cannot sign, has a curve written out, a broken
 *   point, an RSA exponent that is even or below 3, or RSA-PSS parameters that bind it to SHA-1 or to two digests.
 */
export function requireStrongKey(spki: Uint8Array): PublicKeyFacts {
  const facts = readPublicKeyFacts(spki);
  if (isWeakKey(facts)) throw new Failure("key.too-weak", { label: facts.label, minimum: minimumFor(facts) });
  if (!signingFamilies.has(facts.family)) throw new Failure("key.unsupported", { label: facts.label });
  const exponent = facts.exponent === null ? 3n : BigInt(facts.exponent);
  if (exponent < 3n || exponent % 2n === 0n) throw new Failure("key.unsupported", { label: facts.label });
  const restriction = pssRestrictionOf(spki);
  if (restriction !== null && (!restriction.isSupported || restriction.digest === "sha1"))
    throw new Failure("key.unsupported", { label: `${facts.label}, ${restriction.label}` });
  publicKeyObject(spki);
  return facts;
}
