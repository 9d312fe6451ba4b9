import { hasSmallFactor } from "../../keys/computable-key.ts";
import { keyCheck } from "../check.ts";

/** A division finds it, and with it the private key. */
export const rsaSmallFactor = keyCheck({
  code: "key.rsa-small-factor",
  severity: "danger",
  citation: "CA/B BR §6.1.6, NIST SP 800-89 §5.3.3",
  find({ facts, spki }) {
    return hasSmallFactor(spki) ? [{ label: facts.label }] : [];
  },
});
