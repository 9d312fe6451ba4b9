import type { Failure, PkiErrorFacts } from "../../failure.ts";
import type { Check } from "../check.ts";

/** What the strict reader says of an element that could only be read by passing over something. */
export type StrictFailure = Failure<PkiErrorFacts, "der.malformed">;

const structureCheck = (check: Check<StrictFailure, "structure.unusual">): Check<StrictFailure, "structure.unusual"> =>
  check;

export const structureUnusual = structureCheck({
  code: "structure.unusual",
  severity: "danger",
  citation: "RFC 5280 §4.1, §5.1, RFC 2986 §4",
  find: ({ facts: { offset, problem } }) => [{ offset, problem }],
});
