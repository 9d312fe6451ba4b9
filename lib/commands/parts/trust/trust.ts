import { type Certificate, sha256Hex } from "../../../pki/x509/certificate.ts";
import type { Crl } from "../../../pki/x509/crl.ts";
import type { Note } from "../../../pki/asn1/element.ts";
import { identifies } from "../../../pki/ocsp/cert-id.ts";
import type { OcspResponse } from "../../../pki/ocsp/response.ts";
import { formatName } from "../../../pki/x509/name.ts";
import type { PathProfile, PathPurpose } from "../../../pki/path/options.ts";
import type { VerifiedPath } from "../../../pki/path/report.ts";
import { SignatureMemory } from "../../../pki/path/signature-memory.ts";
import type { ReceiverVerdict } from "../../../pki/receivers/verdicts.ts";
import { verifyPath, type Verification } from "../../../pki/path/verify.ts";
import { checkAll } from "../faults.ts";
import type { Context } from "../../command.ts";
import type { Store } from "../../ports/store.ts";
import { isSelfSigned } from "../../../pki/path/issuers.ts";
import { anchorsAmong, type UntrustedRoot } from "./anchors.ts";
import { placeFixes, type TrustFix } from "./fixes.ts";
import { crlsInInventory, formerIssuers, issuersInInventory } from "./inventory.ts";
import { verdictsOf } from "./receivers.ts";
import { type Presented, readPresented, readTarget } from "./sources.ts";

export interface TrustQuestion {
  readonly file?: string;
  readonly text?: string;
  readonly bytes?: Uint8Array;
  readonly bundle?: string | readonly string[];
  readonly anchors?: string | readonly string[];
  readonly purpose: PathPurpose;
  readonly name?: string;
  readonly at?: string;
  readonly profile: PathProfile;
  readonly revocation: "given" | "off" | "if-present" | "require";
}

export interface TrustAnswer extends Omit<Verification, "fixes"> {
  readonly fixes: readonly TrustFix[];
  /** Subject of the certificate that was judged. */
  readonly subject: string;
  readonly fileName: string | null;
  readonly at: string;
  /** Where the trusted certificates come from. */
  readonly anchorsFrom: "anchors" | "bundle" | "inventory";
  /** How what was given was read: what was undone, mended or left out. */
  readonly reading: readonly { readonly fileName: string | null; readonly note: Note }[];
  /** How many revocation lists were looked at; null when revocation was not asked about. */
  readonly revocationLists: number | null;
  /** How many OCSP responses were looked at; they come with the question alone. */
  readonly ocspResponses: number;
  /** Issuers of lists that came with the question and that are about no certificate of any path. */
  readonly unrelatedLists: readonly string[];
  /** How many OCSP responses answer about no certificate that was given. */
  readonly unrelatedResponses: number;
  /** Self-signed certificates of the inventory on the way that are only stored, or distrusted: no path ends in them. */
  readonly untrustedRoots: readonly UntrustedRoot[];
  /** What each program says to which the service shows the certificate. */
  readonly receivers: readonly ReceiverVerdict[];
}

/** @throws Failure of reading the files; "not trusted, because" is an answer and no error. */
export async function verifyAgainst({ store, clock }: Context, question: TrustQuestion): Promise<TrustAnswer> {
  const [presented, bundle, given] = await checkAll([
    () => readTarget(store, question),
    () => several(store, question.bundle),
    () => several(store, question.anchors),
  ]);
  const [target, ...rest] = presented.certificates;
  const known: Known = {
    given: certificatesOf(given),
    pool: [...rest, ...certificatesOf(bundle)],
    bundle: certificatesOf(bundle),
    inventory: [],
    trusted: [],
    bundleIsLists: bundle.length > 0 && certificatesOf(bundle).length === 0,
  };
  const inventory = await issuersInInventory(store, [target!, ...known.pool, ...known.given]);
  const roots = await anchorsAmong(store, inventory);
  const { anchors, untrusted, anchorsFrom } = choose(question, { ...known, inventory, trusted: roots.anchors });
  const at = question.at === undefined ? clock.now() : new Date(question.at);
  const files = [presented, ...bundle, ...given];
  const asked = question.revocation === "given" && anchorsFrom === "inventory" ? "stored" : question.revocation;
  const crls = await crlsFor(store, asked, files, [target!, ...untrusted, ...anchors]);
  const ocspResponses = crls === null ? [] : files.flatMap((file) => file.ocspResponses);
  // By default nothing is said certificate by certificate where there is no list and no response at all.
  const isJudged = crls !== null && !(asked === "stored" && crls.length + ocspResponses.length === 0);
  const signatures = new SignatureMemory();
  const judge = (helpful: readonly Certificate[]): Verification =>
    verifyPath({
      target: target!,
      untrusted,
      anchors,
      at,
      inventory: helpful,
      purpose: question.purpose,
      profile: question.profile,
      signatures,
      ...(question.name === undefined ? {} : { name: question.name }),
      ...(isJudged
        ? { crls, ocspResponses, revocation: question.revocation === "require" ? "require" : "when-available" }
        : {}),
    });
  const first = judge(inventory);
  // A certificate that was replaced since may have signed it: asked for only where nothing else answers.
  const former =
    first.trusted || first.paths[0]?.reachesAnchor === true
      ? []
      : await formerIssuers(store, [target!, ...known.pool, ...inventory]);
  const { fixes, ...verification } =
    former.length === 0 ? first : judge([...inventory, ...former.map(({ certificate }) => certificate)]);
  const givenOnes = new Set(known.pool.map(({ der }) => sha256Hex(der)));
  return {
    ...verification,
    // Where nothing was given, the inventory's certificates took part as if they had been.
    paths:
      anchorsFrom === "inventory" ? verification.paths.map((path) => withOrigins(path, givenOnes)) : verification.paths,
    fixes: await placeFixes(store, fixes, { presented, bundle, given, former, at }),
    subject: formatName(target!.subject),
    fileName: presented.fileName,
    reading: files.flatMap(({ fileName, reading }) => reading.map((note) => ({ fileName, note }))),
    at: at.toISOString(),
    anchorsFrom,
    revocationLists: crls === null ? null : crls.length,
    ocspResponses: ocspResponses.length,
    untrustedRoots: anchorsFrom === "inventory" ? roots.untrusted : [],
    unrelatedLists: isJudged ? unrelatedLists(files, verification.paths) : [],
    unrelatedResponses: unrelatedResponses(ocspResponses, [target!, ...untrusted], [...untrusted, ...anchors]).length,
    receivers: verdictsOf({
      target: target!,
      given: known.pool.filter((each) => !anchors.includes(each)),
      anchors,
      pool: untrusted,
      paths: verification.paths,
      at,
      purpose: question.purpose,
      name: question.name,
      isPublic: question.profile === "web",
      crls: isJudged && isListGiven(question, files) ? crls : null,
      signatures,
    }),
  };
}

