import { Tag } from "../../asn1/der.ts";
import { certificateCheck, when } from "../check.ts";
import { validityTimes } from "./validity-times.ts";

/** UTCTime has two digits for the year: 50 is 1950, so that an end in 2050 needs GeneralizedTime. */
export const dateUtcWrapped = certificateCheck({
  code: "validity.utc-wrapped",
  severity: "danger",
  citation: "RFC 5280 §4.1.2.5.1",
  find(certificate) {
    const { notBefore, notAfter } = certificate;
    const year = notAfter.getUTCFullYear();
    const isWrapped = year < 2000 && notAfter < notBefore;
    if (!isWrapped || validityTimes(certificate.tbs)?.notAfter.tag !== Tag.utcTime) return [];
    return when(isWrapped, { year, meant: year + 100 });
  },
});
