import { derBreachesOf } from "../../asn1/der-breaches.ts";
import { derCheck } from "../check.ts";

/** An element whose length is not said in front of it. */
export const encodingIndefiniteLength = derCheck({
  code: "encoding.indefinite-length",
  severity: "warn",
  citation: "RFC 5280 §4.1, X.690 §10.1",
  find(der) {
    const breach = derBreachesOf(der).get("indefinite-length");
    return breach === undefined ? [] : [{ ...breach }];
  },
});
