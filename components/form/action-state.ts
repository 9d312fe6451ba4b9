import type { Locale } from "@/lib/i18n/locale.ts";
import type { InputIssue } from "@/lib/commands/error-codes.ts";
import { inputIssueText as english } from "@/lib/i18n/en/sentences/input-issues.ts";
import { inputIssueText as korean } from "@/lib/i18n/ko/sentences/input-issues.ts";

/** The error of an action, in the person's language. */
export interface ActionError {
  readonly code: string;
  readonly params: object;
  readonly message: string;
}
export type ActionState<Value> =
  { readonly ok: true; readonly value: Value } | { readonly ok: false; readonly error: ActionError };

const issueTexts: Readonly<Record<Locale, typeof english>> = { en: english, ko: korean };

/** The error of each field; the field `""` is the form as a whole. */
export type FieldErrors = Readonly<Record<string, string>>;

/** Which field an error code speaks of, per form: `name.in-use` → `name`. A function reads the fact that names it. */
export type FieldOfCode = Readonly<Record<string, string | ((params: Readonly<Record<string, unknown>>) => string)>>;

export function fieldErrorsOf(error: ActionError, fields: FieldOfCode, locale: Locale): FieldErrors {
  const params = error.params as Readonly<Record<string, unknown>>;
  if (error.code === "input.malformed") {
    const issues = params["issues"] as readonly InputIssue[];
    const text = issueTexts[locale];
    return Object.fromEntries([...issues].reverse().map((issue) => [issue.field.replace(/\.\d+$/, ""), text(issue)]));
  }
  const fieldOf = (code: string, facts: Readonly<Record<string, unknown>>): string => {
    const field = fields[code];
    return field === undefined ? "" : typeof field === "string" ? field : field(facts);
  };
  if (error.code !== "input.several") return { [fieldOf(error.code, params)]: error.message };
  const faults = params["faults"] as readonly (ActionError & { readonly params: Readonly<Record<string, unknown>> })[];
  const errors: Record<string, string> = {};
  for (const { code, params: facts, message } of faults) {
    const field = fieldOf(code, facts);
    errors[field] = errors[field] === undefined ? message : `${errors[field]} ${message}`;
  }
  return errors;
}
