import { crlCheck, when } from "../check.ts";

export const crlOldVersion = crlCheck({
  code: "crl.old-version",
  severity: "info",
  citation: "RFC 5280 §5.1.2.1",
  find: ({ version, extensions }) => when(version === 1, { extensions: extensions.length }),
});
