import { isAuthority, readCertificate, type Certificate } from "../../../pki/x509/certificate.ts";
import { publicKeyId } from "../../../pki/keys/public-key.ts";
import type { Signer } from "../../../pki/keys/signer.ts";
import { formatName } from "../../../pki/x509/name.ts";
import { Failure } from "../../error-codes.ts";
import type { ListIssuer } from "../../ports/revocations.ts";
import type { Store } from "../../ports/store.ts";
import type { Vault } from "../../ports/vault.ts";
import { requireAuthority } from "../signing/signing.ts";

/** An authority whose lists are meant, by its name, or as `sha256:<fingerprint>` of a certificate that its name had before. */
export interface ListAuthority extends ListIssuer {
  readonly fileName: string;
  readonly certificate: Certificate;
  /** Opens its key. @throws Failure as `Vault.signer` */
  readonly signer: (vault: Vault) => Promise<Signer>;
}

const byFingerprint = /^sha256:([0-9a-f]{64})$/i;

/** @throws Failure `file.not-found`, `file.wrong-kind`, `key.absent`, `sign.issuer-not-authority` */
export async function requireListAuthority(store: Store, named: string): Promise<ListAuthority> {
  const [, sha256] = byFingerprint.exec(named) ?? [];
  if (sha256 === undefined) {
    const { authority, certificate, keyFile } = await requireAuthority(store, named);
    const { spkiSha256, basename, fileName } = authority;
    return {
      authority: spkiSha256 ?? "",
      basename,
      fileName,
      certificate,
      signer: (vault) => vault.signer(keyFile),
    };
  }
  const record = await store.certificateBySha256(sha256.toLowerCase());
  if (record === null) throw new Failure("file.not-found", { fileName: named, nearest: null });
  const certificate = readCertificate(record.der);
  if (!isAuthority(certificate))
    throw new Failure("sign.issuer-not-authority", { issuer: formatName(certificate.subject) });
  const authority = publicKeyId(certificate.spki);
  const key = await store.authorityKey(authority);
  if (key === null) throw new Failure("key.absent", { fileName: record.fileName ?? named });
  return {
    authority,
    basename: record.basename ?? "authority",
    fileName: record.fileName ?? named,
    certificate,
    signer: (vault) => vault.signerOf(authority),
  };
}
