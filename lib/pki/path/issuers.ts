import { compareKeyOf } from "../x509/name.ts";
import { readCertificate, sha256Hex, type Certificate } from "../x509/certificate.ts";
import { verifySignature } from "../keys/signature.ts";
import { type Chain, chainsOf, everyChain } from "./chain.ts";
import { graphOf } from "./issuer-graph.ts";

/** Where issuers are looked up. */
export interface IssuerReads {
  /** Certificates whose subject equals this DER Name (RFC 5280 §7.1 comparison). */
  certificatesBySubject(
    name: Uint8Array,
  ): Promise<readonly { readonly der: Uint8Array; readonly fileName: string | null }[]>;
  /** The same among certificates that others have replaced since. */
  formerCertificates(name: Uint8Array): Promise<readonly { readonly der: Uint8Array }[]>;
}

export interface Link {
  readonly certificate: Certificate;
  /** File name of the issuer in the inventory, null for a member of a bundle. */
  readonly fileName: string | null;
}

/** A chain whose issuers may have names in the inventory. */
export interface StoredChain extends Chain {
  /** The certificates above the leaf, nearest first. */
  readonly issuers: readonly Link[];
}

/** Enough for any chain that is met; an inventory of cross-signed authorities is not walked to its end. */
const mostFromInventory = 200;

/**
 * Every stored certificate that some certificate on the way may have been issued by: name by name, upwards. Of a name
 * whose present certificates are all not valid at `at`, those before them too: a renewal that was stored early leaves
 * the one that is still in use.
 */
export async function linksAbove(store: IssuerReads, from: readonly Certificate[], at: Date | null): Promise<Link[]> {
  const found = new Map<string, Link>();
  const asked = new Set<string>();
  const waiting = [...from];
  for (let next = waiting.shift(); next !== undefined && found.size < mostFromInventory; next = waiting.shift()) {
    const name = compareKeyOf(next.issuer);
    if (asked.has(name)) continue;
    asked.add(name);
    for (const link of await namedIn(store, next.issuer.der, at)) {
      const sha256 = sha256Hex(link.certificate.der);
      if (found.has(sha256)) continue;
      found.set(sha256, link);
      waiting.push(link.certificate);
    }
  }
  return [...found.values()];
}

async function namedIn(store: IssuerReads, name: Uint8Array, at: Date | null): Promise<Link[]> {
  const present = (await store.certificatesBySubject(name)).map(({ der, fileName }) => ({
    certificate: readCertificate(der),
    fileName,
  }));
  const isValid = ({ certificate: { notBefore, notAfter } }: Link): boolean => at! >= notBefore && at! <= notAfter;
  if (at === null || present.length === 0 || present.some(isValid)) return present;
  const former = (await store.formerCertificates(name)).map(({ der }) => ({
    certificate: readCertificate(der),
    fileName: null,
  }));
  return [...present, ...former.filter(isValid)];
}

/** A certificate, the instant to judge its chain at, and the certificates that came with it. */
export interface ChainQuestion {
  readonly leaf: Certificate;
  readonly at: Date;
  /** Beside the leaf in its own file: they count more than the inventory. */
  readonly given?: readonly Certificate[];
}

/**
 * The chains of a certificate with the issuers that came with it and those of the inventory: the best to each root,
 * the best of them first (see `everyChain`). Never empty.
 */
export async function chainsInInventory(
  store: IssuerReads,
  { leaf, at, given = [] }: ChainQuestion,
): Promise<StoredChain[]> {
  const links = await linksAbove(store, [leaf, ...given], at);
  const fileNames = new Map(links.map(({ certificate, fileName }) => [sha256Hex(certificate.der), fileName]));
  const graph = graphOf(
    [leaf, ...given],
    links.map(({ certificate }) => certificate),
  );
  return chainsOf(leaf, graph, at).map((chain) => ({
    ...chain,
    issuers: chain.certificates.slice(1).map((certificate) => ({
      certificate,
      fileName: graph.isFromInventory(certificate) ? (fileNames.get(sha256Hex(certificate.der)) ?? null) : null,
    })),
  }));
}

/** Chains that are told to a signature; real authorities have fewer. */
const mostAncestries = 16;

/** Every chain above a certificate that the inventory holds, its own issuer first, the best first; `[[]]` without any. */
export async function chainsAbove(store: IssuerReads, certificate: Certificate, at: Date): Promise<Certificate[][]> {
  const links = await linksAbove(store, [certificate], at);
  const graph = graphOf(
    [certificate],
    links.map((link) => link.certificate),
  );
  const chains: Certificate[][] = [];
  for (const { certificates } of everyChain(certificate, graph, at))
    if (chains.push(certificates.slice(1)) === mostAncestries) break;
  return chains;
}

export function isSelfSigned(certificate: Certificate): boolean {
  return (
    compareKeyOf(certificate.issuer) === compareKeyOf(certificate.subject) &&
    verifySignature(certificate.signatureAlgorithm, certificate.tbs, certificate.signature, certificate.spki) ===
      "valid"
  );
}
