import { requestCheck, when } from "../check.ts";

/** Most readers pass over it; the signature covers what is written. */
export const requestVersion = requestCheck({
  code: "request.version",
  severity: "warn",
  citation: "RFC 2986 §4.1",
  find: ({ version }) => when(version !== 1, { version }),
});
