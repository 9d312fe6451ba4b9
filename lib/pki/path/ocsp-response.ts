import { createHash } from "node:crypto";
import { secondsOf } from "../asn1/octets.ts";
import { Oid } from "../asn1/oid.ts";
import { isFailure } from "../failure.ts";
import { verifySignature } from "../keys/signature.ts";
import { readSignatureAlgorithm } from "../keys/signature-algorithm.ts";
import { identifies, publicKeyOctets } from "../ocsp/cert-id.ts";
import type { BasicResponse, OcspResponse, ResponderId, SingleResponse } from "../ocsp/response.ts";
import { type Certificate, readCertificate } from "../x509/certificate.ts";
import { duplicateOids, type Extension } from "../x509/extension.ts";
import { compareKeyOf, formatName } from "../x509/name.ts";
import type { Path, Search } from "./build.ts";
import { Collector } from "./collector.ts";
import { workingKeyOf } from "./dsa-parameters.ts";
import { type PathFacts, pathFactsOf } from "./facts.ts";
import type { OcspProblem, OcspSignerProblem } from "./finding.ts";
import { digestSecurityBits } from "./strength.ts";
import { type PathCheck, validatePath } from "./validate.ts";

/** What is asked of the responses, and with what. */
export interface ResponseSearch {
  readonly responses: readonly OcspResponse[];
  /** Days that an answer without nextUpdate speaks, and at most any. */
  readonly maxAge: number | null;
  readonly search: Search;
  readonly check: PathCheck;
  /** Whether the revocation lists revoke something on the path of a signer. */
  readonly isRevoked: (path: Path) => boolean;
}

/** What the responses say of one certificate; null: nothing that can be relied on. */
export type ResponseVerdict =
  { readonly kind: "good" | "unknown" } | { readonly kind: "revoked"; readonly reason: string; readonly at: Date };

/** An answer without nextUpdate: as long as the Baseline Requirements (§4.9.10) let one live. */
const daysWithoutEnd = 10;

/**
 * "current": relied on. "past": its time is over, so that it vouches for nothing; what it revoked for good stays
 * revoked. "silenced": of a form that is forbidden; a revocation in it is not overlooked.
 */
interface UsableAnswer {
  readonly answer: SingleResponse;
  readonly use: "current" | "past" | "silenced";
}

/**
 * Asks the responses about a certificate of a path (RFC 6960 §3.2): the CertID is its own by the hashes of its issuer,
 * the signature holds, its signer is the issuer or was authorised by it (§4.2.2.2), and the times fit. Of several
 * answers the newest decides; a revocation for good is believed in any of them. Why an answer is not relied on goes to
 * `problems`.
 */
export function askResponses(
  facts: PathFacts,
  path: Path,
  asked: ResponseSearch,
  problems: Collector,
): ResponseVerdict | null {
  const usable: UsableAnswer[] = [];
  for (const { basic } of asked.responses) {
    const answers = basic === null ? [] : answersAbout(facts, path, basic);
    if (basic === null || answers.length === 0) continue;
    const responder = responderText(basic, facts, path);
    if (!isSound(basic, facts, path, { ...asked, responder }, problems)) continue;
    for (const answer of answers) {
      const use = useOf(answer, basic, facts, { ...asked, responder }, problems);
      if (use !== null) usable.push({ answer, use });
    }
  }
  return verdictOf(usable);
}

/** The issuer of a certificate in its path. */
const issuerOf = (facts: PathFacts, path: Path): PathFacts => path[path.indexOf(facts) + 1]!;

function answersAbout(facts: PathFacts, path: Path, { answers }: BasicResponse): SingleResponse[] {
  const identified = {
    issuerName: facts.certificate.issuer.der,
    issuerSpki: workingKeyOf(issuerOf(facts, path), path),
    serialNumber: facts.certificate.serialNumber,
  };
  return answers.filter(({ certId }) => identifies(certId, identified));
}

function verdictOf(usable: readonly UsableAnswer[]): ResponseVerdict | null {
  const revokedBy = (one: UsableAnswer | undefined): ResponseVerdict | null =>
    one?.answer.status.kind === "revoked"
      ? { kind: "revoked", reason: one.answer.status.reason ?? "unspecified", at: one.answer.status.at }
      : null;
  const isForGood = ({ answer: { status } }: UsableAnswer): boolean =>
    status.kind === "revoked" && status.reason !== "certificateHold" && status.reason !== "removeFromCRL";
  const forGood = usable.find(isForGood);
  if (forGood !== undefined) return revokedBy(forGood);
  const telling = usable.filter(({ use, answer }) => use === "current" || (use === "silenced" && isRevoked(answer)));
  const newest = Math.max(...telling.map(({ answer }) => secondsOf(answer.thisUpdate)));
  const last = telling.filter(({ answer }) => secondsOf(answer.thisUpdate) === newest);
  const hold = revokedBy(last.find(({ answer }) => isRevoked(answer)));
  if (hold !== null) return hold;
  if (last.length === 0) return null;
  return { kind: last.every(({ answer }) => answer.status.kind === "good") ? "good" : "unknown" };
}

