import { derBreachesOf } from "../../asn1/der-breaches.ts";
import { derCheck } from "../check.ts";

/** Unused bits that are set, or zero bits at the end of a list of named bits. */
export const encodingBitString = derCheck({
  code: "encoding.bit-string",
  severity: "warn",
  citation: "RFC 5280 §4.1, X.690 §11.2",
  find(der) {
    const breach = derBreachesOf(der).get("bit-string");
    return breach === undefined ? [] : [{ ...breach }];
  },
});
