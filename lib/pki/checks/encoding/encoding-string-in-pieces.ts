import { derBreachesOf } from "../../asn1/der-breaches.ts";
import { derCheck } from "../check.ts";

/** A string that is cut into pieces. */
export const encodingStringInPieces = derCheck({
  code: "encoding.string-in-pieces",
  severity: "warn",
  citation: "RFC 5280 §4.1, X.690 §10.2",
  find(der) {
    const breach = derBreachesOf(der).get("string-in-pieces");
    return breach === undefined ? [] : [{ ...breach }];
  },
});
