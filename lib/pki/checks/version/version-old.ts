import { certificateCheck, when } from "../check.ts";

export const versionOld = certificateCheck({
  code: "version.old",
  severity: "warn",
  citation: "RFC 5280 §4.1.2.1",
  find: ({ version }) => when(version === 1 || version === 2, { version }),
});