/** A receiver asks for lists only where it is given some. */
const isListGiven = ({ revocation }: TrustQuestion, files: readonly Presented[]): boolean =>
  revocation === "require" || files.some(({ crls }) => crls.length > 0);

/** Lists that were given and answer nothing: a list of the wrong authority must not look like a clean one. */
function unrelatedLists(files: readonly Presented[], paths: readonly VerifiedPath[]): string[] {
  const issuers = new Set(paths.flatMap(({ certificates }) => certificates.map(({ issuer }) => issuer)));
  const given = files.flatMap(({ crls }) => crls).map(({ issuer }) => formatName(issuer));
  return [...new Set(given.filter((issuer) => !issuers.has(issuer)))];
}

/** Responses with answers of which none is about a certificate here; one that is an error says so itself. */
function unrelatedResponses(
  responses: readonly OcspResponse[],
  certificates: readonly Certificate[],
  issuers: readonly Certificate[],
): OcspResponse[] {
  const isAboutOne = ({ basic }: OcspResponse): boolean =>
    basic!.answers.some(({ certId }) =>
      certificates.some(({ serialNumber, issuer }) =>
        issuers.some(({ spki }) => identifies(certId, { serialNumber, issuerName: issuer.der, issuerSpki: spki })),
      ),
    );
  return responses.filter((response) => response.basic !== null && !isAboutOne(response));
}

const withOrigins = (path: VerifiedPath, given: ReadonlySet<string>): VerifiedPath => ({
  ...path,
  certificates: path.certificates.map((each) =>
    each.origin === "untrusted" && !given.has(each.sha256) ? { ...each, origin: "inventory" } : each,
  ),
});

interface Known {
  readonly given: readonly Certificate[];
  readonly pool: readonly Certificate[];
  readonly bundle: readonly Certificate[];
  readonly inventory: readonly Certificate[];
  /** The self-signed ones of the inventory that are trusted here. */
  readonly trusted: readonly Certificate[];
  /** Only revocation lists were given as the bundle: they answer nothing about whom to trust. */
  readonly bundleIsLists: boolean;
}

/**
 * As on the appliance: a third file is what is trusted; without one, the roots inside of the bundle are. Without any
 * bundle the inventory answers.
 */
function choose(
  question: TrustQuestion,
  known: Known,
): Pick<TrustAnswer, "anchorsFrom"> & { anchors: readonly Certificate[]; untrusted: readonly Certificate[] } {
  if (question.anchors !== undefined) return { anchors: known.given, untrusted: known.pool, anchorsFrom: "anchors" };
  if (question.bundle !== undefined && !known.bundleIsLists)
    return { anchors: known.bundle.filter(isSelfSigned), untrusted: known.pool, anchorsFrom: "bundle" };
  return {
    anchors: known.trusted,
    untrusted: [...known.pool, ...known.inventory],
    anchorsFrom: "inventory",
  };
}

const certificatesOf = (all: readonly Presented[]): Certificate[] => all.flatMap(({ certificates }) => certificates);

async function several(store: Store, names: string | readonly string[] | undefined): Promise<Presented[]> {
  const list = typeof names === "string" ? [names] : (names ?? []);
  return checkAll(list.map((name) => () => readPresented(store, name)));
}

/** Those that came with the question, and those that are stored; null when revocation is not asked about. */
async function crlsFor(
  store: Store,
  asked: TrustQuestion["revocation"] | "stored",
  files: readonly Presented[],
  certificates: readonly Certificate[],
): Promise<readonly Crl[] | null> {
  const given = files.flatMap(({ crls }) => crls);
  // A list or a response that is given is looked at.
  const isGiven = files.some(({ crls, ocspResponses }) => crls.length + ocspResponses.length > 0);
  if (asked === "off" || (asked === "given" && !isGiven)) return null;
  return [...given, ...(await crlsInInventory(store, certificates))];
}
