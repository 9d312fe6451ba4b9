import { authorityFactsOf, type AuthorityFacts } from "../../../pki/issue/authority-facts.ts";
import { publicKeyId } from "../../../pki/keys/public-key.ts";
import { isSelfSigned } from "../../../pki/path/issuers.ts";
import { type Certificate, readCertificate, serialHex } from "../../../pki/x509/certificate.ts";
import { readCrl } from "../../../pki/x509/crl.ts";
import { commonNameOf, compareKeyOf, formatName } from "../../../pki/x509/name.ts";
import { readPublicKeyFacts } from "../../../pki/keys/public-key.ts";
import { isFailure } from "../../error-codes.ts";
import type { AuthorityRow } from "../../ports/authorities.ts";
import type { Store } from "../../ports/store.ts";

/**
 * The authorities of the inventory as a tree: roots, what they issued, the generations of each name, and certificates by
 * which a second issuer vouches for an authority.
 */

export type AuthorityKind = "root" | "intermediate" | "cross";
export type AuthorityState = "valid" | "ends-soon" | "expired" | "not-yet-valid" | "revoked";

export interface AuthorityNode {
  readonly row: AuthorityRow;
  readonly certificate: Certificate;
  readonly kind: AuthorityKind;
  /** The certificate above it here; null of a root, and where its issuer is not here. */
  readonly parent: AuthorityNode | null;
  /** Of a cross-certificate: the certificate that the authority is known by. */
  readonly crossOf: AuthorityNode | null;
  /** Former generations of its name, the newest first. */
  readonly former: readonly AuthorityRow[];
  readonly facts: AuthorityFacts;
}

/** Ends within so many days: an authority is replaced slowly, so it is said early. */
const soonDays = 90;

export function stateOf({ row, certificate }: Pick<AuthorityNode, "row" | "certificate">, now: Date): AuthorityState {
  if (row.revokedAt !== null) return "revoked";
  if (now < certificate.notBefore) return "not-yet-valid";
  if (now > certificate.notAfter) return "expired";
  return certificate.notAfter.getTime() - now.getTime() < soonDays * 86_400_000 ? "ends-soon" : "valid";
}

interface Read {
  readonly row: AuthorityRow;
  readonly certificate: Certificate;
}

/** Reads all of them and joins them: each node once, parents before what is below them. */
export async function readAuthorityNodes(store: Pick<Store, "authorityRows">): Promise<AuthorityNode[]> {
  const all = (await store.authorityRows()).flatMap(readOrNone);
  const present = all.filter(({ row }) => row.fileName !== null || row.basename === null);
  const gone = all.filter((each) => !present.includes(each));
  const known = new Map<string, Read>();
  for (const each of present) {
    const before = known.get(holderOf(each));
    if (before === undefined || isKnownBetter(each, before)) known.set(holderOf(each), each);
  }
  const nodes = new Map<Read, AuthorityNode>();
  const build = (each: Read, below: ReadonlySet<Read>): AuthorityNode => {
    const done = nodes.get(each);
    if (done !== undefined) return done;
    const isRoot = isSelfIssued(each.row);
    const above = isRoot || below.has(each) ? null : issuerAmong(present, each);
    const parent = above === null ? null : build(above, new Set([...below, each]));
    const main = known.get(holderOf(each))!;
    const crossOf = main === each ? null : build(main, new Set([...below, each]));
    const node: AuthorityNode = {
      ...each,
      kind: isRoot ? "root" : crossOf === null ? "intermediate" : "cross",
      parent,
      crossOf: isRoot ? null : crossOf,
      former: gone
        .filter(({ row }) => row.basename === each.row.basename && each.row.basename !== null)
        .map(({ row }) => row)
        .toSorted((one, other) => other.generation - one.generation),
      facts: authorityFactsOf(each.certificate, ancestorsOf(parent)),
    };
    nodes.set(each, node);
    return node;
  };
  for (const each of present) build(each, new Set());
  return [...nodes.values()].toSorted((one, other) => depthOf(one) - depthOf(other));
}

function readOrNone(row: AuthorityRow): Read[] {
  try {
    return [{ row, certificate: readCertificate(row.der) }];
  } catch (error) {
    // A certificate that only inspect can show signs nothing here.
    if (isFailure(error)) return [];
    throw error;
  }
}

/** One authority is one name with one key, whoever signed its certificates. */
const holderOf = ({ row }: Read): string => `${row.subjectHash} ${row.publicKeyId}`;

/** A self-signed certificate, one beside its key, and the one that was here first make an authority known. */
function isKnownBetter(one: Read, other: Read): boolean {
  const rank = ({ row }: Read) => (row.basename === null ? 2 : isSelfIssued(row) ? 0 : 1);
  return rank(one) < rank(other);
}

function isSelfIssued({ subjectHash, issuerHash, subjectKeyId, authorityKeyId }: AuthorityRow): boolean {
  return (
    subjectHash === issuerHash && (subjectKeyId === null || authorityKeyId === null || subjectKeyId === authorityKeyId)
  );
}

