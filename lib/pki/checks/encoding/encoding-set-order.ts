import { derBreachesOf } from "../../asn1/der-breaches.ts";
import { derCheck } from "../check.ts";

/** A SET OF whose elements are not in ascending order. */
export const encodingSetOrder = derCheck({
  code: "encoding.set-order",
  severity: "warn",
  citation: "RFC 5280 §4.1, X.690 §11.6",
  find(der) {
    const breach = derBreachesOf(der).get("set-order");
    return breach === undefined ? [] : [{ ...breach }];
  },
});
