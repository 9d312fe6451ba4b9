import { derBreachesOf } from "../../asn1/der-breaches.ts";
import { derCheck } from "../check.ts";

/** An integer with a byte that it does not need. */
export const encodingInteger = derCheck({
  code: "encoding.integer",
  severity: "warn",
  citation: "RFC 5280 §4.1, X.690 §8.3.2",
  find(der) {
    const breach = derBreachesOf(der).get("integer");
    return breach === undefined ? [] : [{ ...breach }];
  },
});
