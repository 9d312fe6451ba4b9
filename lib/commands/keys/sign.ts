import { z } from "zod";
import { basicConstraintsOf, readCertificate, serialHex } from "../../pki/x509/certificate.ts";
import { commonNameOf, formatName } from "../../pki/x509/name.ts";
import { writePem } from "../../pki/asn1/pem.ts";
import { requireDays } from "../../pki/issue/prepare.ts";
import { profiles } from "../../pki/issue/profile.ts";
import { wishesOf } from "../../pki/issue/wishes.ts";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import { readAltNamesOfForm } from "../parts/subject/alt-names.ts";
import { checkAll } from "../parts/faults.ts";
import { certify } from "../parts/signing/certify.ts";
import { requireAuthority } from "../parts/signing/signing.ts";
import * as field from "../parts/fields.ts";
import { keyOpening } from "../parts/key-opening.ts";
import { Failure } from "../error-codes.ts";
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
    profile: field.profile.default("server-client"),
    days: field.days.default(365),
    subject: field.subject.optional().meta({ description: "Instead of the request's." }),
    subjectAltNames: field.subjectAltNames.optional().meta({ description: "Instead of what the request asks for." }),
    pathLength: field.pathLength.meta({ description: "For the profile sub-ca." }),
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
    days: "days",
    subjectAltName: "subjectAltNames",
    pathLength: "pathLength",
    revoked: "revokedIssuer",
    chain: "doubtfulChain",
    confirm: "confirm",
  },
  secrets: ["passphrase"],
  on: ({ issuer, profile, pathLength }) => [
    ...touchAuthorities("certificate.sign", [issuer]),
    // What it makes is another authority: a sub-authority, or a cross-certificate of one that is here.
    ...touchAuthorities(
      "certificate.sign-authority",
      profiles[profile].isAuthority || pathLength !== undefined ? [issuer] : [],
    ),
  ],
  audit: ({ request, issuer, subject, profile, days, revokedIssuer, doubtfulChain, confirm, keepOpen }) => ({
    request,
    issuer,
    commonName: subject?.CN ?? null,
    profile,
    days,
    revokedIssuer: revokedIssuer ?? null,
    doubtfulChain: doubtfulChain ?? null,
    confirm: confirm === true,
    ...(keepOpen === true ? { keepOpen } : {}),
  }),
  async run(context, input) {
    const { store, vault } = context;
    const [file, by, subject] = await checkAll([
      () => requireFile(store, input.request, [".csr"], ["csr"]),
      () => requireAuthority(store, input.issuer),
      () => (input.subject === undefined ? undefined : readCorrectedSubjectOfForm(input.subject)),
      () => requireDays(input.days),
      () => readAltNamesOfForm(input.subjectAltNames ?? [], ""),
      () => {
        if (input.pathLength !== undefined && input.profile !== "sub-ca")
          throw new Failure("sign.path-length-of-no-authority", { profile: input.profile });
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
      profile: input.profile,
      days: input.days,
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
      profile: input.profile,
      subjectAltNames: names.names.map(({ kind, value }) => ({ kind, value })),
      addedCommonName: names.addedCommonName,
      wishes: wishesOf(request, {
        profile: profiles[input.profile],
        pathLength: basicConstraintsOf(certificate)?.pathLength ?? null,
        names: names.names,
        subject: certificate.subject,
      }),
      notes,
      pem: writePem("CERTIFICATE", der),
    };
  },
});
