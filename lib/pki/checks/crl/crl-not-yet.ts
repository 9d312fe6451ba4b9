import { crlCheck, when } from "../check.ts";
import { daysBetween } from "../purpose.ts";

export const crlNotYet = crlCheck({
  code: "crl.not-yet",
  severity: "warn",
  citation: "RFC 5280 §5.1.2.4",
  find: ({ thisUpdate }, now) =>
    when(now < thisUpdate, { thisUpdate: thisUpdate.toISOString(), days: daysBetween(now, thisUpdate) }),
});
