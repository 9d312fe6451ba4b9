import { certificateCheck, when } from "../check.ts";
import { daysBetween } from "../purpose.ts";

export const notYetValid = certificateCheck({
  code: "validity.not-yet",
  severity: "warn",
  citation: "RFC 5280 §4.1.2.5",
  find: ({ notBefore }, now) =>
    when(now < notBefore, { notBefore: notBefore.toISOString(), days: daysBetween(now, notBefore) }),
});
