import { z } from "zod";
import { requireDays } from "../../pki/issue/prepare.ts";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import { Failure } from "../error-codes.ts";
import { askOutside, makeBelow, makeRoot } from "../parts/authority/create.ts";
import { limitFields, templateWith } from "../parts/authority/limits.ts";
import { checkAll } from "../parts/faults.ts";
import * as field from "../parts/fields.ts";
import { keyOpening, newPassphrase, requireNewPassphrase } from "../parts/key-opening.ts";
import { requireBasename, requireFreeName } from "../parts/names.ts";
import { requireAuthority } from "../parts/signing/signing.ts";
import { readSubjectOfForm, subjectAttributes } from "../parts/subject/subject.ts";
import { templateName } from "../parts/templates/fields.ts";
import { requireTemplate } from "../parts/templates/find.ts";
import { requireUnrevoked } from "../parts/trust/revoked-issuer.ts";
import { isAuthorityTemplate } from "../../pki/templates/template.ts";

/**
 * Makes an authority: with `issuer` one below a stored authority, in one step; with `request` a key and a request for an
 * issuer elsewhere, whose answer finds its place when it is stored; else a root.
 */
export const authorityCreate = command({
  name: "authority-create",
  effect: "create",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({
    name: field.basename,
    subject: field.subject,
    issuer: field.storedName.optional().meta({ description: "The stored authority above it. Absent: a root." }),
    request: z.boolean().optional().meta({ description: "True: a request for an issuer that is not here." }),
    key: field.keyAlgorithm.default("p-384"),
    days: field.days.optional().meta({ description: "Absent: those of the template." }),
    template: templateName.optional().meta({ description: "A template of authorities. Absent: root-ca or sub-ca." }),
    ...limitFields,
    doubtfulChain: field.doubtfulChain,
    ...keyOpening,
    newPassphrase,
  }),
  positional: ["name"],
  attributes: {
    ...subjectAttributes,
    issuer: "issuer",
    request: "request",
    key: "key",
    days: "days",
    template: "template",
    pathLength: "pathLength",
    permitted: "nameConstraints.permitted",
    excluded: "nameConstraints.excluded",
    purposes: "purposes",
    policies: "policies",
    chain: "doubtfulChain",
  },
  secrets: ["passphrase", "newPassphrase"],
  on: ({ issuer, template }) => [
    ...touchAuthorities("certificate.sign", [issuer], [template ?? "sub-ca"]),
    ...touchAuthorities("certificate.sign-authority", [issuer]),
    ...(issuer === undefined || template === undefined
      ? []
      : [{ may: "certificate.sign", on: { kind: "template", named: template } } as const]),
  ],
  audit: ({ name, subject, issuer, request, key, days, template, newPassphrase }) => ({
    name,
    commonName: subject.CN ?? null,
    issuer: issuer ?? null,
    request: request === true,
    key,
    days: days ?? null,
    template: template ?? null,
    ...(newPassphrase === undefined ? {} : { underPassphrase: true }),
  }),
  async run(context, input) {
    const { store } = context;
    const isBelow = input.issuer !== undefined;
    if (isBelow && input.request === true) throw new Failure("authority.issuer-and-request", { issuer: input.issuer! });
    const [name, subject, template, by, passphrase] = await checkAll([
      async () => {
        const name = requireBasename(input.name);
        await requireFreeName(store, name, [".key", ".csr", ".crt"]);
        return name;
      },
      () => readSubjectOfForm(input.subject),
      async () => {
        const plain = await requireTemplate(store, input.template ?? (isBelow ? "sub-ca" : "root-ca"));
        if (!isAuthorityTemplate(plain)) throw new Failure("authority.template-of-leaves", { template: plain.name });
        return templateWith(plain, input);
      },
      () => (input.issuer === undefined ? null : requireAuthority(store, input.issuer)),
      () => requireNewPassphrase(input.newPassphrase),
      () => (input.days === undefined ? undefined : requireDays(input.days)),
    ]);
    const order = {
      name,
      subject,
      template,
      key: input.key,
      days: input.days ?? template.rules.days.byDefault,
      pathLength: input.pathLength,
      passphrase,
      opening: { passphrase: input.passphrase, keepOpen: input.keepOpen },
      isChainAccepted: input.doubtfulChain !== undefined,
    };
    if (input.request === true) return askOutside(context, order);
    if (by === null) return makeRoot(context, order);
    await requireUnrevoked(context, by.certificate);
    return makeBelow(context, order, by);
  },
});
