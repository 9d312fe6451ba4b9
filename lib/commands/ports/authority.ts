import { readCertificate, type Certificate } from "../../pki/x509/certificate.ts";
import { Failure } from "../error-codes.ts";
import type { StoredFile } from "./files.ts";
import type { ListIssuer } from "./revocations.ts";
import type { Store } from "./store.ts";

/** A stored certificate that is to sign, and the file of its key. */
export interface Authority {
  readonly authority: StoredFile;
  readonly certificate: Certificate;
  readonly keyFile: string;
}

/** As the one whose lists are signed. */
export function listIssuerOf({ authority }: Pick<Authority, "authority">): ListIssuer {
  return { authority: authority.spkiSha256 ?? "", basename: authority.basename };
}

/**
 * Finds the key of a stored certificate that is to sign. Whether it may sign is asked by `prepareCertificate`.
 * @throws Failure `key.absent`.
 */
export async function authorityOf(
  store: Pick<Store, "filesByPublicKey" | "filesOf">,
  authority: StoredFile,
): Promise<Authority> {
  const certificate = readCertificate(authority.bytes);
  const sameKey = await store.filesByPublicKey(authority.spkiSha256 ?? "");
  const key = sameKey.find((file) => file.kind === "key");
  if (key !== undefined) return { authority, certificate, keyFile: key.fileName };
  const siblings = await store.filesOf(authority.basename);
  const locked = siblings.find((file) => file.kind === "locked-key");
  // Whether it is the key of this certificate is seen when its passphrase opens it.
  if (locked !== undefined) return { authority, certificate, keyFile: locked.fileName };
  throw new Failure("key.absent", { fileName: `${authority.basename}.key` });
}
