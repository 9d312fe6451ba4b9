import { derBreachesOf } from "../../asn1/der-breaches.ts";
import { derCheck } from "../check.ts";

/** TRUE as another byte than FF. */
export const encodingBoolean = derCheck({
  code: "encoding.boolean",
  severity: "warn",
  citation: "RFC 5280 §4.1, X.690 §11.1",
  find(der) {
    const breach = derBreachesOf(der).get("boolean");
    return breach === undefined ? [] : [{ ...breach }];
  },
});
