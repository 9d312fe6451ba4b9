import type { InputIssue } from "../../../commands/error-codes.ts";

type Params = InputIssue["params"];

/** The kinds of content of a field, for a person: zod's own words are types of a programming language. */
const kinds: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  object: "an object",
  record: "an object",
};

/** Problems of a field, without the name of the field (a form shows it beside the field). */
export const inputIssues: Readonly<Record<string, (params: Params) => string>> = {
  required: () => "This is needed.",
  "wrong-type": ({ expected }) => `This has to be ${kinds[String(expected)] ?? expected}.`,
  "unknown-field": ({ name }) => `There is no field ${name} here.`,
  "too-short": ({ minimum }) => (minimum === 1 ? "This is empty." : `This needs at least ${minimum}.`),
  "too-long": ({ maximum }) => `This is longer than ${maximum}.`,
  "too-small": ({ minimum }) => `The least is ${minimum}.`,
  "too-large": ({ maximum }) => `The most is ${maximum}.`,
  "not-one-of": ({ values }) => `This has to be one of ${values}.`,
  "not-whole": () => "This has to be a whole number.",
  "not-for-format": ({ format, formats }) => `This means nothing for ${format}; it belongs to ${formats}.`,
  "one-of-fields": ({ fields }) => `Give exactly one of ${fields}.`,
  base64: () => "This is not base64.",
  host: () => "This is neither a host name nor an IP address. A name in another script stands in its xn-- form.",
  email: () => "This is not an e-mail address.",
  malformed: () => "This is not what the field takes.",
};

export function inputIssueText(issue: InputIssue): string {
  return (inputIssues[issue.code] ?? inputIssues["malformed"])!(issue.params);
}

/** With the name of the field in front, for a terminal and for HTTP. */
export function inputIssueSentence(issue: InputIssue): string {
  return issue.field === "" ? inputIssueText(issue) : `${issue.field}: ${inputIssueText(issue)}`;
}
