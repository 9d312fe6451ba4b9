import { z } from "zod";
import { offlineWords } from "../../i18n/documents/offline.ts";
import { layOutToBeSigned, offlineAlgorithm, withoutSignature } from "../../pki/issue/offline.ts";
import type { Prepared, PrepareNote } from "../../pki/issue/prepare.ts";
import { requireListIssuer } from "../../pki/issue/revocation-list.ts";
import { base64, type OfflineKind } from "../../pki/offline/package.ts";
import { isAuthorityTemplate } from "../../pki/templates/template.ts";
import { basicConstraintsOf, readCertificate, serialHex, subjectAltNames } from "../../pki/x509/certificate.ts";
import { commonNameOf, formatName } from "../../pki/x509/name.ts";
import { touchAuthorities } from "../access.ts";
import { command, type Context } from "../command.ts";
import { Failure } from "../error-codes.ts";
import * as field from "../parts/fields.ts";
import { askedCertificate, askedList } from "../parts/offline/asked.ts";
import { requireOfflineAuthority } from "../parts/offline/authority.ts";
import { packageName, packageOf, type Sent } from "../parts/offline/send.ts";
import { preparationOf } from "../parts/signing/certify.ts";
import { reserveSerial, underIntent } from "../parts/signing/serial.ts";
import { requireFile } from "../parts/stored.ts";
import { templateName } from "../parts/templates/fields.ts";
import { requireTemplate } from "../parts/templates/find.ts";
import { readCorrectedSubjectOfForm, subjectAttributes } from "../parts/subject/subject.ts";
import { requireUnrevoked } from "../parts/trust/revoked-issuer.ts";

const input = z
  .strictObject({
    authority: field.storedName,
    request: field.storedName.optional().meta({ description: "The stored request that it is to certify." }),
    list: z.literal(true).optional().meta({ description: "Instead of a request: its next revocation list." }),
    profile: field.profile.optional().meta({ description: "One of the built-in templates; server-client by default." }),
    template: templateName.optional().meta({ description: "Any template, instead of a profile." }),
    days: field.days.optional().meta({ description: "Whole days; absent: those of the template." }),
    subject: field.subject.optional().meta({ description: "Instead of the request's." }),
    subjectAltNames: field.subjectAltNames.optional().meta({ description: "Instead of what the request asks for." }),
    pathLength: field.pathLength.meta({ description: "For authorities: how many may stand below, one under another." }),
    revokedIssuer: field.revokedIssuer,
    doubtfulChain: field.doubtfulChain,
    confirm: field.confirm,
  })
  .superRefine(field.exactlyOne(["request", "list"]));

type Input = z.infer<typeof input>;

/** A package that was made, as every surface shows it. */
interface AskedOut extends Sent {
  readonly id: string;
  readonly kind: OfflineKind;
  /** File of the authority's certificate. */
  readonly authority: string;
  readonly subject: string;
  /** The name that waits; null of a list. */
  readonly name: string | null;
  readonly serial: string | null;
  /** Of a list. */
  readonly number: number | null;
  readonly notBefore: string;
  readonly notAfter: string;
  readonly subjectAltNames: readonly { readonly kind: string; readonly value: string }[];
  readonly notes: readonly PrepareNote[];
  readonly packageName: string;
}

/** `pki offline-request`: a package for an authority whose key is not here: what it is to sign, laid out to the last byte. */
export const offlineRequest = command({
  name: "offline-request",
  effect: "create",
  permission: "certificate.sign",
  audited: "always",
  input,
  alsoNeeds: ({ revokedIssuer, list }) =>
    list === true ? "certificate.revoke" : revokedIssuer === undefined ? null : "certificate.sign-revoked",
  positional: ["authority", "request"],
  attributes: {
    ...subjectAttributes,
    list: "list",
    profile: "profile",
    template: "template",
    days: "days",
    subjectAltName: "subjectAltNames",
    pathLength: "pathLength",
    revoked: "revokedIssuer",
    chain: "doubtfulChain",
    confirm: "confirm",
  },
  secrets: [],
  on: ({ authority, profile, template, pathLength, list }) =>
    list === true
      ? touchAuthorities("certificate.revoke", [authority])
      : [
          ...touchAuthorities("certificate.sign", [authority]),
          ...touchAuthorities(
            "certificate.sign-authority",
            profile === "sub-ca" || pathLength !== undefined ? [authority] : [],
          ),
          ...(template === undefined
            ? []
            : [
                { may: "certificate.sign", on: { kind: "template", named: template } } as const,
                {
                  may: "certificate.sign-authority",
                  on: { kind: "authority", named: authority, whereMadeBy: template },
                } as const,
              ]),
        ],
  audit: ({ authority, request, list, subject, profile, template, days, revokedIssuer, doubtfulChain, confirm }) => ({
    authority,
    request: request ?? null,
    list: list === true,
    commonName: subject?.CN ?? null,
    profile: profile ?? null,
    template: template ?? null,
    days: days ?? null,
    revokedIssuer: revokedIssuer ?? null,
    doubtfulChain: doubtfulChain ?? null,
    confirm: confirm === true,
  }),
  run: (context, asked) =>
    asked.request === undefined ? askForList(context, asked) : askForCertificate(context, asked),
});

