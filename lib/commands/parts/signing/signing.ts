import { commonNameOf, formatName } from "../../../pki/x509/name.ts";
import { readCertificate } from "../../../pki/x509/certificate.ts";
import type { CertificationRequest } from "../../../pki/x509/csr.ts";
import { requestedNames, requireRequestedNames } from "../../../pki/issue/requested-names.ts";
import type { GeneralNameInput } from "../../../pki/x509/general-name-text.ts";
import { type Authority, authorityOf } from "../../ports/authority.ts";
import type { Store } from "../../ports/store.ts";
import { readAltNames, type AltNameText } from "../subject/alt-names.ts";
import { requireFile } from "../stored.ts";

/**
 * The stored certificate that is to sign, and the file of its key. Whether it may sign is asked by
 * `prepareCertificate`.
 * @throws Failure `file.not-found`, `file.wrong-kind`, `key.absent`.
 */
export async function requireAuthority(store: Store, name: string): Promise<Authority> {
  return authorityOf(store, await requireFile(store, name, [".crt", ".cer", ".pem"], ["certificate"]));
}

export interface Certified {
  readonly fileName: string;
  readonly issuer: string;
  readonly notAfter: string;
  readonly isSelfIssued: boolean;
}

/** Certificates of the inventory that hold the key of this request. */
export async function certificatesOfKey(store: Store, spkiSha256: string | null): Promise<Certified[]> {
  if (spkiSha256 === null) return [];
  const files = await store.filesByPublicKey(spkiSha256);
  return files
    .filter((file) => file.kind === "certificate")
    .map((file) => {
      const certificate = readCertificate(file.bytes);
      return {
        fileName: file.fileName,
        issuer: commonNameOf(certificate.issuer) ?? formatName(certificate.issuer),
        notAfter: certificate.notAfter.toISOString(),
        isSelfIssued: formatName(certificate.issuer) === formatName(certificate.subject),
      };
    });
}

export interface NamesToCertify {
  readonly names: readonly GeneralNameInput[];
  readonly addedCommonName: boolean;
}

/**
 * The names that go into the certificate: what the caller chose, else what the request asks for, as far as a profile
 * carries their kinds. `commonName`: of the subject that will stand in the certificate.
 * @throws Failure `san.malformed`, `csr.names-twice`, `csr.names-unreadable`, `csr.name-not-ascii`.
 */
export function namesToCertify(
  request: CertificationRequest,
  chosen: readonly AltNameText[] | undefined,
  commonName: string = commonNameOf(request.subject) ?? "",
): NamesToCertify {
  if (chosen !== undefined) {
    const { names, addedCommonName } = readAltNames(chosen, commonName);
    return { names, addedCommonName };
  }
  return { names: requireRequestedNames(requestedNames(request)), addedCommonName: false };
}
