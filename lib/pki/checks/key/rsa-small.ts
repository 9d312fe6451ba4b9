import { minimumRsaBits } from "../../keys/key-strength.ts";
import { keyCheck } from "../check.ts";

export const rsaSmall = keyCheck({
  code: "key.rsa-small",
  severity: "danger",
  citation: "NIST SP 800-131A Rev. 2 §3, CA/B BR §6.1.5",
  find({ facts: { family, bits } }) {
    const isRsa = family === "rsa" || family === "rsa-pss";
    return isRsa && bits !== null && bits < minimumRsaBits ? [{ bits, minimum: minimumRsaBits }] : [];
  },
});