async function askForCertificate(context: Context, asked: Input): Promise<AskedOut> {
  const { store, random, actor } = context;
  const file = await requireFile(store, asked.request ?? "", [".csr"], ["csr"]);
  const by = await requireOfflineAuthority(store, asked.authority);
  const subject = asked.subject === undefined ? undefined : readCorrectedSubjectOfForm(asked.subject);
  if (asked.profile !== undefined && asked.template !== undefined)
    throw new Failure("template.and-profile", { template: asked.template, profile: asked.profile });
  const template = await requireTemplate(store, asked.template ?? asked.profile ?? "server-client");
  if (asked.pathLength !== undefined && !isAuthorityTemplate(template))
    throw new Failure("sign.path-length-of-no-authority", { profile: template.name });
  if (asked.revokedIssuer === undefined) await requireUnrevoked(context, by.certificate);
  const algorithm = offlineAlgorithm(by.certificate);
  const { prepare: plain, names } = await preparationOf(context, {
    file,
    by,
    isElsewhere: true,
    template,
    days: asked.days ?? template.rules.days.byDefault,
    subject,
    names: asked.subjectAltNames,
    pathLength: asked.pathLength,
    isChainAccepted: asked.doubtfulChain !== undefined,
  });
  const layOut = (prepared: Prepared) => layOutToBeSigned(prepared, by.certificate, algorithm);
  const last: { prepared?: Prepared } = {};
  const prepare = (serialNumber: Uint8Array) => (last.prepared = plain(serialNumber));
  const permit = async () => {
    const draft = withoutSignature(layOut(last.prepared!), algorithm);
    // The answer to a renewal takes its place without being asked twice.
    if (asked.confirm !== true && !(await store.isAwaited(`${file.basename}.crt`, draft)))
      await store.requireUncertified(file.spkiSha256 ?? "", `${file.basename}.crt`);
  };
  const { prepared, intent } = await reserveSerial(store, random, { file, authority: by.authority, prepare, permit });
  return underIntent(store, intent, async () => {
    const id = crypto.randomUUID();
    const versionName = `${template.name}, ${template.version}`;
    const tbs = layOut(prepared);
    const certificate = readCertificate(withoutSignature(tbs, algorithm));
    const commonName = commonNameOf(certificate.subject) ?? formatName(certificate.subject);
    const facts = {
      subject: commonName,
      authority: commonNameOf(certificate.issuer) ?? formatName(certificate.issuer),
      notBefore: certificate.notBefore,
      notAfter: certificate.notAfter,
      isAuthority: basicConstraintsOf(certificate)?.isCa ?? false,
      pathLength: basicConstraintsOf(certificate)?.pathLength ?? null,
      names: subjectAltNames(certificate).flatMap((name) => ("value" in name ? [name.value] : [])),
      template: versionName,
      by: actor.label,
    };
    const sent = await packageOf(context, {
      id,
      by,
      tbs,
      asked: {
        kind: "certificate",
        asked: askedCertificate(certificate),
        request: base64(file.bytes),
        template: versionName,
        words: { en: offlineWords.en.certificate(facts), ko: offlineWords.ko.certificate(facts) },
      },
    });
    await store.keepOffline({
      id,
      kind: "certificate",
      authority: by.authority.spkiSha256 ?? "",
      issuerBasename: by.authority.basename,
      issuerFileName: by.authority.fileName,
      subject: commonName,
      basename: file.basename,
      spkiSha256: file.spkiSha256 ?? "",
      intentId: intent,
      tbs,
      sha256: sent.sha256,
      package: sent.package,
      createdBy: actor.label,
    });
    return {
      id,
      kind: "certificate",
      authority: by.authority.fileName,
      subject: commonName,
      name: file.basename,
      serial: serialHex(certificate),
      number: null,
      notBefore: certificate.notBefore.toISOString(),
      notAfter: certificate.notAfter.toISOString(),
      subjectAltNames: names.names.map(({ kind, value }) => ({ kind, value })),
      notes: prepared.notes,
      packageName: packageName(file.basename),
      ...sent,
    };
  });
}

async function askForList(context: Context, asked: Input): Promise<AskedOut> {
  const { store, clock, offline, actor } = context;
  const by = await requireOfflineAuthority(store, asked.authority);
  requireListIssuer(by.certificate, clock.now());
  const authority = by.authority.spkiSha256 ?? "";
  const { basename: issuerBasename, fileName: issuerFileName } = by.authority;
  const subject = commonNameOf(by.certificate.subject) ?? formatName(by.certificate.subject);
  const list = await offline.layOutList({
    authority,
    basename: issuerBasename,
    certificate: by.certificate.der,
    algorithm: offlineAlgorithm(by.certificate),
  });
  const id = crypto.randomUUID();
  const facts = { ...list, authority: subject, by: actor.label };
  const sent = await packageOf(context, {
    id,
    by,
    tbs: list.tbs,
    asked: {
      kind: "revocation-list",
      asked: askedList(list),
      words: { en: offlineWords.en.list(facts), ko: offlineWords.ko.list(facts) },
    },
  });
  await store.keepOffline({
    id,
    kind: "revocation-list",
    authority,
    issuerBasename,
    issuerFileName,
    subject,
    list,
    tbs: list.tbs,
    sha256: sent.sha256,
    package: sent.package,
    createdBy: actor.label,
  });
  return {
    id,
    kind: "revocation-list",
    authority: issuerFileName,
    subject,
    name: null,
    serial: null,
    number: list.number,
    notBefore: list.thisUpdate.toISOString(),
    notAfter: list.nextUpdate.toISOString(),
    subjectAltNames: [],
    notes: [],
    packageName: packageName(`${issuerBasename}-list-${list.number}`),
    ...sent,
  };
}
