import { Failure } from "../failure.ts";
import { requireGeneralName, type GeneralNameInput } from "./general-name-text.ts";
import { requireSubject, type Subject } from "./subject.ts";

/** The placeholders of a template; a person has a value for each, or null. */
export const placeholders = ["name", "email", "upn", "department"] as const;

/** A subject and alternative names that are filled in for one person after the other. */
export interface SubjectTemplate {
  /** Values with placeholders: `{name}`, `{email}`, `{upn}`, `{department}`. */
  readonly subject: Subject;
  readonly subjectAltNames: readonly ("email" | "upn")[];
}

type NamesOfPerson = Readonly<Record<(typeof placeholders)[number], string | null>>;

/**
 * Makes the subject of one person. An attribute whose placeholders are all empty is left out: no department is
 * "{department}".
 * @throws Failure `subject.…`; `subject.value-empty` without a common name.
 */
export function subjectFor(template: SubjectTemplate, person: NamesOfPerson): Subject {
  const subject: Record<string, string | string[]> = {};
  for (const [attribute, given] of Object.entries(template.subject)) {
    const values = [given]
      .flat()
      .map((pattern: string) => fillIn(pattern, person))
      .filter((value) => value !== "");
    if (values.length > 0) subject[attribute] = values.length === 1 ? values[0]! : values;
  }
  if (subject["CN"] === undefined) throw new Failure("subject.value-empty", { attribute: "CN" });
  requireSubject(subject);
  return subject;
}

function fillIn(pattern: string, person: NamesOfPerson): string {
  return pattern
    .replace(/\{([^{}]*)\}/g, (_, name: string) => person[name as (typeof placeholders)[number]] ?? "")
    .replace(/\s+/g, " ")
    .trim();
}

/** The alternative names of one person. @throws Failure `san.malformed` */
export function altNamesFor(template: SubjectTemplate, person: NamesOfPerson): GeneralNameInput[] {
  return template.subjectAltNames.flatMap((kind) => {
    const value = person[kind];
    return value === null ? [] : [requireGeneralName({ kind, value })];
  });
}