const isRevoked = ({ status }: SingleResponse): boolean => status.kind === "revoked";

interface Asked extends ResponseSearch {
  /** Who answered, for a sentence. */
  readonly responder: string;
}

const knownResponseExtensions: ReadonlySet<string> = new Set([Oid.ocspNonce, Oid.ocspExtendedRevoke]);
/** Those of RFC 6960 §4.4, of CRL entries (§4.4.5), and of RFC 6962 §3.3. */
const knownAnswerExtensions: ReadonlySet<string> = new Set([
  Oid.ocspCrlReferences,
  Oid.ocspArchiveCutoff,
  Oid.reasonCode,
  Oid.invalidityDate,
  Oid.ocspSignedCertificateTimestamps,
]);

/** Is the response understood and signed by one who may: whatever its times are? */
function isSound(basic: BasicResponse, facts: PathFacts, path: Path, asked: Asked, problems: Collector): boolean {
  const { responder } = asked;
  const unknown = criticalBeyond(basic.extensions, knownResponseExtensions);
  const form = duplicateOids(basic.extensions).length > 0 ? "duplicate-extension" : null;
  if (form !== null) problems.add("path.ocsp-malformed", facts, { responder, problem: form });
  else if (unknown !== null) problems.add("path.ocsp-unsupported", facts, { responder, feature: unknown });
  else if (isWeak(basic, facts, asked, problems)) return false;
  else {
    const problem = findSignerProblem(basic, facts, path, asked);
    if (problem === null) return true;
    const algorithm = readSignatureAlgorithm(basic.algorithm).label;
    if (problem === "signature") problems.add("path.ocsp-signature-invalid", facts, { responder, algorithm });
    else if (problem === "unsupported") problems.add("path.ocsp-unsupported", facts, { responder, feature: algorithm });
    else problems.add("path.ocsp-signer", facts, { responder, problem });
  }
  return false;
}

const criticalBeyond = (extensions: readonly Extension[], known: ReadonlySet<string>): string | null =>
  extensions.find(({ oid, critical }) => critical && !known.has(oid))?.oid ?? null;

function isWeak({ algorithm }: BasicResponse, facts: PathFacts, asked: Asked, problems: Collector): boolean {
  const { digest, label } = readSignatureAlgorithm(algorithm);
  const required = asked.check.securityBits;
  const bits = digest === null ? required : digestSecurityBits(digest);
  if (bits >= required) return false;
  problems.add("path.ocsp-digest-weak", facts, { responder: asked.responder, algorithm: label, bits, required });
  return true;
}

/** §3.2 (5), (6), §4.2.2.1: the times of an answer, and what of it is understood. Null: nothing can be made of it. */
function useOf(
  answer: SingleResponse,
  basic: BasicResponse,
  facts: PathFacts,
  asked: Asked,
  problems: Collector,
): UsableAnswer["use"] | null {
  const { responder } = asked;
  const { thisUpdate, nextUpdate } = answer;
  const at = asked.check.at.toISOString();
  const problem = formProblemOf(answer, basic, facts);
  const unknown = criticalBeyond(answer.extensions, knownAnswerExtensions);
  if (unknown !== null) problems.add("path.ocsp-unsupported", facts, { responder, feature: unknown });
  else if (secondsOf(thisUpdate) > secondsOf(asked.check.at))
    problems.add("path.ocsp-not-yet-valid", facts, { responder, thisUpdate: thisUpdate.toISOString(), at });
  else if (problem !== null) {
    problems.add("path.ocsp-malformed", facts, { responder, problem });
    return "silenced";
  } else if (nextUpdate !== null && secondsOf(nextUpdate) < secondsOf(asked.check.at)) {
    problems.add("path.ocsp-out-of-date", facts, { responder, nextUpdate: nextUpdate.toISOString(), at });
    return "past";
  } else return isTooOld(answer, facts, asked, problems) ? "past" : "current";
  return null;
}

function isTooOld({ thisUpdate, nextUpdate }: SingleResponse, facts: PathFacts, asked: Asked, problems: Collector) {
  const allowed = asked.maxAge ?? (nextUpdate === null ? daysWithoutEnd : null);
  const days = (secondsOf(asked.check.at) - secondsOf(thisUpdate)) / 86_400;
  if (allowed === null || days <= allowed) return false;
  const facts_ = { thisUpdate: thisUpdate.toISOString(), days: Math.floor(days), allowed };
  problems.add("path.ocsp-too-old", facts, { responder: asked.responder, ...facts_ });
  return true;
}

/** A response about a certificate is made while there is one: what was produced before or after it proves nothing. */
function formProblemOf(answer: SingleResponse, basic: BasicResponse, { certificate }: PathFacts): OcspProblem | null {
  const produced = secondsOf(basic.producedAt);
  if (basic.irregularTimes.length > 0) return "bad-time";
  if (duplicateOids(answer.extensions).length > 0) return "duplicate-extension";
  if (answer.nextUpdate !== null && answer.nextUpdate < answer.thisUpdate) return "times-reversed";
  const isOutside = produced < secondsOf(certificate.notBefore) || produced > secondsOf(certificate.notAfter);
  return isOutside ? "produced-outside-validity" : null;
}

