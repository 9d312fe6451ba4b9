import { keyCheck } from "../check.ts";

export const rsaExponentSmall = keyCheck({
  code: "key.rsa-exponent-small",
  severity: "warn",
  citation: "FIPS 186-5 §A.1.1, CA/B BR §6.1.6",
  find({ facts: { exponent } }) {
    if (exponent === null) return [];
    const value = BigInt(exponent);
    return value < 65537n || value % 2n === 0n ? [{ exponent }] : [];
  },
});
