import { minimumCurveBits } from "../../keys/key-strength.ts";
import { keyCheck } from "../check.ts";

export const curveSmall = keyCheck({
  code: "key.curve-small",
  severity: "danger",
  citation: "NIST SP 800-131A Rev. 2 §3",
  find({ facts: { family, curve, bits } }) {
    const isSmall = family === "ec" && curve !== null && bits !== null && bits < minimumCurveBits;
    return isSmall ? [{ curve, bits, minimum: minimumCurveBits }] : [];
  },
});
