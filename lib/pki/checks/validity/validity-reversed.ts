import { certificateCheck, when } from "../check.ts";

export const validityReversed = certificateCheck({
  code: "validity.reversed",
  severity: "danger",
  citation: "RFC 5280 §4.1.2.5",
  find: ({ notBefore, notAfter }) =>
    when(notAfter < notBefore, { notBefore: notBefore.toISOString(), notAfter: notAfter.toISOString() }),
});
