import type { TimeProblem } from "../../../pki/asn1/any-time.ts";

/** How the form of a date departs from the allowed one, as a part of a sentence. */
export const timeProblems: Readonly<Record<TimeProblem, string>> = {
  "no-seconds": "without seconds",
  "no-zone": "without a time zone",
  offset: "with an offset from UTC",
  fraction: "with a fraction",
  "no-such-day": "of a day or a time that there is not",
};

/** The fields of dates, by their names in the standard. */
export const timeFields: Readonly<Record<"notBefore" | "notAfter" | "thisUpdate" | "nextUpdate", string>> = {
  notBefore: "beginning (notBefore)",
  notAfter: "end (notAfter)",
  thisUpdate: "date of issue (thisUpdate)",
  nextUpdate: "date of the next list (nextUpdate)",
};
