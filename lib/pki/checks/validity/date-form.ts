import { certificateCheck } from "../check.ts";

/** It can be shown; programs that have to decide whether it is valid refuse it. */
export const dateForm = certificateCheck({
  code: "validity.date-form",
  severity: "danger",
  citation: "RFC 5280 §4.1.2.5",
  find: ({ irregularTimes }) => irregularTimes,
});
