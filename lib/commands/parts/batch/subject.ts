import { Failure } from "../../error-codes.ts";
import { requireGeneralName, type GeneralNameInput } from "../../../pki/x509/general-name-text.ts";
import { requireSubject, type Subject } from "../../../pki/x509/subject.ts";
import type { BatchTemplate, Person } from "../../ports/batch.ts";

/** The subject and names of one person, from the template of a batch. */

export const placeholders = ["name", "email", "upn", "department"] as const;

/**
 * Makes the subject of one person. An attribute whose placeholders are all empty is left out: no department is
 * "{department}".
 * @throws Failure `subject.…`; `subject.value-empty` without a common name.
 */
export function subjectFor(template: BatchTemplate, person: Person): Subject {
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

function fillIn(pattern: string, person: Person): string {
  return pattern
    .replace(/\{([^{}]*)\}/g, (_, name: string) => person[name as (typeof placeholders)[number]] ?? "")
    .replace(/\s+/g, " ")
    .trim();
}

/** The alternative names of one person. @throws Failure `san.malformed` */
export function altNamesFor(template: BatchTemplate, person: Person): GeneralNameInput[] {
  return template.subjectAltNames.flatMap((kind) => {
    const value = person[kind];
    return value === null ? [] : [requireGeneralName({ kind, value })];
  });
}
