import { hasClosePrimes } from "../../keys/computable-key.ts";
import { keyCheck } from "../check.ts";

/** Anybody can compute the private key. */
export const rsaClosePrimes = keyCheck({
  code: "key.rsa-close-primes",
  severity: "danger",
  citation: "FIPS 186-5 §A.1.3, CA/B BR §6.1.1.3",
  find({ facts, spki }) {
    return hasClosePrimes(spki) ? [{ label: facts.label }] : [];
  },
});
