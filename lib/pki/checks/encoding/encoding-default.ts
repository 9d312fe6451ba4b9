import { derBreachesOf } from "../../asn1/der-breaches.ts";
import { derCheck } from "../check.ts";

/** A value that says what its absence says: `critical` FALSE, version 1. */
export const encodingDefault = derCheck({
  code: "encoding.default",
  severity: "info",
  citation: "RFC 5280 §4.1, X.690 §11.5",
  find(der) {
    const breach = derBreachesOf(der).get("default");
    return breach === undefined ? [] : [{ ...breach }];
  },
});
