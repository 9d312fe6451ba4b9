import { crlCheck } from "../check.ts";
import { daysBetween } from "../purpose.ts";

export const crlExpired = crlCheck({
  code: "crl.expired",
  severity: "danger",
  citation: "RFC 5280 §5.1.2.5",
  find: ({ nextUpdate }, now) =>
    nextUpdate === null || now <= nextUpdate
      ? []
      : [{ nextUpdate: nextUpdate.toISOString(), days: daysBetween(nextUpdate, now) }],
});