type SignerProblem = OcspSignerProblem | "signature" | "unsupported";

/**
 * Looks for the signer (§4.2.2.2): the issuer of the certificate itself, or one whose certificate the issuer signed with
 * the very same key and for this purpose. Null when there is one, else why not.
 */
function findSignerProblem(basic: BasicResponse, facts: PathFacts, path: Path, asked: Asked): SignerProblem | null {
  const issuer = issuerOf(facts, path);
  const spki = workingKeyOf(issuer, path);
  let problem: SignerProblem = "unknown";
  if (isNamed(basic.responder, issuer.certificate)) {
    const verdict = signedBy(basic, spki, asked.search);
    if (verdict === null) return null;
    problem = verdict;
  }
  for (const delegate of delegatesOf(basic, asked.search)) {
    const verdict = signedBy(basic, delegate.certificate.spki, asked.search);
    const found = verdict ?? authorisationProblemOf(delegate, issuer, path, asked);
    if (found === null) return null;
    // a key that made the signature and was not allowed to says more than one that did not make it
    if (verdict === null || problem === "unknown") problem = found;
  }
  return problem;
}

function signedBy(basic: BasicResponse, spki: Uint8Array, { budget }: Search): "signature" | "unsupported" | null {
  if (!budget.spend("signatures")) return "signature";
  const verdict = verifySignature(basic.algorithm, basic.tbs, basic.value, spki);
  if (verdict === "valid") return null;
  return verdict === "invalid" ? "signature" : "unsupported";
}

/** Certificates that are tried as the signer; more of one name are no responder's. */
const mostDelegates = 8;

/** Those that came with the response, and those of the pool that it names. */
function delegatesOf(basic: BasicResponse, { pool }: Search): PathFacts[] {
  const sent = basic.certificates.slice(0, mostDelegates).flatMap((der) => readOrNothing(der));
  const known = basic.responder.kind === "name" ? pool.named(compareKeyOf(basic.responder.name)) : [];
  return [...sent.map(pathFactsOf), ...known]
    .filter(({ certificate }) => isNamed(basic.responder, certificate))
    .slice(0, mostDelegates);
}

function readOrNothing(der: Uint8Array): Certificate[] {
  try {
    return [readCertificate(der)];
  } catch (error) {
    if (isFailure(error)) return [];
    throw error;
  }
}

function isNamed(responder: ResponderId, { subject, spki }: Certificate): boolean {
  if (responder.kind === "name") return compareKeyOf(responder.name) === compareKeyOf(subject);
  try {
    return createHash("sha1").update(publicKeyOctets(spki)).digest().equals(responder.keyHash);
  } catch (error) {
    if (isFailure(error, "der.malformed")) return false;
    throw error;
  }
}

/** §4.2.2.2: issued directly by the issuer, for OCSP signing, valid, and not revoked by a list that is here. */
function authorisationProblemOf(
  delegate: PathFacts,
  issuer: PathFacts,
  path: Path,
  { search, check, isRevoked: isRevokedOnPath }: Asked,
): OcspSignerProblem | null {
  if (delegate.extendedKeyUsage?.includes(Oid.ocspSigning) !== true) return "purpose";
  const usage = delegate.keyUsage;
  if (usage !== null && !usage.has("digitalSignature") && !usage.has("nonRepudiation")) return "key-usage";
  if (delegate.issuerKey !== issuer.subjectKey) return "issuer";
  const way = [delegate, ...path.slice(path.indexOf(issuer))];
  const collector = new Collector();
  const plain: PathCheck = { ...check, purpose: "any", name: null, profile: "standard" };
  validatePath(way, plain, search.signatures, search.budget, collector);
  const own = collector.findings.filter(
    ({ severity, certificate }) => severity === "reject" && certificate?.sha256 === delegate.reference.sha256,
  );
  if (own.some(({ code }) => code === "path.expired" || code === "path.not-yet-valid")) return "dates";
  if (own.some(({ code }) => code === "path.signature-invalid")) return "issuer";
  if (own.length > 0) return "certificate";
  return isRevokedOnPath(way) ? "revoked" : null;
}

/** The responder as its certificate calls it, as the response does, or the hash of its key. */
function responderText(basic: BasicResponse, facts: PathFacts, path: Path): string {
  const { responder } = basic;
  if (responder.kind === "name") return formatName(responder.name);
  const candidates = [
    issuerOf(facts, path).certificate,
    ...basic.certificates.slice(0, mostDelegates).flatMap(readOrNothing),
  ];
  const signer = candidates.find((each) => isNamed(responder, each));
  return signer === undefined ? Buffer.from(responder.keyHash).toString("hex") : formatName(signer.subject);
}
