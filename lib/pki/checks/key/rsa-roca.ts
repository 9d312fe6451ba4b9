import { hasRocaMark } from "../../keys/computable-key.ts";
import { keyCheck } from "../check.ts";

export const rsaRoca = keyCheck({
  code: "key.rsa-roca",
  severity: "danger",
  citation: "CVE-2017-15361, CA/B BR §6.1.1.3",
  find({ facts, spki }) {
    return hasRocaMark(spki) ? [{ label: facts.label }] : [];
  },
});
