import { type Certificate, readCertificate, sha256Hex } from "../../../pki/x509/certificate.ts";
import { Failure } from "../../error-codes.ts";
import type { StoredFile } from "../../ports/files.ts";
import type { ItemRow } from "../../ports/items.ts";
import type { Store } from "../../ports/store.ts";
import { requireItem } from "../stored.ts";

/** The live certificate of a name that is to be renewed, and what stands beside it. */
export interface Former {
  readonly row: ItemRow;
  readonly file: StoredFile;
  readonly certificate: Certificate;
  readonly sha256: string;
  /**
   * The key of the certificate, under whatever name, else a locked key of this name, which its passphrase may open; null
   * where none is here.
   */
  readonly key: StoredFile | null;
  /** Where the next key of this name goes. */
  readonly keyFileName: string;
  readonly request: StoredFile | null;
  /** SHA-256 of the live request; null without one. */
  readonly requestSha256: string | null;
  /** Where the next request of this name goes. */
  readonly requestFileName: string;
}

/** @throws Failure `file.not-found`, `file.wrong-kind` where the name holds no certificate. */
export async function requireFormer(store: Store, name: string): Promise<Former> {
  const row = await requireItem(store, name);
  const files = await store.filesOf(row.basename);
  const certificates = files.filter(({ kind }) => kind === "certificate");
  const file = certificates.find(({ fileName }) => fileName === name) ?? certificates[0];
  if (file === undefined) {
    const [other] = files;
    throw new Failure("file.wrong-kind", {
      fileName: other?.fileName ?? name,
      kind: other?.kind ?? "",
      wanted: "certificate",
    });
  }
  const sameKey = file.spkiSha256 === null ? [] : await store.filesByPublicKey(file.spkiSha256);
  const own = files.filter(({ kind }) => kind === "key" || kind === "locked-key");
  const beside = own.find(({ spkiSha256 }) => spkiSha256 === file.spkiSha256) ?? own[0];
  const request = files.find(({ kind }) => kind === "csr") ?? null;
  return {
    row,
    file,
    certificate: readCertificate(file.bytes),
    sha256: sha256Hex(file.bytes),
    key: sameKey.find(({ kind }) => kind === "key") ?? own.find(({ kind }) => kind === "locked-key") ?? null,
    keyFileName: beside?.fileName ?? `${row.basename}.key`,
    request,
    requestSha256: request === null ? null : sha256Hex(request.bytes),
    requestFileName: request?.fileName ?? `${row.basename}.csr`,
  };
}

/** The request that waits for the next certificate of this name: newer than the live one. Null for none. */
export function waitingRequest({ file, request }: Former): StoredFile | null {
  return request !== null && request.createdAt > file.createdAt ? request : null;
}
