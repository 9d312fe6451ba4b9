import { type Certificate, sha256Hex } from "../../../pki/x509/certificate.ts";
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
