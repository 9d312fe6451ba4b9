import { z } from "zod";
import { isFailure } from "../error-codes.ts";
import { touchAuthorities, touchTemplate } from "../access.ts";
import { command } from "../command.ts";
import { holdersAmong, problemsOf, requirePeopleCount } from "../parts/batch/people.ts";
import { batchRows, peopleInput, readPeople, requireUsableIssuer, tableText } from "../parts/batch/input.ts";
import { altNamesFor, subjectFor } from "../../pki/x509/subject-template.ts";
import { profileInput, readBatchTemplate, templateInput, templateNameOf } from "../parts/batch/template.ts";
import { rootField } from "../parts/chain.ts";
import * as field from "../parts/fields.ts";
import { readPeopleTable } from "../parts/batch/people-table.ts";
import type { Problem } from "../ports/batch.ts";

/** How many rows of the table come back to be looked at; problems come back all. */
const shownRows = 100;

/** Previews what `client-batch` would make of a table: read, refused and doubled rows, before anything is made. */
export const clientBatchPreview = command({
  name: "client-batch-preview",
  effect: "read",
  permission: "certificate.sign",
  audited: "refusals",
  input: z
    .strictObject({
      issuer: field.storedName.optional(),
      template: templateInput,
      ...peopleInput,
      profile: profileInput,
      doubtfulChain: field.doubtfulChain,
      root: rootField.optional(),
    })
    .superRefine(field.exactlyOne(["rows", "text", "bytes"])),
  secrets: [],
  on: (input) => [
    ...touchAuthorities("certificate.sign", [input.issuer], [templateNameOf(input) ?? "client"]),
    ...touchTemplate(templateNameOf(input)),
  ],
  audit: ({ issuer }) => ({ issuer: issuer ?? null }),
  async run(context, input) {
    const table =
      input.rows === undefined
        ? readPeopleTable(tableText(input))
        : { people: readPeople(input), columns: {}, ignored: [], hasHeader: true };
    requirePeopleCount(table.people);
    const template = await readBatchTemplate(context.store, input);
    const invalid = problemsOf(table.people, template);
    const issuer =
      input.issuer === undefined
        ? null
        : await requireUsableIssuer(context, input.issuer, template, input).catch(asProblem);
    const isUsable = issuer !== null && "authority" in issuer;
    const held = isUsable ? await holdersAmong(context, issuer.authority.bytes, table.people) : [];
    const out = new Set(invalid.map(({ position }) => position));
    const good = table.people.filter(({ position }) => !out.has(position));
    const [first] = good;
    return {
      ...table,
      people: table.people.length,
      rows: table.people.slice(0, shownRows),
      invalid,
      held,
      ready: good.length,
      example:
        first === undefined
          ? null
          : {
              ...batchRows([first])[0]!,
              subject: subjectFor(template, first),
              subjectAltNames: altNamesFor(template, first),
            },
      issuer: isUsable
        ? {
            name: issuer.name,
            notAfter: issuer.notAfter.toISOString(),
            isCut: issuer.isCut,
            chain: issuer.chain,
            problem: null,
          }
        : issuer === null
          ? null
          : { name: "", notAfter: null, isCut: false, chain: null, problem: issuer },
    };
  },
});

function asProblem(error: unknown): Problem {
  if (isFailure(error)) return { code: error.code, params: error.facts } as Problem;
  throw error;
}
