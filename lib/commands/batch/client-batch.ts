import { z } from "zod";
import { Failure } from "../error-codes.ts";
import { touchAuthorities, touchTemplate } from "../access.ts";
import { command, type Context } from "../command.ts";
import { holdersAmong, problemsOf } from "../parts/batch/people.ts";
import { batchRows, peopleInput, readPeople, requireUsableIssuer } from "../parts/batch/input.ts";
import {
  iterationsInput,
  profileInput,
  readBatchTemplate,
  templateInput,
  templateNameOf,
} from "../parts/batch/template.ts";
import { rootField } from "../parts/chain.ts";
import { checkAll } from "../parts/faults.ts";
import * as field from "../parts/fields.ts";
import { listIssuerOf } from "../ports/authority.ts";
import { keyOpening } from "../parts/key-opening.ts";
import { requireAuthority } from "../parts/signing/signing.ts";

/** What a batch is made of. @throws Failure of each part that is not in order, together */
async function readOrder(
  context: Context,
  input: Parameters<typeof readBatchTemplate>[1] &
    Parameters<typeof readPeople>[0] &
    Parameters<typeof requireUsableIssuer>[3] & { readonly issuer: string },
) {
  const [template, people] = await checkAll([
    () => readBatchTemplate(context.store, input),
    () => readPeople(input),
    () => requireAuthority(context.store, input.issuer),
  ]);
  return { template, people, issuer: await requireUsableIssuer(context, input.issuer, template, input) };
}

/**
 * A client certificate, a key and a .p12 for each person of a table. Everything that can be wrong is found before
 * anything is made; then the batch is stored and worked on in the background, through restarts.
 */
export const clientBatch = command({
  name: "client-batch",
  effect: "create",
  permission: "certificate.sign",
  audited: "always",
  input: z
    .strictObject({
      issuer: field.storedName,
      template: templateInput,
      ...peopleInput,
      profile: profileInput,
      iterations: iterationsInput,
      title: z
        .string()
        .trim()
        .min(1)
        .max(100)
        .optional()
        .meta({ description: "What the batch is called in the list." }),
      invalid: z
        .enum(["refuse", "skip"])
        .default("refuse")
        .meta({ description: "Rows that cannot be issued: refuse the whole table, or leave them out." }),
      existing: z
        .enum(["refuse", "skip", "issue"])
        .default("refuse")
        .meta({ description: "People who hold a live certificate of this issuer." }),
      revokedIssuer: field.revokedIssuer,
      doubtfulChain: field.doubtfulChain,
      root: rootField.optional(),
      ...keyOpening,
    })
    .superRefine(field.exactlyOne(["rows", "text", "bytes"])),
  positional: ["issuer"],
  attributes: {
    person: "rows",
    profile: "profile",
    template: "template.name",
    days: "template.days",
    key: "template.key",
    title: "title",
    existing: "existing",
    invalid: "invalid",
    revoked: "revokedIssuer",
    chain: "doubtfulChain",
    root: "root",
  },
  alsoNeeds: ({ revokedIssuer }) => (revokedIssuer === undefined ? null : "certificate.sign-revoked"),
  secrets: ["passphrase"],
  on: (input) => [
    ...touchAuthorities("certificate.sign", [input.issuer], [templateNameOf(input) ?? "client"]),
    ...touchTemplate(templateNameOf(input)),
  ],
  audit: ({ issuer, template, rows, profile, title, revokedIssuer, doubtfulChain }) => ({
    issuer,
    revokedIssuer: revokedIssuer ?? null,
    doubtfulChain: doubtfulChain ?? null,
    template: templateNameOf({ template }) ?? null,
    people: rows?.length ?? null,
    profile,
    title: title ?? null,
  }),
  async run(context, input) {
    const { template, issuer, people } = await readOrder(context, input);
    const invalid = problemsOf(people, template);
    if (invalid.length > 0 && input.invalid === "refuse")
      throw new Failure("batch.rows-refused", { count: invalid.length, of: people.length, rows: invalid.slice(0, 50) });
    const held = input.existing === "issue" ? [] : await holdersAmong(context, issuer.authority.bytes, people);
    if (held.length > 0 && input.existing === "refuse")
      throw new Failure("batch.already-certified", { count: held.length, of: people.length, rows: held.slice(0, 50) });
    const out = new Set([...invalid, ...held].map(({ position }) => position));
    const rows = batchRows(people.filter(({ position }) => !out.has(position)));
    if (rows.length === 0) throw new Failure("batch.nobody-left", { of: people.length });
    const addresses = await context.lists.addresses(listIssuerOf(issuer), issuer.certificate);
    // Asked for once, and held in memory until the batch ends.
    const key = await context.vault.withOpening(input).hold(issuer.keyFile);
    await context.lists.publish(listIssuerOf(issuer), addresses);
    const title = input.title ?? `${issuer.name}, ${rows.length}`;
    const order = {
      title,
      issuerFileName: issuer.authority.fileName,
      issuer: issuer.name,
      template: {
        ...template,
        root: input.root === undefined ? null : issuer.chain.end.sha256 || null,
        addresses,
      },
      rows,
      renewalOf: null,
    };
    const batch = await context.batches.create(order, key);
    return {
      batch,
      title,
      people: rows.length,
      leftOut: [...invalid, ...held],
      notAfter: issuer.notAfter.toISOString(),
      isCut: issuer.isCut,
      chain: issuer.chain,
    };
  },
});
