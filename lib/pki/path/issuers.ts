import { equalOctets } from "../asn1/octets.ts";
import { compareKeyOf } from "../x509/name.ts";
import { readCertificate, type Certificate } from "../x509/certificate.ts";
import { verifySignature } from "../keys/signature.ts";

/** Where issuers are looked up. */
export interface IssuerReads {
  /** Certificates whose subject equals this DER Name (RFC 5280 §7.1 comparison). */
  certificatesBySubject(
    name: Uint8Array,
  ): Promise<readonly { readonly der: Uint8Array; readonly fileName: string | null }[]>;
}

export interface Link {
  readonly certificate: Certificate;
  /** File name of the issuer in the inventory, null for a member of a bundle. */
  readonly fileName: string | null;
}

/** Longer chains are not met in practice; a circle of cross-signed authorities ends here too. */
const longest = 10;

/**
 * The issuers of a certificate that the inventory holds, nearest first, up to a self-signed one. Each link is by name
 * and by signature; whether it is trusted is the question of `verify`.
 */
export async function issuersOf(store: IssuerReads, leaf: Certificate): Promise<Link[]> {
  const links: Link[] = [];
  let last = leaf;
  while (links.length < longest && !isSelfSigned(last)) {
    const issuer = await findIssuer(store, last);
    if (issuer === null || links.some((link) => equalOctets(link.certificate.der, issuer.certificate.der))) break;
    links.push(issuer);
    last = issuer.certificate;
  }
  return links;
}

/**
 * The issuers of a certificate that stand beside it in its own file, nearest first, up to a self-signed one. Each link
 * is by signature alone; none is entered twice, so a circle ends.
 */
export function issuersBeside(leaf: Certificate, beside: readonly Certificate[]): Certificate[] {
  const issuers: Certificate[] = [];
  let last = leaf;
  while (!isSelfSigned(last)) {
    const below = last;
    const issuer = beside.find((each) => !issuers.includes(each) && hasSigned(each, below));
    if (issuer === undefined) break;
    issuers.push(issuer);
    last = issuer;
  }
  return issuers;
}

/** Cross-signed authorities have several; real ones have fewer than this. */
const mostChains = 16;

/** Every chain above a certificate that the inventory holds, its own issuer first; `[[]]` when there is none. */
export async function chainsAbove(store: IssuerReads, certificate: Certificate): Promise<Certificate[][]> {
  const chains: Certificate[][] = [];
  const climb = async (chain: readonly Certificate[]): Promise<void> => {
    const last = chain.at(-1) ?? certificate;
    const known = [certificate, ...chain];
    const issuers = chain.length >= longest || isSelfSigned(last) ? [] : await signersOf(store, last);
    const further = issuers.filter((issuer) => !known.some(({ der }) => equalOctets(der, issuer.certificate.der)));
    if (further.length === 0) chains.push([...chain]);
    for (const issuer of further) if (chains.length < mostChains) await climb([...chain, issuer.certificate]);
  };
  await climb([]);
  return chains;
}

async function findIssuer(store: IssuerReads, certificate: Certificate): Promise<Link | null> {
  return (await signersOf(store, certificate))[0] ?? null;
}

/**
 * Of several (a renewed or cross-signed authority) the one that lives longest comes first: a service wants it in its
 * file.
 */
async function signersOf(store: IssuerReads, certificate: Certificate): Promise<Link[]> {
  const candidates = await store.certificatesBySubject(certificate.issuer.der);
  const links = candidates.map((record) => ({ certificate: readCertificate(record.der), fileName: record.fileName }));
  const signers = links.filter((link) => hasSigned(link.certificate, certificate));
  return signers.sort((one, other) => other.certificate.notAfter.getTime() - one.certificate.notAfter.getTime());
}

function hasSigned(issuer: Certificate, certificate: Certificate): boolean {
  return (
    verifySignature(certificate.signatureAlgorithm, certificate.tbs, certificate.signature, issuer.spki) === "valid"
  );
}

export function isSelfSigned(certificate: Certificate): boolean {
  return compareKeyOf(certificate.issuer) === compareKeyOf(certificate.subject) && hasSigned(certificate, certificate);
}
