import type { DerProblem } from "../../../pki/failure.ts";

/** What is wrong with the DER, as the end of a sentence. */
export const derProblems: Readonly<Record<DerProblem, string>> = {
  truncated: "the data ends before the element does",
  "trailing-bytes": "there are bytes after the end of the element",
  "indefinite-length": "the length is indefinite, which DER forbids",
  "long-length-not-minimal": "the length is written in more bytes than it needs",
  "length-too-large": "the length is larger than anything that is read here",
  "high-tag-not-minimal": "the tag number is not written in its shortest form",
  "unexpected-tag": "another kind of element was expected here",
  "bad-boolean": "the boolean is neither 00 nor FF",
  "bad-integer": "the integer is empty or not written in its shortest form",
  "bad-bit-string": "the bit string has an impossible number of unused bits",
  "bad-oid": "the object identifier is not well-formed",
  "bad-time": "the date is not one that X.509 allows",
  "bad-string": "the string holds characters that its type does not allow",
  "bad-value": "the value is outside of what the standard allows",
  "too-deep": "the elements are nested too deeply",
};
