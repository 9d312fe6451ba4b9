import { readCertificate } from "../../../pki/x509/certificate.ts";
import { isFailure, Failure } from "../../error-codes.ts";
import { requireGeneralName } from "../../../pki/x509/general-name-text.ts";
import type { Context } from "../../command.ts";
import type { BatchTemplate, Person, Problem } from "../../ports/batch.ts";
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

/** Finds the problem of each row, in the order of the table; the first problem of a row alone. */
export function problemsOf(people: readonly Person[], template: BatchTemplate): RowProblem[] {
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
    altNamesFor(template, person);
    subjectFor(template, person);
    return null;
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { code: error.code, params: error.facts } as Problem;
  }
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
