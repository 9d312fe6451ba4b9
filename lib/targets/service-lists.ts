import { equalOctets } from "../pki/asn1/octets.ts";
import { verifySignature } from "../pki/keys/signature.ts";
import { type Certificate, isAuthority, isSelfIssued } from "../pki/x509/certificate.ts";
import type { Crl } from "../pki/x509/crl.ts";
import { compareKeyOf } from "../pki/x509/name.ts";
import type { AuthorityList, Identity, Material, StoredCrl } from "./material.ts";
import { withoutRepeats } from "./parts.ts";

/**
 * The revocation lists that a service judges its clients by. OpenSSL, and with it nginx and Tableau, wants one of each
 * level up to the root and refuses every client when one is missing: lists that are signed here go into the file when each
 * level has one. A list that was chosen goes into it in any case.
 */
export interface ServiceLists {
  /** What the file of the service holds; empty: it gets none. */
  readonly crls: readonly Crl[];
  /** There is a file, or a list was chosen for it that is not stored. */
  readonly hasFile: boolean;
  /** The chosen list, where none that is signed here takes its place. */
  readonly uploaded: StoredCrl | null;
  /** Authorities of the clients whose lists are signed here, or could be. */
  readonly own: readonly AuthorityList[];
  /** Authorities of the clients of which neither a list is chosen nor one can be signed here. */
  readonly without: readonly Certificate[];
  /** Paths on this console that together give the lists which are signed here. */
  readonly paths: readonly string[];
}

export function serviceLists(
  chosen: string | undefined,
  trusted: readonly Certificate[],
  clients: readonly (Identity | null)[],
  material: Material,
): ServiceLists {
  const levels = levelsOf(trusted, clients, material);
  const own = ownOf(levels, material.authorityLists);
  const given = chosen === undefined ? null : (material.crls.get(chosen) ?? null);
  // The newest list of an authority that is here takes the place of one that was stored of it once.
  const isReplaced = given !== null && own.some(({ certificate, crl }) => crl !== null && isBy(given.crl, certificate));
  const uploaded = isReplaced ? null : given;
  const without = levels.filter(
    (level) =>
      !own.some(({ certificate }) => isSameKey(level, certificate)) &&
      (uploaded === null || !isBy(uploaded.crl, level)),
  );
  const signed = own.flatMap(({ crl }) => crl ?? []);
  const isWhole = signed.length > 0 && without.length === 0 && signed.length === own.length;
  const crls = [...(uploaded === null ? [] : [uploaded.crl]), ...(isWhole || given !== null ? signed : [])];
  const hasFile = crls.length > 0 || chosen !== undefined;
  return { crls, hasFile, uploaded, own, without, paths: crls.length === 0 ? [] : pathsOf(own, uploaded !== null) };
}

/** Those of the levels, and those below them that sign lists: their clients are let in as well. */
function ownOf(levels: readonly Certificate[], known: readonly AuthorityList[]): readonly AuthorityList[] {
  const own = known.filter(({ certificate }) => levels.some((level) => isSameKey(level, certificate)));
  for (let hasGrown = true; hasGrown;) {
    const above = new Set(
      [...levels, ...own.map(({ certificate }) => certificate)].map((each) => compareKeyOf(each.subject)),
    );
    const below = known.filter(
      (each) => each.crl !== null && !own.includes(each) && above.has(compareKeyOf(each.certificate.issuer)),
    );
    own.push(...below);
    hasGrown = below.length > 0;
  }
  return own;
}

/** The trusted authorities, those above them, and those of the clients. */
function levelsOf(
  trusted: readonly Certificate[],
  clients: readonly (Identity | null)[],
  { certificates }: Material,
): readonly Certificate[] {
  const above = [...certificates.values()].flatMap((each) =>
    each.certificates.some((one) => trusted.includes(one)) ? each.above.map(({ certificate }) => certificate) : [],
  );
  const all = [...trusted, ...above, ...clients.flatMap((client) => (client?.leaf ? client.issuers : []))];
  return withoutRepeats(all).filter((each) => isAuthority(each));
}

/**
 * Where every level up to the root is signed here, one address gives all of an authority; else each list has its own, and
 * what was uploaded stays beside them.
 */
function pathsOf(own: readonly AuthorityList[], hasUploaded: boolean): readonly string[] {
  const listed = own.filter(({ crl }) => crl !== null);
  const isAbove = ({ certificate }: AuthorityList): boolean =>
    listed.some(
      (other) =>
        !isSelfIssued(other.certificate) &&
        compareKeyOf(other.certificate.issuer) === compareKeyOf(certificate.subject),
    );
  const isWhole = !hasUploaded && listed.every((each) => hasAllAbove(each.certificate, listed));
  const named = isWhole ? listed.filter((each) => !isAbove(each)) : listed;
  const ending = isWhole ? "/levels.pem" : ".pem";
  return named.map(
    ({ publishedName }) => `/crl/${encodeURIComponent(publishedName ?? "").replaceAll("'", "%27")}${ending}`,
  );
}

function hasAllAbove(certificate: Certificate, listed: readonly AuthorityList[]): boolean {
  if (isSelfIssued(certificate)) return true;
  return listed.some((each) => compareKeyOf(each.certificate.subject) === compareKeyOf(certificate.issuer));
}

const isSameKey = (one: Certificate, other: Certificate): boolean => equalOctets(one.spki, other.spki);

const isBy = (crl: Crl, { subject, spki }: Certificate): boolean =>
  compareKeyOf(subject) === compareKeyOf(crl.issuer) &&
  verifySignature(crl.signatureAlgorithm, crl.tbs, crl.signature, spki) === "valid";