/** The issuer by name and key identifier; of several the one that ends last. */
function issuerAmong(all: readonly Read[], { row }: Read): Read | null {
  const fits = all.filter(
    (each) =>
      each.row !== row &&
      each.row.subjectHash === row.issuerHash &&
      (each.row.subjectKeyId === null || row.authorityKeyId === null || each.row.subjectKeyId === row.authorityKeyId),
  );
  const [best] = fits.toSorted(
    (one, other) =>
      Number(isSelfIssued(other.row)) - Number(isSelfIssued(one.row)) ||
      other.certificate.notAfter.getTime() - one.certificate.notAfter.getTime(),
  );
  return best ?? null;
}

function ancestorsOf(parent: AuthorityNode | null): Certificate[] {
  const chain: Certificate[] = [];
  for (let each = parent; each !== null; each = each.parent) chain.push(each.certificate);
  return chain;
}

function depthOf({ parent }: AuthorityNode): number {
  return parent === null ? 0 : 1 + depthOf(parent);
}

/** The root above a node; none where its chain is not here. */
export function rootsAbove({ parent }: AuthorityNode): AuthorityNode[] {
  if (parent === null) return [];
  return parent.kind === "root" ? [parent] : rootsAbove(parent);
}

/** The names above a node, the root first. */
export function namesAbove({ parent }: AuthorityNode): string[] {
  return parent === null ? [] : [...namesAbove(parent), shownName(parent)];
}

export function shownName({ certificate }: Pick<AuthorityNode, "certificate">): string {
  return commonNameOf(certificate.subject) ?? formatName(certificate.subject);
}

/** By which name a person asks for it: that of the inventory, or the fingerprint of one that has none. */
export function askedName({ row }: Pick<AuthorityNode, "row">): string {
  return row.basename ?? `sha256:${row.sha256}`;
}

/** The plain facts of a node, as an answer has them. */
export function toldNode(node: AuthorityNode, now: Date) {
  const { row, certificate, kind, parent, crossOf, former, facts } = node;
  return {
    name: askedName(node),
    fileName: row.fileName,
    commonName: shownName(node),
    subject: formatName(certificate.subject),
    issuer: formatName(certificate.issuer),
    sha256: row.sha256,
    serial: serialHex(certificate),
    publicKeyId: publicKeyId(certificate.spki),
    keyAlgorithm: readPublicKeyFacts(certificate.spki).label,
    kind,
    isSelfSigned: kind === "root" && isSelfSigned(certificate),
    state: stateOf(node, now),
    key: row.key,
    parent: parent === null ? null : askedName(parent),
    crossOf: crossOf === null ? null : askedName(crossOf),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    revokedAt: row.revokedAt?.toISOString() ?? null,
    pathLength: facts.pathLength,
    room: facts.room,
    nameConstraints: facts.nameConstraints,
    purposes: facts.purposes,
    policies: facts.policies,
    unreadable: facts.unreadable,
    generations: former.map(({ der, generation, sha256, publicKeyId: id }) => {
      const { notBefore, notAfter } = readCertificate(der);
      return {
        generation,
        sha256,
        isSameKey: id === row.publicKeyId,
        notBefore: notBefore.toISOString(),
        notAfter: notAfter.toISOString(),
      };
    }),
  };
}

/** What each self-signed certificate is taken for; nodes that are none have no mark. */
export async function marksOf(store: Pick<Store, "trustMarks">, nodes: readonly AuthorityNode[]) {
  const roots = nodes.filter(({ kind }) => kind === "root");
  const marks = await store.trustMarks(roots.map(({ row }) => row.sha256));
  return new Map(
    roots.map((node) => {
      const said = marks.get(node.row.sha256);
      return [
        node,
        { mark: said?.mark ?? ("stored" as const), at: said?.at.toISOString() ?? null, by: said?.by ?? null },
      ] as const;
    }),
  );
}

/** When the newest list of each authority is to be followed by the next one, its own or one that was uploaded. */
export async function nextUpdates(
  store: Pick<Store, "listEnds" | "revocationLists">,
  nodes: readonly AuthorityNode[],
): Promise<ReadonlyMap<AuthorityNode, Date | null>> {
  const own = await store.listEnds();
  const others = nodes.filter(({ row }) => (own.get(row.publicKeyId)?.nextUpdate ?? null) === null);
  const uploaded = others.length === 0 ? [] : await uploadedLists(store, others);
  return new Map(
    nodes.map((node) => {
      const mine = own.get(node.row.publicKeyId)?.nextUpdate ?? null;
      const ends = uploaded.flatMap(({ issuer, nextUpdate }) =>
        issuer === compareKeyOf(node.certificate.subject) && nextUpdate !== null ? [nextUpdate.getTime()] : [],
      );
      return [node, mine ?? (ends.length === 0 ? null : new Date(Math.max(...ends)))];
    }),
  );
}

async function uploadedLists(store: Pick<Store, "revocationLists">, nodes: readonly AuthorityNode[]) {
  const names = new Map(nodes.map(({ certificate: { subject } }) => [compareKeyOf(subject), subject.der]));
  return (await store.revocationLists([...names.values()])).flatMap(({ bytes }) => {
    try {
      const { issuer, nextUpdate } = readCrl(bytes);
      return [{ issuer: compareKeyOf(issuer), nextUpdate }];
    } catch (error) {
      if (isFailure(error)) return [];
      throw error;
    }
  });
}
