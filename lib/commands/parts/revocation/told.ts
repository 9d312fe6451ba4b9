import { type Certificate, sha256Hex } from "../../../pki/x509/certificate.ts";
import { publicKeyId } from "../../../pki/keys/public-key.ts";
import type { Store } from "../../ports/store.ts";

/** What is said of a certificate that was taken back; null when it was not, or when its hold was released. */
export async function revocationOf(store: Pick<Store, "revocationsOf" | "crlIssuer">, certificate: Certificate) {
  const sha256 = sha256Hex(certificate.der);
  const found = (await store.revocationsOf([sha256])).get(sha256);
  if (found === undefined || found.releasedAt !== null) return null;
  const lists = await store.crlIssuer(found.authority);
  const isListed = (lists?.listedRevision ?? -1) >= found.revision;
  return {
    reason: found.reason,
    at: found.at.toISOString(),
    invalidityDate: found.invalidityDate?.toISOString() ?? null,
    actor: found.actor,
    /** The newest list of its issuer, when it says so already. */
    listNumber: isListed ? (lists?.listNumber ?? null) : null,
    publishedName: lists?.publishedName ?? null,
  };
}

/** True when this issuer has lists here, and with them a responder; false without an issuer. */
export async function isAnswered(
  store: Pick<Store, "crlIssuer">,
  issuer: { readonly certificate: Certificate } | undefined,
): Promise<boolean> {
  return issuer !== undefined && (await store.crlIssuer(publicKeyId(issuer.certificate.spki))) !== null;
}

/** True when each of these authorities has signed a list. */
export async function everyListIsHere(
  store: Pick<Store, "crlIssuer">,
  authorities: readonly { readonly certificate: Certificate }[],
): Promise<boolean> {
  for (const { certificate } of authorities)
    if (((await store.crlIssuer(publicKeyId(certificate.spki)))?.newest ?? null) === null) return false;
  return true;
}
