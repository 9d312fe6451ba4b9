import { keyCheck, when } from "../check.ts";

export const dsaKey = keyCheck({
  code: "key.dsa",
  severity: "danger",
  citation: "FIPS 186-5 §4",
  find: ({ facts }) => when(facts.family === "dsa", { label: facts.label }),
});
