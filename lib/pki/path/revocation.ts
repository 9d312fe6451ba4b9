import { serialHex } from "../x509/certificate.ts";
import type { RevokedEntry } from "../x509/crl.ts";
import { compareKeyOf } from "../x509/name.ts";
import { algorithmLabel } from "./check-certificate.ts";
import type { Path, Search } from "./build.ts";
import { Collector } from "./collector.ts";
import { type CrlFacts, crlFactsOf, entryProblemOf } from "./crl-facts.ts";
import { allReasons, coveredReasons, otherScopeOf, pointsOf } from "./crl-scope.ts";
import { findCrlProblem, type Soundness } from "./crl-signer.ts";
import type { PathFacts } from "./facts.ts";
import { secondsOf } from "../asn1/octets.ts";
import type { OcspResponse } from "../ocsp/response.ts";
import { askResponses, type ResponseVerdict } from "./ocsp-response.ts";
import type { PathInput } from "./options.ts";
import type { PathCheck } from "./validate.ts";

export interface Revocation {
  readonly lists: readonly CrlFacts[];
  readonly responses: readonly OcspResponse[];
  readonly isRequired: boolean;
  /** Days; null: only what has no nextUpdate is limited. */
  readonly maxAge: number | null;
}

/**
 * A CRL without nextUpdate (RFC 5280 §5.1.2.5 demands one): as long as the Baseline Requirements (§4.9.7) let a
 * subscriber's CRL live.
 */
const daysWithoutEnd = 10;

/** Null when neither CRLs nor OCSP responses were given: then revocation is not looked at, and the caller knows. */
export function prepareRevocation(input: PathInput): Revocation | null {
  if (input.crls === undefined && input.ocspResponses === undefined) return null;
  return {
    lists: (input.crls ?? []).map(crlFactsOf),
    responses: input.ocspResponses ?? [],
    isRequired: (input.revocation ?? "require") === "require",
    maxAge: input.crlMaxAge ?? null,
  };
}

interface Context {
  readonly path: Path;
  readonly revocation: Revocation;
  readonly search: Search;
  readonly check: PathCheck;
  readonly collector: Collector;
  /** Certificates whose status is being asked for: a CRL that vouches for its own signer proves nothing. */
  readonly pending: ReadonlySet<PathFacts>;
}

/** RFC 5280 §6.3 for every certificate below the anchor. */
export function checkRevocation(
  path: Path,
  revocation: Revocation,
  search: Search,
  check: PathCheck,
  collector: Collector,
): void {
  checkPath({ path, revocation, search, check, collector, pending: new Set() });
}

function checkPath(context: Context): void {
  for (const facts of context.path.slice(0, -1)) checkOne(facts, context);
}

/**
 * One certificate: OCSP responses, then the lists of its named distribution points, then of the implied one. Of several
 * lists of one scope the newest decides (RFC 5280 §5.2.3), whatever order they came in; responses and lists of different
 * scopes are all asked, and one that revokes is enough, also when the others have accounted for every reason already.
 */
function checkOne(facts: PathFacts, context: Context): void {
  const problems = new Collector();
  const answer = answerOf(facts, context, problems);
  if (answer?.kind === "revoked") {
    addRevoked(facts, answer, context.collector);
    return;
  }
  const open = new Set(answer?.kind === "good" ? [] : allReasons);
  for (const point of pointsOf(facts)) {
    const reasonsOf = (list: CrlFacts) => coveredReasons(list, point, facts);
    const lists = context.revocation.lists.filter((list) => list.deltaBase === null && reasonsOf(list) !== null);
    for (const scope of scopesOf(lists)) {
      for (const { list, use } of decidingLists(scope, facts, context, problems)) {
        const entry = use === "past" ? lastingEntry(facts, list) : findEntry(facts, list, context);
        if (entry !== null) {
          addRevoked(facts, { reason: entry.reason ?? "unspecified", at: entry.revocationDate }, context.collector);
          return;
        }
        if (use === "current") for (const reason of reasonsOf(list) ?? []) open.delete(reason);
      }
    }
  }
  const isKnown = open.size === 0;
  if (!isKnown) addUnused(facts, context, problems);
  // A list that could not be used is said, also where another one answers: what it held is not known.
  const severity = context.revocation.isRequired && !isKnown ? "reject" : "note";
  for (const problem of problems.findings) context.collector.findings.push({ ...problem, severity });
  if (isKnown) return;
  context.collector.add(
    "path.revocation-unknown",
    facts,
    {
      serial: serialHex(facts.certificate),
      crls: context.revocation.lists.length,
      responses: context.revocation.responses.length,
    },
    severity,
  );
}

/** What the OCSP responses say of a certificate, in words for `problems` where it is no yes and no no. */
function answerOf(facts: PathFacts, context: Context, problems: Collector): ResponseVerdict | null {
  const { path, revocation, search, check } = context;
  if (revocation.responses.length === 0) return null;
  const { responses, maxAge } = revocation;
  const isRevoked = (signer: Path): boolean => isListed(signer, facts, context);
  const answer = askResponses(facts, path, { responses, maxAge, search, check, isRevoked }, problems);
  if (answer?.kind === "unknown") problems.add("path.ocsp-unknown", facts, { serial: serialHex(facts.certificate) });
  return answer;
}

