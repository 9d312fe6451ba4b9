import { certificateCheck, when } from "../check.ts";
import { daysBetween } from "../purpose.ts";

export const expired = certificateCheck({
  code: "validity.expired",
  severity: "danger",
  citation: "RFC 5280 §4.1.2.5",
  find: ({ notAfter }, now) =>
    when(now > notAfter, { notAfter: notAfter.toISOString(), days: daysBetween(notAfter, now) }),
});
