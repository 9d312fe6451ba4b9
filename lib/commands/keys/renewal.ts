import { z } from "zod";
import { layOutKey } from "../../pki/issue/draft.ts";
import { carriedExtensions } from "../../pki/issue/renewed-extensions.ts";
import type { PrepareNote } from "../../pki/issue/prepare.ts";
import { nameOfOid } from "../../pki/asn1/oid.ts";
import { readPublicKeyFacts } from "../../pki/keys/public-key.ts";
import { type Certificate, readCertificate, serialHex, subjectAltNames } from "../../pki/x509/certificate.ts";
import { formatGeneralName } from "../../pki/x509/general-name.ts";
import { commonNameOf, compareKeyOf, formatName } from "../../pki/x509/name.ts";
import { isCovered } from "../../targets/checks/name-covered.ts";
import { extendedUsesOf } from "../../targets/checks/use-allowed.ts";
import type { Plan } from "../../targets/plan.ts";
import { command, type Context } from "../command.ts";
import { isFailure } from "../error-codes.ts";
import type { Problem } from "../ports/batch.ts";
import type { GenerationRow } from "../ports/files.ts";
import * as field from "../parts/fields.ts";
import { memoisedReads } from "../parts/memoised.ts";
import { type Former, requireFormer, waitingRequest } from "../parts/renewal/former.ts";
import type { NextIssuer } from "../parts/renewal/issuer.ts";
import { lifetimeOf, planRenewal, prepareNext, type RenewalPlan } from "../parts/renewal/plan.ts";
import { planFor } from "../parts/service/plan.ts";
import { type PlanView, viewOfPlan } from "../parts/service/plan-view.ts";
import { requireService } from "../parts/service/service-name.ts";
import { servicesUsing } from "../parts/services-using.ts";

/** Each is a whole plan with its steps. */
const perPage = 10;

/**
 * What a renewal of a name would change, or did change, and what each service that uses it then has to do. Nothing is
 * made: `renew` takes the same fields.
 */
export const renewal = command({
  name: "renewal",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({
    name: field.storedName,
    key: field.renewedKey,
    issuer: field.storedName.optional(),
    days: field.days.optional(),
    request: z.boolean().optional(),
    addNames: field.subjectAltNames.optional(),
    leaveOut: z
      .array(z.string().max(300))
      .max(100)
      .default([])
      .meta({ description: "Of the names that services look for and the certificate lacks: those not to be added." }),
    generation: z
      .int()
      .min(1)
      .optional()
      .meta({ description: "The renewal that made this generation, instead of the next one." }),
    page: z.int().min(1).max(10_000).default(1).meta({ description: "10 services each, in order of name." }),
  }),
  secrets: [],
  audit: ({ name }) => ({ name }),
  async run(context, { page, generation, leaveOut, ...given }) {
    const { store } = context;
    const former = await requireFormer(store, given.name);
    const name = former.row.basename;
    const generations = await store.generations(name);
    const usedBy = await servicesUsing(store, name);
    const used = await servicesOf(context, former, usedBy.slice((page - 1) * perPage, page * perPage), generations);
    const waiting = waitingRequest(former);
    const wanted = used.proposed.map((each) => each.name).filter((each) => !leaveOut.includes(each));
    const choice = { ...given, addNames: [...(given.addNames ?? []), ...wanted] };
    const keyLock = (await context.vault.locks([name])).get(name);
    return {
      name,
      fileName: former.file.fileName,
      generations,
      isAuthority: former.row.isAuthority,
      /** The key lies under a passphrase of its own: a new one has to as well. */
      isKeyUnderPassphrase: keyLock !== undefined,
      ...(generation === undefined
        ? await planned(context, former, choice)
        : await done(context, former, generations, generation)),
      waits: waiting === null ? null : { requestFile: waiting.fileName, since: waiting.createdAt.toISOString() },
      /** Authorities that can issue it: a usable key, valid now. */
      issuers: await issuersHere(context, name),
      ...used,
      usedBy,
      page,
      pages: Math.max(1, Math.ceil(usedBy.length / perPage)),
    };
  },
});

/** What a person compares when one certificate takes the place of another; null: not known before it is made. */
export interface RenewalFacts {
  readonly subject: string;
  readonly names: readonly string[];
  readonly issuer: string | null;
  readonly serial: string | null;
  readonly notBefore: string | null;
  readonly notAfter: string | null;
  readonly key: string;
  readonly uses: readonly string[];
}

