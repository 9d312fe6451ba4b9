import { verifySignature } from "../../../pki/keys/signature.ts";
import { isSelfSigned } from "../../../pki/path/issuers.ts";
import { type Certificate, isAuthority, readCertificate } from "../../../pki/x509/certificate.ts";
import { isFailure } from "../../error-codes.ts";
import { type Authority, authorityOf } from "../../ports/authority.ts";
import type { Store } from "../../ports/store.ts";
import { requireFormer } from "./former.ts";

/** Who issues the next certificate of a holder. */
export type NextIssuer =
  | { readonly by: "authority"; readonly authority: Authority }
  /** The certificate is signed by its own key. */
  | { readonly by: "itself" }
  /** No authority whose key is here: a request goes out. */
  | { readonly by: "outside" };

type Reads = Pick<Store, "certificatesBySubject" | "formerCertificates" | "file" | "filesByPublicKey" | "filesOf">;

/** The stored certificates of the authority that issued this one: by name and signature, its earlier ones included. */
async function issuersOf(store: Reads, certificate: Certificate): Promise<{ fileName: string; issuer: Certificate }[]> {
  const named = await store.certificatesBySubject(certificate.issuer.der);
  const former = await store.formerCertificates(certificate.issuer.der);
  const hasSigned = (issuer: Certificate) =>
    verifySignature(certificate.signatureAlgorithm, certificate.tbs, certificate.signature, issuer.spki) === "valid";
  return named.flatMap(({ der, fileName, basename }) => {
    const issuer = readCertificate(der);
    if (fileName === null || !isAuthority(issuer)) return [];
    const isKnown =
      hasSigned(issuer) || former.some((each) => each.basename === basename && hasSigned(readCertificate(each.der)));
    return isKnown ? [{ fileName, issuer }] : [];
  });
}

/**
 * The stored authority that issued a certificate, as it is now: one that is valid before one that is not, and then the
 * one that lasts longest.
 */
export async function issuerNow(store: Reads, certificate: Certificate, now: Date): Promise<NextIssuer> {
  if (isSelfSigned(certificate)) return { by: "itself" };
  const found = await issuersOf(store, certificate);
  const isValid = ({ issuer }: (typeof found)[number]) => issuer.notBefore <= now && now <= issuer.notAfter;
  found.sort(
    (one, other) =>
      Number(isValid(other)) - Number(isValid(one)) || other.issuer.notAfter.getTime() - one.issuer.notAfter.getTime(),
  );
  for (const { fileName } of found) {
    const file = await store.file(fileName);
    if (file === null) continue;
    try {
      return { by: "authority", authority: await authorityOf(store, file) };
    } catch (error) {
      if (!isFailure(error, "key.absent")) throw error;
    }
  }
  return { by: "outside" };
}

/** The stored names of the authorities whose key a renewal of this name may use; none where a request goes out. */
export async function namesOfIssuer(
  store: Store,
  name: string,
  issuer: string | undefined,
): Promise<readonly string[]> {
  if (issuer !== undefined) return [issuer];
  const { certificate, row } = await requireFormer(store, name);
  if (isSelfSigned(certificate)) return [row.basename];
  return (await issuersOf(store, certificate)).map(({ fileName }) => fileName);
}
