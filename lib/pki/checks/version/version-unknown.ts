import { certificateCheck, when } from "../check.ts";

export const versionUnknown = certificateCheck({
  code: "version.unknown",
  severity: "danger",
  citation: "RFC 5280 §4.1.2.1",
  find: ({ version }) => when(version < 1 || version > 3, { version }),
});
