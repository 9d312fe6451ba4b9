import { Tag } from "../../asn1/der.ts";
import { certificateCheck } from "../check.ts";
import { validityTimes } from "./validity-times.ts";

/** Dates through 2049 are UTCTime; before 1950 UTCTime has no year for them. */
export const dateGeneralizedEarly = certificateCheck({
  code: "validity.generalized-early",
  severity: "warn",
  citation: "RFC 5280 §4.1.2.5",
  find(certificate) {
    const times = validityTimes(certificate.tbs);
    if (times === null) return [];
    return (["notBefore", "notAfter"] as const).flatMap((field) => {
      const year = certificate[field].getUTCFullYear();
      const isEarly = times[field].tag === Tag.generalizedTime && year >= 1950 && year < 2050;
      return isEarly ? [{ field, year }] : [];
    });
  },
});
