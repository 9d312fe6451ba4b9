import { crlCheck, when } from "../check.ts";

export const crlNoEnd = crlCheck({
  code: "crl.no-end",
  severity: "warn",
  citation: "RFC 5280 §5.1.2.5",
  find: ({ nextUpdate }) => when(nextUpdate === null, {}),
});