function factsOf(certificate: Certificate): RenewalFacts {
  return {
    subject: formatName(certificate.subject),
    names: subjectAltNames(certificate).map(formatGeneralName),
    issuer: commonNameOf(certificate.issuer) ?? formatName(certificate.issuer),
    serial: serialHex(certificate),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    key: readPublicKeyFacts(certificate.spki).label,
    uses: (extendedUsesOf(certificate) ?? []).map((oid) => nameOfOid(oid) ?? oid),
  };
}

interface Compared {
  /** Of the generations that are compared. */
  readonly numbers: { readonly before: number; readonly after: number };
  readonly before: RenewalFacts;
  readonly after: RenewalFacts;
  readonly keyChanges: boolean;
  readonly keySince: string;
  readonly files: { readonly before: readonly string[]; readonly after: readonly string[] };
  readonly by: NextIssuer["by"];
  /** The stored authority that issues it, and until when it can. */
  readonly issuerFile: string | null;
  readonly issuerEnds: string | null;
  /** As asked for; null where another authority decides. */
  readonly days: number | null;
  /** Days of the certificate before. */
  readonly lifetime: number;
  readonly isKeyHere: boolean;
  readonly notes: readonly PrepareNote[];
  /** Why it cannot be made like this. */
  readonly problem: Problem | null;
  /** Names of extensions that the next certificate does not repeat. */
  readonly leftOut: readonly string[];
}

async function planned(context: Context, former: Former, choice: Parameters<typeof planRenewal>[1]): Promise<Compared> {
  const before = factsOf(former.certificate);
  const files = filesOf(former);
  const common = {
    before,
    numbers: { before: former.file.generation, after: await nextNumber(context, former) },
    keySince: former.file.createdAt.toISOString(),
    lifetime: lifetimeOf(former.certificate),
    isKeyHere: former.key !== null,
    keyChanges: choice.key === "new",
  };
  try {
    const plan = await planRenewal(context, choice);
    const { next, algorithm, days, added } = plan;
    const issuer = next.by === "authority" ? next.authority : null;
    const { problem, prepared } = tried(context, plan);
    const isSameIssuer =
      next.by === "itself" ||
      (issuer !== null && compareKeyOf(issuer.certificate.subject) === compareKeyOf(former.certificate.issuer));
    return {
      ...common,
      after: {
        ...before,
        names: [...before.names, ...added.map(formatGeneralName)],
        issuer:
          next.by === "itself"
            ? before.issuer
            : issuer === null
              ? null
              : (commonNameOf(issuer.certificate.subject) ?? formatName(issuer.certificate.subject)),
        serial: null,
        notBefore: prepared?.notBefore.toISOString() ?? null,
        notAfter: prepared?.notAfter.toISOString() ?? null,
        key: plan.key === "same" ? before.key : keyLabels[algorithm],
      },
      files: { before: files, after: filesAfter(former, plan) },
      by: next.by,
      issuerFile: issuer?.authority.fileName ?? null,
      issuerEnds: issuer?.certificate.notAfter.toISOString() ?? null,
      days,
      notes: prepared?.notes ?? [],
      problem,
      leftOut: carriedExtensions(former.certificate, isSameIssuer).leftOut,
    };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return {
      ...common,
      after: before,
      files: { before: files, after: files },
      by: "outside",
      issuerFile: null,
      issuerEnds: null,
      days: null,
      notes: [],
      problem: problemOf(error),
      leftOut: [],
    };
  }
}

const problemOf = (error: { readonly code: string; readonly facts: object }): Problem =>
  ({ code: error.code, params: error.facts }) as Problem;

const keyLabels = {
  "rsa-2048": "RSA 2048",
  "rsa-3072": "RSA 3072",
  "rsa-4096": "RSA 4096",
  "p-256": "P-256",
  "p-384": "P-384",
  "p-521": "P-521",
  ed25519: "Ed25519",
} as const;

/** Everything but the signature, on a key that stands for the one that would be made. */
function tried(context: Context, plan: RenewalPlan) {
  if (plan.next.by === "outside") return { prepared: null, problem: null };
  const spki = plan.key === "same" ? plan.former.certificate.spki : layOutKey();
  try {
    const serialNumber = new Uint8Array(16).fill(1);
    return { prepared: prepareNext(context, plan, { spki, serialNumber, isChainAccepted: false }), problem: null };
  } catch (error) {
    if (!isFailure(error)) throw error;
    return { prepared: null, problem: problemOf(error) };
  }
}

