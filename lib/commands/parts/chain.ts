import { compareKeyOf } from "../../pki/name.ts";
import { readCertificate, type Certificate } from "../../pki/certificate.ts";
import { verifySignature } from "../../pki/signature.ts";
import type { Store } from "../ports.ts";

export interface Link {
  readonly certificate: Certificate;
  /** File name of the issuer in the inventory, null for a member of a bundle. */
  readonly fileName: string | null;
}

/** Longer chains are not met in practice; a circle of cross-signed authorities ends here too. */
const longest = 10;

/**
 * The issuers of a certificate that the inventory holds, nearest first, up to a self-signed one. Each link is by name and
 * by signature; whether it is trusted is the question of `verify`.
 */
export async function issuersOf(store: Store, leaf: Certificate): Promise<Link[]> {
  const links: Link[] = [];
  let last = leaf;
  while (links.length < longest && !isSelfSigned(last)) {
    const issuer = await findIssuer(store, last);
    if (issuer === null || links.some((link) => isEqual(link.certificate.der, issuer.certificate.der))) break;
    links.push(issuer);
    last = issuer.certificate;
  }
  return links;
}

async function findIssuer(store: Store, certificate: Certificate): Promise<Link | null> {
  const candidates = await store.certificatesBySubject(certificate.issuer.der);
  const links = candidates.map((record) => ({ certificate: readCertificate(record.der), fileName: record.fileName }));
  const signers = links.filter((link) => hasSigned(link.certificate, certificate));
  // Of several (a renewed or cross-signed authority) the one that lives longest is what a service wants in its file.
  return signers.sort((one, other) => other.certificate.notAfter.getTime() - one.certificate.notAfter.getTime())[0] ?? null;
}

export function hasSigned(issuer: Certificate, certificate: Certificate): boolean {
  return verifySignature(certificate.signatureAlgorithm, certificate.tbs, certificate.signature, issuer.spki) === "valid";
}

export function isSelfSigned(certificate: Certificate): boolean {
  return compareKeyOf(certificate.issuer) === compareKeyOf(certificate.subject) && hasSigned(certificate, certificate);
}

function isEqual(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && one.every((octet, index) => octet === other[index]);
}
