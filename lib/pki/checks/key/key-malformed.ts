import { isFailure } from "../../failure.ts";
import { publicKeyObject } from "../../keys/public-key.ts";
import { keyCheck } from "../check.ts";

const familiesOfNode: ReadonlySet<string> = new Set(["rsa", "rsa-pss", "ec", "ed25519", "ed448"]);

/**
 * A key of a kind that the runtime knows and that it cannot load all the same: a point off its curve, a broken modulus.
 */
export const keyMalformed = keyCheck({
  code: "key.malformed",
  severity: "danger",
  citation: "RFC 5280 §4.1.2.7",
  find({ facts, spki }) {
    const isJudged = familiesOfNode.has(facts.family) && (facts.family !== "ec" || facts.bits !== null);
    if (!isJudged) return [];
    try {
      publicKeyObject(spki);
      return [];
    } catch (error) {
      if (isFailure(error, "key.unsupported")) return [{ label: facts.label }];
      throw error;
    }
  },
});