/** Do the lists revoke anything on the path of a responder? Its own responses are no witnesses for it. */
function isListed(signer: Path, facts: PathFacts, context: Context): boolean {
  const collector = new Collector();
  const pending = new Set([...context.pending, facts]);
  checkPath({ ...context, path: signer, collector, pending, revocation: { ...context.revocation, responses: [] } });
  return collector.findings.some(({ code }) => code === "path.revoked");
}

/**
 * Lists of one issuer, scope and signing key, the newest first. CRL numbers grow within one issuer and scope (§5.2.3);
 * an authority with several keys may count for each of them, so a list by another key replaces none of this one.
 */
function scopesOf(lists: readonly CrlFacts[]): CrlFacts[][] {
  const scopes = Map.groupBy(lists, ({ issuerKey, pointOctets, signerKeyId }) =>
    [issuerKey, pointOctets, signerKeyId ?? ""].join("|"),
  );
  return [...scopes.values()].map((scope) => scope.toSorted(newestFirst));
}

function newestFirst(one: CrlFacts, other: CrlFacts): number {
  if (one.number !== null && other.number !== null && one.number !== other.number)
    return one.number > other.number ? -1 : 1;
  return secondsOf(other.crl.thisUpdate) - secondsOf(one.crl.thisUpdate);
}

/** A list that is older both by its number and by its date says nothing that the newer one does not. */
function replaces(newer: CrlFacts, older: CrlFacts): boolean {
  const seconds = secondsOf(newer.crl.thisUpdate) - secondsOf(older.crl.thisUpdate);
  if (newer.number === null || older.number === null || newer.number === older.number) return seconds > 0;
  return newer.number > older.number && seconds >= 0;
}

interface DecidingList {
  readonly list: CrlFacts;
  readonly use: Exclude<Usability, "none">;
}

/**
 * The newest usable list of a scope; where number and date contradict one another, every list that is not plainly
 * older, so that a wrong counter never hides a revocation. Older ones are not even checked: a signature each.
 */
function decidingLists(
  scope: readonly CrlFacts[],
  facts: PathFacts,
  context: Context,
  problems: Collector,
): DecidingList[] {
  const deciding: DecidingList[] = [];
  for (const list of scope) {
    if (deciding.some((newer) => replaces(newer.list, list))) continue;
    const use = usability(list, facts, context, problems);
    if (use !== "none") deciding.push({ list, use });
  }
  return deciding;
}

/**
 * Why lists of the certificate's issuer say nothing about it: they are for something else, or build on a list that is
 * not here. A response that refuses to answer is about no certificate: it is told of the target.
 */
function addUnused(facts: PathFacts, context: Context, problems: Collector): void {
  if (facts === context.path[0])
    for (const { basic, status, type } of context.revocation.responses)
      if (basic === null) problems.add("path.ocsp-no-answer", facts, { status, type: type ?? "" });
  const ofIssuer = context.revocation.lists.filter(({ issuerKey }) => issuerKey === facts.issuerKey);
  for (const list of ofIssuer) {
    const { issuer, deltaBase } = list;
    if (deltaBase !== null) {
      const hasBase = ofIssuer.some(({ deltaBase: other, number }) => other === null && (number ?? -1n) >= deltaBase);
      if (!hasBase) problems.add("path.crl-delta-without-base", facts, { issuer, base: deltaBase.toString() });
      continue;
    }
    const scope = otherScopeOf(list, facts);
    if (scope !== null) problems.add("path.crl-other-scope", facts, { issuer, ...scope });
  }
}

function addRevoked(
  facts: PathFacts,
  { reason, at }: { readonly reason: string; readonly at: Date },
  collector: Collector,
): void {
  collector.add("path.revoked", facts, { reason, at: at.toISOString(), serial: serialHex(facts.certificate) });
}

/**
 * Whether a list is understood, current, and signed by an authorised key: §6.3.3 (a), (f), (g). "past": all of it, but
 * its time is over, so that it vouches for nothing; certificates that it revoked for good stay revoked. "silenced": its
 * form is one that §5 forbids, so that it vouches for nothing; certificates that it lists are revoked.
 */
type Usability = "current" | "past" | "silenced" | "none";

function usability(list: CrlFacts, facts: PathFacts, context: Context, problems: Collector): Usability {
  const { issuer, crl } = list;
  const at = context.check.at.toISOString();
  const isStrict = context.check.profile !== "standard";
  const malformed = list.malformed ?? (isStrict ? (list.profileProblem ?? entryProblemOf(crl)) : null);
  if (malformed !== null) problems.add("path.crl-malformed", facts, { issuer, problem: malformed });
  else if (list.unknownCritical !== null)
    problems.add("path.crl-unsupported", facts, { issuer, feature: list.unknownCritical });
  else if (secondsOf(crl.thisUpdate) > secondsOf(context.check.at)) {
    problems.add("path.crl-not-yet-valid", facts, { issuer, thisUpdate: crl.thisUpdate.toISOString(), at });
  } else if (!isSignedRightly(list, facts, context, problems)) return "none";
  else if (isPast(list, facts, context, problems)) return "past";
  else if (list.silenced === null) return "current";
  else {
    problems.add("path.crl-malformed", facts, { issuer, problem: list.silenced });
    return "silenced";
  }
  return "none";
}

