import { z } from "zod";
import { basicConstraintsOf, readCertificate, serialHex } from "../../pki/x509/certificate.ts";
import { commonNameOf, formatName } from "../../pki/x509/name.ts";
import { writePem } from "../../pki/asn1/pem.ts";
import { requireDays } from "../../pki/issue/prepare.ts";
import { wishesOf } from "../../pki/issue/wishes.ts";
import { touchAuthorities, touchTemplate } from "../access.ts";
import { command } from "../command.ts";
import { readAltNamesOfForm } from "../parts/subject/alt-names.ts";
import { checkAll } from "../parts/faults.ts";
import { certify } from "../parts/signing/certify.ts";
import { requireAuthority } from "../parts/signing/signing.ts";
import * as field from "../parts/fields.ts";
import { keyOpening } from "../parts/key-opening.ts";
import { Failure } from "../error-codes.ts";
import { templateName } from "../parts/templates/fields.ts";
import { requireTemplate } from "../parts/templates/find.ts";
import { isAuthorityTemplate } from "../../pki/templates/template.ts";
import { requireFile } from "../parts/stored.ts";
import { readCorrectedSubjectOfForm, subjectAttributes } from "../parts/subject/subject.ts";
import { requireUnrevoked } from "../parts/trust/revoked-issuer.ts";

/** `pki sign`: a stored request, certified by a stored authority. */
export const sign = command({
  name: "sign",
  effect: "create",
  permission: "certificate.sign",
  audited: "always",
  input: z.strictObject({
    request: field.storedName,
    issuer: field.storedName,
    profile: field.profile.optional().meta({ description: "One of the built-in templates; server-client by default." }),
    template: templateName.optional().meta({ description: "Any template, instead of a profile." }),
    days: field.days.optional().meta({ description: "Whole days; absent: those of the template." }),
    subject: field.subject.optional().meta({ description: "Instead of the request's." }),
    subjectAltNames: field.subjectAltNames.optional().meta({ description: "Instead of what the request asks for." }),
    pathLength: field.pathLength.meta({ description: "For authorities: how many may stand below, one under another." }),
    revokedIssuer: field.revokedIssuer,
    doubtfulChain: field.doubtfulChain,
    confirm: field.confirm,
    ...keyOpening,
  }),
  alsoNeeds: ({ revokedIssuer }) => (revokedIssuer === undefined ? null : "certificate.sign-revoked"),
  positional: ["request", "issuer"],
  attributes: {
    ...subjectAttributes,
    profile: "profile",
    template: "template",
    days: "days",
    subjectAltName: "subjectAltNames",
    pathLength: "pathLength",
    revoked: "revokedIssuer",
    chain: "doubtfulChain",
    confirm: "confirm",
  },
  secrets: ["passphrase"],
  on: ({ issuer, profile, template, pathLength }) => [
    ...touchAuthorities("certificate.sign", [issuer], [template ?? profile ?? "server-client"]),
    // What it makes is another authority: a sub-authority, or a cross-certificate of one that is here.
    ...touchAuthorities("certificate.sign-authority", profile === "sub-ca" || pathLength !== undefined ? [issuer] : []),
    ...(template === undefined
      ? []
      : [
          ...touchTemplate(template),
          {
            may: "certificate.sign-authority",
            on: { kind: "authority", named: issuer, whereMadeBy: template },
          } as const,
        ]),
  ],
  audit: ({ request, issuer, subject, profile, template, days, revokedIssuer, doubtfulChain, confirm, keepOpen }) => ({
    request,
    issuer,
    commonName: subject?.CN ?? null,
    profile: profile ?? null,
    template: template ?? null,
    days: days ?? null,
    revokedIssuer: revokedIssuer ?? null,
    doubtfulChain: doubtfulChain ?? null,
    confirm: confirm === true,
    ...(keepOpen === true ? { keepOpen } : {}),
  }),
  async run(context, input) {
    const { store, vault } = context;
    if (input.profile !== undefined && input.template !== undefined)
      throw new Failure("template.and-profile", { template: input.template, profile: input.profile });
    const template = await requireTemplate(store, input.template ?? input.profile ?? "server-client");
    const [file, by, subject] = await checkAll([
      () => requireFile(store, input.request, [".csr"], ["csr"]),
      () => requireAuthority(store, input.issuer),
      () => (input.subject === undefined ? undefined : readCorrectedSubjectOfForm(input.subject)),
      () => (input.days === undefined ? undefined : requireDays(input.days)),
      () => readAltNamesOfForm(input.subjectAltNames ?? [], ""),
      () => {
        if (input.pathLength !== undefined && !isAuthorityTemplate(template))
          throw new Failure("sign.path-length-of-no-authority", { profile: template.name });
      },
    ]);
    if (input.revokedIssuer === undefined) await requireUnrevoked(context, by.certificate);
    const {
      certificate: der,
      fileName,
      request,
      names,
      notes,
    } = await certify(context, {
      file,
      by,
      signer: () => vault.withOpening(input).signer(by.keyFile),
      template,
      days: input.days ?? template.rules.days.byDefault,
      subject,
      names: input.subjectAltNames,
      pathLength: input.pathLength,
      isChainAccepted: input.doubtfulChain !== undefined,
      isConfirmed: input.confirm === true,
    });
    const certificate = readCertificate(der);
    return {
      fileName,
      requestFile: file.fileName,
      issuerFile: by.authority.fileName,
      commonName: commonNameOf(certificate.subject),
      subject: formatName(certificate.subject),
      issuer: formatName(certificate.issuer),
      serial: serialHex(certificate),
      notBefore: certificate.notBefore.toISOString(),
      notAfter: certificate.notAfter.toISOString(),
      profile: template.name,
      templateVersion: template.version,
      subjectAltNames: names.names.map(({ kind, value }) => ({ kind, value })),
      addedCommonName: names.addedCommonName,
      wishes: wishesOf(request, {
        template,
        pathLength: basicConstraintsOf(certificate)?.pathLength ?? null,
        names: names.names,
        subject: certificate.subject,
      }),
      notes,
      pem: writePem("CERTIFICATE", der),
    };
  },
});
