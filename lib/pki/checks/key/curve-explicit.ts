import { keyCheck, when } from "../check.ts";

/** Parameters written out let a forger choose a curve of their own (CVE-2020-0601). */
export const curveExplicit = keyCheck({
  code: "key.curve-explicit",
  severity: "danger",
  citation: "RFC 5480 §2.1.1",
  find: ({ facts }) => when(facts.curve === "explicit", {}),
});
