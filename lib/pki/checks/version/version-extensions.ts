import { certificateCheck, when } from "../check.ts";

export const versionExtensions = certificateCheck({
  code: "version.extensions-not-allowed",
  severity: "danger",
  citation: "RFC 5280 §4.1.2.9",
  find: ({ version, extensions }) => when(version !== 3 && extensions.length > 0, { version }),
});
