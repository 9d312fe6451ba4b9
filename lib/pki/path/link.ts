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
    const namesakes = bySubject.get(facts.issuerKey) ?? [];
    const issuers = namesakes.length === 0 ? [] : issuersAmong(facts, namesakes);
    const isSelfSigned = facts.isSelfIssued && isIssuedBy(facts, facts);
    return { certificate, issuers: issuers.map((each) => each.certificate), isSelfSigned };
  });
}

function indexBySubject(among: readonly Certificate[]): Map<string, PathFacts[]> {
  const index = new Map<string, PathFacts[]>();
  for (const certificate of among) {
    const facts = pathFactsOf(certificate);
    const namesakes = index.get(facts.subjectKey);
    if (namesakes === undefined) index.set(facts.subjectKey, [facts]);
    else namesakes.push(facts);
  }
  return index;
}

function issuersAmong(facts: PathFacts, namesakes: readonly PathFacts[]): PathFacts[] {
  const byKey = new Map<string, PathFacts[]>();
  for (const each of namesakes) {
    if (isSame(each, facts)) continue;
    const others = byKey.get(each.spkiKey);
    if (others === undefined) byKey.set(each.spkiKey, [each]);
    else others.push(each);
  }
  const groups = [...byKey.values()].sort((a, b) => hint(facts, a[0]!) - hint(facts, b[0]!) || compareStable(a[0]!, b[0]!));
  const issuers: PathFacts[] = [];
  // One key signed it: the group of that key is the answer, and no other is tried.
  for (const group of groups.slice(0, mostKeys)) {
    if (!isIssuedBy(facts, group[0]!)) continue;
    issuers.push(...group);
    break;
  }
  return issuers.sort(compareStable);
}

const isSame = (a: PathFacts, b: PathFacts): boolean => a === b || Buffer.compare(a.certificate.der, b.certificate.der) === 0;

const hint = (child: PathFacts, issuer: PathFacts): number =>
  child.authorityKeyId === null || issuer.subjectKeyId === null ? 1 : child.authorityKeyId === issuer.subjectKeyId ? 0 : 2;

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
