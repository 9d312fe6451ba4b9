import { readCertificate } from "../../../pki/x509/certificate.ts";
import { isFailure, Failure } from "../../error-codes.ts";
import { requireGeneralName } from "../../../pki/x509/general-name-text.ts";
import type { Context } from "../../command.ts";
import { factsOfAlgorithm } from "../../../pki/keys/key-algorithm.ts";
import { applyTemplate, type Asked } from "../../../pki/templates/apply.ts";
import type { TemplateRefusal } from "../../../pki/templates/decision.ts";
import type { GeneralNameInput } from "../../../pki/x509/general-name-text.ts";
import { type Name, readNameBytes, writeName } from "../../../pki/x509/name.ts";
import { type BatchTemplate, type Person, type Problem, templateOfBatch } from "../../ports/batch.ts";
import { altNamesFor, subjectFor } from "../../../pki/x509/subject-template.ts";

/** Everything that can be known of a table before anything is made. */

const mostPeople = 10_000;

export interface RowProblem {
  readonly position: number;
  readonly problem: Problem;
}

/** @throws Failure `batch.too-many-rows`, `table.empty` */
export function requirePeopleCount(people: readonly Person[]): void {
  if (people.length === 0) throw new Failure("table.empty", {});
  if (people.length > mostPeople) throw new Failure("batch.too-many-rows", { rows: people.length, limit: mostPeople });
}

/**
 * Finds the problem of each row, in the order of the table; the first problem of a row alone.
 * @throws Failure `template.refused` where the template refuses what all rows share
 */
export function problemsOf(people: readonly Person[], template: BatchTemplate): RowProblem[] {
  requireShared(template);
  const seen = new Map<string, number>();
  return people.flatMap((person) => {
    const problem = problemOf(person, template) ?? duplicateOf(person, seen);
    return problem === null ? [] : [{ position: person.position, problem }];
  });
}

function problemOf(person: Person, template: BatchTemplate): Problem | null {
  if (person.name === "") return { code: "row.no-name", params: {} };
  try {
    // An address that is not one is a slip even where the certificate will not carry it.
    if (person.email !== null) requireGeneralName({ kind: "email", value: person.email });
    const names = altNamesFor(template, person);
    const subject = subjectFor(template, person);
    return refusalOf(template, readNameBytes(writeName(subject)), names);
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { code: error.code, params: error.facts } as Problem;
  }
}

/** What the template has against one person; what it has against all of them was asked before. */
function refusalOf(batch: BatchTemplate, subject: Name, names: readonly GeneralNameInput[]): Problem | null {
  const template = templateOfBatch(batch);
  const { refusals } = applyTemplate(template, askedOf(batch, subject, names));
  if (refusals.length === 0) return null;
  const { name, version } = template;
  return { code: "template.refused", params: { template: name, version, refusals } };
}

const askedOf = ({ key, days }: BatchTemplate, subject: Name, names: readonly GeneralNameInput[]): Asked => ({
  subject,
  names,
  key: factsOfAlgorithm(key),
  days,
  pathLength: undefined,
  sid: null,
});

const ofAll: ReadonlySet<TemplateRefusal["code"]> = new Set(["template.key-refused", "template.days-many"] as const);

/** Requires that the key and the days, which all rows share, fit the template. @throws Failure `template.refused` */
function requireShared(batch: BatchTemplate): void {
  const template = templateOfBatch(batch);
  const applied = applyTemplate(template, askedOf(batch, readNameBytes(writeName({})), []));
  const refusals = applied.refusals.filter(({ code }) => ofAll.has(code));
  if (refusals.length > 0)
    throw new Failure("template.refused", { template: template.name, version: template.version, refusals });
}

/** One person is one address; without any, one name. */
function duplicateOf({ position, name, email, upn }: Person, seen: Map<string, number>): Problem | null {
  const given: (readonly [string, string])[] = [];
  if (email !== null) given.push(["email", email]);
  if (upn !== null) given.push(["upn", upn]);
  if (given.length === 0) given.push(["name", name]);
  for (const [kind, value] of given) {
    const key = `${kind}:${value.normalize("NFC").toLowerCase()}`;
    const first = seen.get(key);
    if (first !== undefined) return { code: "row.duplicate", params: { first, value } };
    seen.set(key, position);
  }
  return null;
}

/** People who hold a live certificate of this issuer already. */
export async function holdersAmong(
  { batches }: Context,
  issuerDer: Uint8Array,
  people: readonly Person[],
): Promise<RowProblem[]> {
  const holders = await batches.holders(readCertificate(issuerDer).der, people);
  return holders.map(({ position, fileName, notAfter }) => ({
    position,
    problem: { code: "row.already-certified", params: { fileName, notAfter: notAfter.toISOString() } },
  }));
}
