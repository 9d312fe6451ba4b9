import type { Certificate } from "../certificate.ts";
import { verifySignature } from "../signature.ts";
import { type PathFacts, pathFactsOf } from "./facts.ts";

export interface IssuerLink {
  readonly certificate: Certificate;
  /** Certificates whose key signed it, itself left out: several when an authority was renewed or cross-signed. Best first. */
  readonly issuers: readonly Certificate[];
  readonly isSelfSigned: boolean;
}

/** Keys tried per certificate. More namesakes than that with as many keys is an attack, not an inventory. */
const mostKeys = 16;

/**
 * Links certificates to their issuers by name (RFC 5280 §7.1), key identifier (as a hint) and signature. One look-up per
 * certificate and one signature check per candidate key, so the cost grows with the number of certificates. The order of
 * the answer is that of `certificates`; the order of `issuers` depends on nothing but their content.
 * @param among where issuers may be found; default: the certificates themselves
 */
export function linkIssuers(certificates: readonly Certificate[], among: readonly Certificate[] = certificates): IssuerLink[] {
  const bySubject = indexBySubject(among);
  return certificates.map((certificate) => {
    const facts = pathFactsOf(certificate);
    const issuers = issuersAmong(facts, bySubject.get(facts.issuerKey) ?? []);
    const isSelfSigned = facts.isSelfIssued && isIssuedBy(facts, facts);
    return { certificate, issuers, isSelfSigned };
  });
}

/** Certificates of one name and one key, the best first. */
type Generation = readonly PathFacts[];

function indexBySubject(among: readonly Certificate[]): Map<string, readonly Generation[]> {
  const names = new Map<string, Map<string, PathFacts[]>>();
  for (const certificate of among) {
    const facts = pathFactsOf(certificate);
    let keys = names.get(facts.subjectKey);
    if (keys === undefined) names.set(facts.subjectKey, (keys = new Map()));
    const generation = keys.get(facts.spkiKey);
    if (generation === undefined) keys.set(facts.spkiKey, [facts]);
    else generation.push(facts);
  }
  return new Map([...names].map(([name, keys]) => [name, [...keys.values()].map((generation) => generation.sort(compareStable))]));
}

/** One key signed it: the certificates of that key are the answer, and no other is tried. */
function issuersAmong(facts: PathFacts, generations: readonly Generation[]): Certificate[] {
  const byHint = (a: Generation, b: Generation) => hint(facts, a[0]!) - hint(facts, b[0]!) || compareStable(a[0]!, b[0]!);
  const ordered = generations.length > 1 ? [...generations].sort(byHint) : generations;
  for (const generation of ordered.slice(0, mostKeys)) {
    const others = generation.filter((each) => !isSame(each, facts));
    if (others.length > 0 && isIssuedBy(facts, others[0]!)) return others.map((each) => each.certificate);
  }
  return [];
}

const isSame = (a: PathFacts, b: PathFacts): boolean => a === b || Buffer.compare(a.certificate.der, b.certificate.der) === 0;

const hint = (child: PathFacts, issuer: PathFacts): number => ({ match: 0, absent: 1, mismatch: 2 })[child.keyIdsWith(issuer)];

/** Where the signature cannot be checked here, key identifiers that match stand in: a link is no statement of trust. */
function isIssuedBy(child: PathFacts, issuer: PathFacts): boolean {
  const { signatureAlgorithm, tbs, signature } = child.certificate;
  const verdict = verifySignature(signatureAlgorithm, tbs, signature, issuer.certificate.spki);
  return verdict === "valid" || (verdict === "unsupported" && hint(child, issuer) === 0);
}

/** Authorities first, then the one that lives longest, then by content. */
export function compareStable(a: PathFacts, b: PathFacts): number {
  const authority = Number(b.basicConstraints?.isCa === true) - Number(a.basicConstraints?.isCa === true);
  const later = b.certificate.notAfter.getTime() - a.certificate.notAfter.getTime();
  return authority || later || Buffer.compare(a.certificate.der, b.certificate.der);
}
