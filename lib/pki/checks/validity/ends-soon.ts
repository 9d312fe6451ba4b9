import { certificateCheck, when } from "../check.ts";
import { daysBetween } from "../purpose.ts";

/** Days before the end at which a certificate counts as ending soon. */
const endsSoonDays = 30;

export const endsSoon = certificateCheck({
  code: "validity.ends-soon",
  severity: "warn",
  citation: "RFC 5280 §4.1.2.5",
  find({ notBefore, notAfter }, now) {
    const days = daysBetween(now, notAfter);
    return when(now >= notBefore && now <= notAfter && days < endsSoonDays, { notAfter: notAfter.toISOString(), days });
  },
});
