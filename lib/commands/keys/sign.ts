import { z } from "zod";
import { basicConstraintsOf, readCertificate, serialHex } from "../../pki/x509/certificate.ts";
import { readRequest } from "../../pki/x509/csr.ts";
import type { Signer } from "../../pki/keys/signer.ts";
import { issue } from "../../pki/issue/issue.ts";
import { commonNameOf, formatName } from "../../pki/x509/name.ts";
import { writePem } from "../../pki/asn1/pem.ts";
import { prepareCertificate } from "../../pki/issue/prepare.ts";
import { profiles } from "../../pki/issue/profile.ts";
import { wishesOf } from "../../pki/issue/wishes.ts";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import { namesToCertify, requireAuthority } from "../parts/signing/signing.ts";
import { chainsAbove } from "../../pki/path/issuers.ts";
import * as field from "../parts/fields.ts";
import { keyOpening } from "../parts/key-opening.ts";
import { reserveSerial, underIntent } from "../parts/signing/serial.ts";
import { Failure } from "../error-codes.ts";
import { requireFile } from "../parts/stored.ts";
import { readCorrectedSubject, subjectAttributes } from "../parts/subject/subject.ts";
import { requireUnrevoked } from "../parts/trust/revoked-issuer.ts";

/**
 * `pki sign`: a stored request, certified by a stored authority. The order is a safety property (ARCHITECTURE.md,
 * Signing): what is to be signed is checked, the serial and the intent are stored, then the signature is made, then it
 * is stored. A signature cannot be rolled back, so none may exist of which the store does not know.
 */
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
    const { store, vault, clock, random, issuing } = context;
    if (input.pathLength !== undefined && input.profile !== "sub-ca")
      throw new Failure("sign.path-length-of-no-authority", { profile: input.profile });
    const file = await requireFile(store, input.request, [".csr"], ["csr"]);
    const { authority, certificate: issuer, keyFile } = await requireAuthority(store, input.issuer);
    if (input.revokedIssuer === undefined) await requireUnrevoked(context, issuer);
    const request = readRequest(file.bytes);
    const isConfirmed = input.confirm === true;
    const subject = input.subject === undefined ? undefined : readCorrectedSubject(input.subject);
    const names = namesToCertify(
      request,
      input.subjectAltNames,
      subject === undefined ? undefined : (subject.CN ?? ""),
    );
    const now = clock.now();
    const ancestors = await chainsAbove(store, issuer, now);
    const prepare = (serialNumber: Uint8Array) =>
      prepareCertificate({
        request,
        subject,
        issuer,
        ancestors,
        profile: input.profile,
        names: [...names.names],
        days: input.days,
        now,
        backdating: issuing.backdating,
        serialNumber,
        pathLength: input.pathLength,
        isChainAccepted: input.doubtfulChain !== undefined,
      });
    // Told before anything is signed; the store asks again when it takes the certificate, since others sign too.
    const opened: { signer?: Signer } = {};
    const permit = async () => {
      if (!isConfirmed) await store.requireUncertified(file.spkiSha256 ?? "", `${file.basename}.crt`);
      // Last of what is asked: a passphrase is not typed for a certificate that cannot be made.
      opened.signer = await vault.withOpening(input).signer(keyFile);
    };
    const { prepared, intent } = await reserveSerial(store, random, { file, authority, prepare, permit });
    const { der, fileName } = await underIntent(store, intent, async () => {
      const signed = issue(prepared, opened.signer!);
      return { der: signed, fileName: await store.completeIntent(intent, signed, file.basename, { isConfirmed }) };
    });
    const certificate = readCertificate(der);
    return {
      fileName,
      requestFile: file.fileName,
      issuerFile: authority.fileName,
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
      notes: prepared.notes,
      pem: writePem("CERTIFICATE", der),
    };
  },
});