function filesOf({ key, file }: Former): string[] {
  return [...(key === null ? [] : [key.fileName]), file.fileName];
}

function filesAfter(former: Former, { key }: RenewalPlan): string[] {
  return key === "same" ? filesOf(former) : [former.keyFileName, former.file.fileName];
}

/** After the newest one, which may not be the live one. */
async function nextNumber({ store }: Context, { row, file }: Former): Promise<number> {
  return Math.max(file.generation, ...(await store.generations(row.basename)).map(({ number }) => number)) + 1;
}

/** The generation beside the one before it. */
async function done(
  { store }: Context,
  former: Former,
  generations: readonly GenerationRow[],
  number: number,
): Promise<Compared> {
  const row = generations.find((each) => each.number === number);
  const previous = generations.filter((each) => each.number < number).at(0) ?? row;
  const read = async (of: GenerationRow | undefined) => {
    const der = of === undefined ? null : await store.generation(former.row.basename, of.number);
    return der === null ? former.certificate : readCertificate(der);
  };
  const [after, before] = [await read(row), await read(previous)];
  const files = filesOf(former);
  return {
    numbers: { before: previous?.number ?? number, after: number },
    before: factsOf(before),
    after: factsOf(after),
    keyChanges: row?.spkiSha256 !== previous?.spkiSha256,
    keySince: (previous?.createdAt ?? former.file.createdAt).toISOString(),
    files: { before: files, after: files },
    by: "authority",
    issuerFile: null,
    issuerEnds: null,
    days: null,
    lifetime: lifetimeOf(before),
    isKeyHere: former.key !== null,
    notes: [],
    problem: null,
    leftOut: [],
  };
}

async function issuersHere({ store }: Context, except: string) {
  const { rows } = await store.list({ kind: "authority", sort: "name", limit: 100 });
  return rows.flatMap(({ basename, files, commonName, notAfter, status }) => {
    const file = files.find(({ kind }) => kind === "certificate");
    const canSign = (status === "valid" || status === "ends-soon") && files.some(({ kind }) => kind === "key");
    if (file === undefined || !canSign || basename === except) return [];
    return [{ fileName: file.fileName, name: commonName || basename, notAfter: notAfter?.toISOString() ?? "" }];
  });
}

/** Each service with its steps, and the names that its roles look for and the certificate lacks. */
async function servicesOf(
  context: Context,
  former: Former,
  names: readonly string[],
  generations: readonly GenerationRow[],
) {
  const { store } = context;
  const { basename } = former.row;
  const reads = memoisedReads(store);
  // Steps that were marked as done for the certificate before do not count for this one.
  const since = Math.max(0, ...generations.map(({ createdAt }) => createdAt.getTime()));
  const services = [];
  const missing = new Map<string, { readonly name: string; readonly services: string[] }>();
  for (const name of names) {
    const { target, inputs, marks, sightings } = await requireService(store, name);
    const known = await planFor(context, target, inputs, reads);
    const isLater = ({ at }: { readonly at: Date }) => at.getTime() >= since;
    const { verdict, steps } = viewOfPlan(known, {
      marks: marks.filter(isLater),
      sightings: sightings.filter(isLater),
    });
    for (const each of missingNames(known.plan, basename, former.certificate)) {
      const found = missing.get(each) ?? { name: each, services: [] };
      missing.set(each, { ...found, services: [...found.services, name] });
    }
    services.push({ name, target, verdict, steps: stepsFor(steps, basename) });
  }
  return { services, proposed: [...missing.values()] };
}

function missingNames({ roles }: Plan, basename: string, leaf: Certificate): string[] {
  const wanted = roles.filter(({ identity }) => identity === basename).flatMap(({ names }) => names);
  const names = subjectAltNames(leaf);
  return [...new Set(wanted.map(({ value }) => value))].filter((value) => !isCovered(names, value));
}

/**
 * The service's steps for a renewal of this very name, else of any; without such steps, every step that puts files in
 * place.
 */
function stepsFor(steps: PlanView["steps"], name: string): PlanView["steps"] {
  const renewing = steps.filter(({ phase }) => phase === "renew");
  if (renewing.length === 0) return steps.filter(({ phase }) => phase === "copy" || phase === "apply");
  const own = renewing.filter(({ concerns }) => concerns === null || concerns.includes(name));
  return own.length === 0 ? renewing : own;
}
