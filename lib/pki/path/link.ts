import { authorityKeyId, type Certificate, isAuthority, subjectKeyId } from "../x509/certificate.ts";
import { verifySignature } from "../keys/signature.ts";
import { knownName } from "./names/known-names.ts";
import { equalOctets } from "../asn1/octets.ts";

export interface IssuerLink {
  readonly certificate: Certificate;
  /**
   * Certificates whose key signed it, itself left out: several when an authority was renewed or cross-signed. Best
   * first.
   */
  readonly issuers: readonly Certificate[];
  readonly isSelfSigned: boolean;
}

/** Keys tried per certificate. More namesakes than that with as many keys is an attack, not an inventory. */
const mostKeys = 16;
/** Certificates of one name and key that are told per link, the best first: renewals, cross-signatures. */
const mostRenewals = 64;

/**
 * Links certificates to their issuers by name (RFC 5280 §7.1), key identifier (as a hint) and signature. One look-up
 * per certificate and one signature check per candidate key, so the cost grows with the number of certificates; of
 * their extensions only the key identifiers are read. The order of the answer is that of `certificates`; the order of
 * `issuers` depends on nothing but their content.
 * @param among where issuers may be found; default: the certificates themselves
 */
export function linkIssuers(
  certificates: readonly Certificate[],
  among: readonly Certificate[] = certificates,
): IssuerLink[] {
  const byName = generationsOf(among, new Set(certificates.map(({ issuer }) => knownName(issuer).key)));
  return certificates.map((certificate) => {
    const issuerKey = knownName(certificate.issuer).key;
    const issuers = issuersAmong(certificate, byName.get(issuerKey) ?? []);
    const isSelfSigned = issuerKey === knownName(certificate.subject).key && isIssuedBy(certificate, certificate);
    return { certificate, issuers, isSelfSigned };
  });
}

/** Certificates of one name and one key, the best first. */
interface Generation {
  readonly members: Certificate[];
  readonly keyId: Uint8Array | null;
}

/** Only the names that are in question. */
function generationsOf(among: readonly Certificate[], wanted: ReadonlySet<string>): Map<string, readonly Generation[]> {
  const names = new Map<string, Map<string, Certificate[]>>();
  for (const certificate of among) {
    const { key } = knownName(certificate.subject);
    if (!wanted.has(key)) continue;
    const keys = names.get(key) ?? new Map<string, Certificate[]>();
    names.set(key, keys);
    const spki = Buffer.from(certificate.spki).toString("latin1");
    const members = keys.get(spki);
    if (members === undefined) keys.set(spki, [certificate]);
    else members.push(certificate);
  }
  const generation = (members: Certificate[]): Generation => {
    const sorted = members.sort(compareCertificates);
    return { members: sorted, keyId: subjectKeyId(sorted[0]!) };
  };
  return new Map([...names].map(([name, keys]) => [name, [...keys.values()].map(generation)]));
}

/** One key signed it: the certificates of that key are the answer, and no other is tried. */
function issuersAmong(certificate: Certificate, generations: readonly Generation[]): Certificate[] {
  for (const { members } of likeliestFirst(certificate, generations)) {
    const others = members
      .slice(0, mostRenewals + 1)
      .filter((each) => each !== certificate && !equalOctets(each.der, certificate.der));
    if (others.length > 0 && isIssuedBy(certificate, others[0]!)) return others;
  }
  return [];
}

function likeliestFirst(certificate: Certificate, generations: readonly Generation[]): readonly Generation[] {
  if (generations.length < 2) return generations;
  const claimed = authorityKeyId(certificate);
  const hint = ({ keyId }: Generation) =>
    claimed === null || keyId === null ? 1 : equalOctets(claimed, keyId) ? 0 : 2;
  const compare = (a: Generation, b: Generation) =>
    hint(a) - hint(b) || compareCertificates(a.members[0]!, b.members[0]!);
  return [...generations].sort(compare).slice(0, mostKeys);
}

/** Where the signature cannot be checked here, key identifiers that match stand in: a link is no statement of trust. */
function isIssuedBy(child: Certificate, issuer: Certificate): boolean {
  const verdict = verifySignature(child.signatureAlgorithm, child.tbs, child.signature, issuer.spki);
  if (verdict !== "unsupported") return verdict === "valid";
  const [claimed, own] = [authorityKeyId(child), subjectKeyId(issuer)];
  return claimed !== null && own !== null && equalOctets(claimed, own);
}

/** Authorities first, then the one that lives longest, then by content. */
export function compareCertificates(a: Certificate, b: Certificate): number {
  const authority = Number(isAuthority(b)) - Number(isAuthority(a));
  const later = b.notAfter.getTime() - a.notAfter.getTime();
  return authority || later || Buffer.compare(a.der, b.der);
}
