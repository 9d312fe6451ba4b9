import { z } from "zod";
import { requireDays } from "../../pki/issue/prepare.ts";
import { readCertificate } from "../../pki/x509/certificate.ts";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import { Failure } from "../error-codes.ts";
import { crossSign } from "../parts/authority/cross-sign.ts";
import { limitFields } from "../parts/authority/limits.ts";
import { checkAll } from "../parts/faults.ts";
import * as field from "../parts/fields.ts";
import { keyOpening } from "../parts/key-opening.ts";
import { requireBasename, requireFreeName } from "../parts/names.ts";
import { requireAuthority } from "../parts/signing/signing.ts";
import { requireFile } from "../parts/stored.ts";
import { templateName } from "../parts/templates/fields.ts";
import { requireTemplate } from "../parts/templates/find.ts";
import { requireUnrevoked } from "../parts/trust/revoked-issuer.ts";
import { isAuthorityTemplate } from "../../pki/templates/template.ts";

/**
 * Signs the certificate of another authority: same subject, same key, same key identifier, so that all that it signed is
 * trusted where the issuer is. Its key does not have to be here.
 */
export const authorityCrossSign = command({
  name: "authority-cross-sign",
  effect: "create",
  permission: "certificate.sign",
  audited: "always",
  input: z.strictObject({
    certificate: field.storedName.meta({
      description: "Stored certificate of the authority that is to be vouched for.",
    }),
    issuer: field.storedName.meta({ description: "The stored authority that signs." }),
    name: field.basename
      .optional()
      .meta({ description: "Name of the new certificate. Absent: `<certificate>-by-<issuer>`." }),
    days: field.days.optional().meta({ description: "Absent: as long as its own certificate still lasts." }),
    template: templateName.optional().meta({ description: "A template of authorities. Absent: sub-ca." }),
    ...limitFields,
    doubtfulChain: field.doubtfulChain,
    ...keyOpening,
  }),
  positional: ["certificate", "issuer"],
  attributes: {
    name: "name",
    days: "days",
    template: "template",
    pathLength: "pathLength",
    permitted: "nameConstraints.permitted",
    excluded: "nameConstraints.excluded",
    purposes: "purposes",
    policies: "policies",
    chain: "doubtfulChain",
  },
  secrets: ["passphrase"],
  on: ({ issuer, template }) => [
    ...touchAuthorities("certificate.sign", [issuer], [template ?? "sub-ca"]),
    ...touchAuthorities("certificate.sign-authority", [issuer]),
    ...(template === undefined
      ? []
      : [{ may: "certificate.sign", on: { kind: "template", named: template } } as const]),
  ],
  audit: ({ certificate, issuer, name, days, template }) => ({
    certificate,
    issuer,
    name: name ?? null,
    days: days ?? null,
    template: template ?? null,
  }),
  async run(context, input) {
    const { store } = context;
    const [file, by, template] = await checkAll([
      () => requireFile(store, input.certificate, [".crt", ".cer", ".pem"], ["certificate"]),
      () => requireAuthority(store, input.issuer),
      async () => {
        const plain = await requireTemplate(store, input.template ?? "sub-ca");
        if (!isAuthorityTemplate(plain)) throw new Failure("authority.template-of-leaves", { template: plain.name });
        return plain;
      },
      () => (input.days === undefined ? undefined : requireDays(input.days)),
    ]);
    const name = requireBasename(input.name ?? `${file.basename}-by-${by.authority.basename}`.slice(0, 64));
    await requireFreeName(store, name, [".key", ".csr", ".crt"]);
    await requireUnrevoked(context, by.certificate);
    return crossSign(context, {
      name,
      certified: readCertificate(file.bytes),
      certifiedFile: file.fileName,
      by,
      template,
      limits: input,
      days: input.days,
      pathLength: input.pathLength,
      opening: { passphrase: input.passphrase, keepOpen: input.keepOpen },
      isChainAccepted: input.doubtfulChain !== undefined,
    });
  },
});
