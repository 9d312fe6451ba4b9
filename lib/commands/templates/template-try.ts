import { z } from "zod";
import { applyTemplate } from "../../pki/templates/apply.ts";
import { faultsOf } from "../../pki/templates/rule-faults.ts";
import { sidOf } from "../../pki/templates/sid.ts";
import type { Template } from "../../pki/templates/template.ts";
import { publishedFor } from "../../pki/issue/addresses.ts";
import { listIssuerOf } from "../ports/authority.ts";
import type { Certificate } from "../../pki/x509/certificate.ts";
import { readRequest } from "../../pki/x509/csr.ts";
import { formatName } from "../../pki/x509/name.ts";
import { prepareCertificate } from "../../pki/issue/prepare.ts";
import { drawSerial } from "../../pki/issue/serial.ts";
import { wishesOf } from "../../pki/issue/wishes.ts";
import { readPublicKeyFacts } from "../../pki/keys/public-key.ts";
import { chainsAbove } from "../../pki/path/issuers.ts";
import { command, type Context } from "../command.ts";
import { Failure, isFailure } from "../error-codes.ts";
import * as field from "../parts/fields.ts";
import type { Problem } from "../ports/batch.ts";
import { namesToCertify, requireAuthority } from "../parts/signing/signing.ts";
import { requireFile } from "../parts/stored.ts";
import { requireTemplate } from "../parts/templates/find.ts";
import { templateName, templateVersion } from "../parts/templates/fields.ts";
import { templateRules } from "../parts/templates/rules.ts";

/**
 * What a stored request would become by a template, field by field, and what would be refused; nothing is signed. With
 * `rules` a draft is tried that is not kept yet.
 */
export const templateTry = command({
  name: "template-try",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({
    template: templateName,
    version: templateVersion.optional(),
    rules: templateRules.optional().meta({ description: "Instead of those that are kept: a draft." }),
    request: field.storedName,
    issuer: field.storedName.optional(),
    days: field.days.optional(),
  }),
  secrets: [],
  audit: ({ template, request }) => ({ template, request }),
  async run(context, input) {
    const { store } = context;
    const template =
      input.rules === undefined
        ? await requireTemplate(store, input.template, input.version)
        : draftOf(input.template, input.rules);
    const file = await requireFile(store, input.request, [".csr"], ["csr"]);
    const request = readRequest(file.bytes);
    const { names } = namesToCertify(request, undefined);
    const days = input.days ?? template.rules.days.byDefault;
    const by = input.issuer === undefined ? null : await requireAuthority(store, input.issuer);
    const addresses = by === null ? null : await context.lists.addresses(listIssuerOf(by), by.certificate);
    const serialNumber = drawSerial(context.random);
    const asked = {
      subject: request.subject,
      names,
      key: readPublicKeyFacts(request.spki),
      days,
      pathLength: undefined,
      sid: sidOf(request),
      ...(by === null ? {} : { published: publishedFor(addresses, serialNumber) }),
    };
    const { rows, refusals, subject } = applyTemplate(template, asked);
    const pathLength = template.rules.authority?.pathLength ?? null;
    const below =
      by === null
        ? null
        : await tryBelow(context, by.certificate, { template, request, names, days, addresses, serialNumber });
    return {
      template: template.name,
      version: template.version,
      requestFile: file.fileName,
      subject: formatName(subject),
      rows,
      refusals,
      wishes: wishesOf(request, { template, pathLength, names, subject }),
      notAfter: below?.notAfter ?? null,
      notes: below?.notes ?? [],
      /** What stands in the way beside the rules: the key of the request, the authority, a chain; null for nothing. */
      problem: below?.problem ?? null,
    };
  },
});

function draftOf(name: string, rules: Template["rules"]): Template {
  const faults = faultsOf(rules);
  if (faults.length > 0) throw new Failure("template.impossible", { template: name, faults });
  return { name, version: 0, rules };
}

type Trial = Pick<
  Parameters<typeof prepareCertificate>[0],
  "template" | "request" | "days" | "addresses" | "serialNumber"
> & {
  readonly names: ReturnType<typeof namesToCertify>["names"];
};

/** The whole of what is checked before a signature, with a serial number that is thrown away. */
async function tryBelow({ store, clock, issuing }: Context, certificate: Certificate, trial: Trial) {
  const now = clock.now();
  try {
    const prepared = prepareCertificate({
      ...trial,
      names: [...trial.names],
      issuer: certificate,
      ancestors: await chainsAbove(store, certificate, now),
      now,
      backdating: issuing.backdating,
      sid: sidOf(trial.request),
    });
    return { notAfter: prepared.notAfter.toISOString(), notes: prepared.notes, problem: null };
  } catch (error) {
    if (!isFailure(error)) throw error;
    const problem = error.code === "template.refused" ? null : ({ code: error.code, params: error.facts } as Problem);
    return { notAfter: null, notes: [], problem };
  }
}
