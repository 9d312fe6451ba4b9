import { derBreachesOf } from "../../asn1/der-breaches.ts";
import { derCheck } from "../check.ts";

/** A length in more bytes than it needs. */
export const encodingLength = derCheck({
  code: "encoding.length",
  severity: "warn",
  citation: "RFC 5280 §4.1, X.690 §10.1",
  find(der) {
    const breach = derBreachesOf(der).get("length");
    return breach === undefined ? [] : [{ ...breach }];
  },
});
