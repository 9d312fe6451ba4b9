import type { z } from "zod";
import type { InputIssue } from "./error-codes.ts";

type Issue = z.core.$ZodIssue;
type Reading = Pick<InputIssue, "code" | "params">;

/** Reads the issues that zod found as facts that lib/i18n has words for. zod's own messages stay here. */
export function readInputIssues(error: z.core.$ZodError): InputIssue[] {
  return error.issues.flatMap(readIssue);
}

function readIssue(issue: Issue): InputIssue[] {
  const field = issue.path.map(String).join(".");
  if (issue.code === "unrecognized_keys") {
    return issue.keys.map((name) => ({ field, code: "unknown-field", params: { name } }));
  }
  return [{ field, ...reading(issue) }];
}

function reading(issue: Issue): Reading {
  switch (issue.code) {
    case "invalid_type":
      if (issue.input === undefined) return { code: "required", params: {} };
      return issue.expected === "int"
        ? { code: "not-whole", params: {} }
        : { code: "wrong-type", params: { expected: issue.expected } };
    case "too_small":
      return isLength(issue.origin)
        ? { code: "too-short", params: { minimum: Number(issue.minimum) } }
        : { code: "too-small", params: { minimum: Number(issue.minimum) } };
    case "too_big":
      return isLength(issue.origin)
        ? { code: "too-long", params: { maximum: Number(issue.maximum) } }
        : { code: "too-large", params: { maximum: Number(issue.maximum) } };
    case "invalid_value":
      return { code: "not-one-of", params: { values: issue.values.map(String).join(", ") } };
    case "invalid_format":
      return { code: issue.format === "base64" || issue.format === "email" ? issue.format : "malformed", params: {} };
    case "custom":
      return customReading(issue.params ?? {});
    default:
      return { code: "malformed", params: {} };
  }
}

function isLength(origin: string): boolean {
  return origin === "string" || origin === "array";
}

function customReading({ code, ...params }: Record<string, unknown>): Reading {
  const kept = Object.entries(params).filter(
    (entry): entry is [string, string | number] => typeof entry[1] === "string" || typeof entry[1] === "number",
  );
  return { code: typeof code === "string" ? code : "malformed", params: Object.fromEntries(kept) };
}
