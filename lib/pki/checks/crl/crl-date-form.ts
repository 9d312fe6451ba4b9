import { crlCheck } from "../check.ts";

export const crlDateForm = crlCheck({
  code: "crl.date-form",
  severity: "danger",
  citation: "RFC 5280 §5.1.2.4, §5.1.2.5",
  find: ({ irregularTimes }) => irregularTimes,
});
