import { keyCheck, when } from "../check.ts";

export const keyUnknown = keyCheck({
  code: "key.unknown",
  severity: "info",
  citation: "RFC 5280 §4.1.2.7",
  find: ({ facts }) => when(facts.family === "unknown", { oid: facts.oid }),
});