function isPast(list: CrlFacts, facts: PathFacts, context: Context, problems: Collector): boolean {
  const { issuer, crl } = list;
  const { at } = context.check;
  if (crl.nextUpdate !== null && secondsOf(crl.nextUpdate) < secondsOf(at)) {
    problems.add("path.crl-out-of-date", facts, {
      issuer,
      nextUpdate: crl.nextUpdate.toISOString(),
      at: at.toISOString(),
    });
    return true;
  }
  const days = (secondsOf(at) - secondsOf(crl.thisUpdate)) / 86_400;
  const allowed = context.revocation.maxAge ?? (crl.nextUpdate === null ? daysWithoutEnd : Infinity);
  if (days <= allowed) return false;
  problems.add("path.crl-too-old", facts, {
    issuer,
    thisUpdate: crl.thisUpdate.toISOString(),
    days: Math.floor(days),
    allowed,
  });
  return true;
}

function isSignedRightly(list: CrlFacts, facts: PathFacts, context: Context, problems: Collector): boolean {
  // The signer must stand above the certificate in question, not beside or below it.
  const above = context.path.slice(context.path.indexOf(facts) + 1);
  const { search, check } = context;
  const problem = findCrlProblem(list, [facts, ...above], {
    search,
    check,
    soundnessOf: (path) => soundnessOf(path, facts, context),
  });
  if (problem === null) return true;
  const { issuer } = list;
  const algorithm = algorithmLabel(list.crl.signatureAlgorithm);
  if (problem === "path.crl-signature-invalid") problems.add(problem, facts, { issuer, algorithm });
  else if (problem === "path.crl-by-other-key") problems.add(problem, facts, { issuer, keyId: list.signerKeyId ?? "" });
  else if (problem === "path.crl-unsupported") problems.add(problem, facts, { issuer, feature: algorithm });
  else if (problem === "circular") problems.add("path.crl-unsupported", facts, { issuer, feature: "circular" });
  else problems.add(problem, facts, { issuer });
  return false;
}

/**
 * Nothing revoked or unknown along the path of a CRL's signer; a circle back to a certificate in question ends the
 * search.
 */
function soundnessOf(path: Path, facts: PathFacts, context: Context): Soundness {
  const pending = new Set([...context.pending, facts]);
  if (path.some((each) => pending.has(each))) return "circular";
  const collector = new Collector();
  checkPath({ ...context, path, collector, pending });
  if (!collector.rejects) return "sound";
  const isCircle = collector.findings.every(
    ({ code }) => code === "path.crl-unsupported" || code === "path.revocation-unknown",
  );
  return isCircle ? "circular" : "unsound";
}

/** The entry that revokes, from the newest delta that fits and else from the list itself: §6.3.3 (h)–(k). */
function findEntry(facts: PathFacts, base: CrlFacts, context: Context): RevokedEntry | null {
  const entry =
    deltasOf(base, facts, context)
      .map((delta) => entryOf(facts, delta))
      .find((found) => found !== null) ?? entryOf(facts, base);
  return entry === null || entry.reason === "removeFromCRL" ? null : entry;
}

/** The entry of a list whose time is over: only a hold can have been lifted since. */
function lastingEntry(facts: PathFacts, list: CrlFacts): RevokedEntry | null {
  const entry = entryOf(facts, list);
  return entry === null || entry.reason === "certificateHold" || entry.reason === "removeFromCRL" ? null : entry;
}

/** §5.2.4: same issuer and scope, building on this base or an older one, newer than it, current, and rightly signed. */
function deltasOf(base: CrlFacts, facts: PathFacts, context: Context): CrlFacts[] {
  const { number } = base;
  if (number === null) return [];
  const fits = (list: CrlFacts): boolean =>
    list.deltaBase !== null &&
    list.deltaBase <= number &&
    (list.number ?? -1n) >= number &&
    list.issuerKey === base.issuerKey &&
    list.pointOctets === base.pointOctets;
  return context.revocation.lists
    .filter((list) => fits(list) && usability(list, facts, context, new Collector()) === "current")
    .sort((a, b) => (a.number! > b.number! ? -1 : 1));
}

/** The entry of this certificate: by serial number, and in an indirect CRL by its issuer too (§5.3.3). */
function entryOf(facts: PathFacts, list: CrlFacts): RevokedEntry | null {
  const entries = list.crl.findAll(facts.certificate.serialNumber);
  return entries.find((entry) => issuerKeysOf(entry, list).includes(facts.issuerKey)) ?? null;
}

function issuerKeysOf(entry: RevokedEntry, list: CrlFacts): string[] {
  if (entry.certificateIssuer === null) return [list.issuerKey];
  return entry.certificateIssuer.flatMap((name) => (name.kind === "directory" ? [compareKeyOf(name.name)] : []));
}
