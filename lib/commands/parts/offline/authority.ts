import { readCertificate } from "../../../pki/x509/certificate.ts";
import { Failure, isFailure } from "../../error-codes.ts";
import { type Authority, authorityOf } from "../../ports/authority.ts";
import type { Store } from "../../ports/store.ts";
import { requireFile } from "../stored.ts";

/**
 * The stored certificate of an authority whose key is not here.
 * @throws Failure `offline.key-is-here`, `file.not-found`, `file.wrong-kind`
 */
export async function requireOfflineAuthority(
  store: Store,
  name: string,
): Promise<Pick<Authority, "authority" | "certificate">> {
  const authority = await requireFile(store, name, [".crt", ".cer", ".pem"], ["certificate"]);
  const { keyFile } = await authorityOf(store, authority).catch((error: unknown) => {
    if (isFailure(error, "key.absent")) return { keyFile: null };
    throw error;
  });
  if (keyFile !== null) throw new Failure("offline.key-is-here", { authority: authority.fileName, keyFile });
  return { authority, certificate: readCertificate(authority.bytes) };
}
