import { rootCertificates } from "node:tls";
import { readPem } from "../../../pki/asn1/pem.ts";
import { verifySignature } from "../../../pki/keys/signature.ts";
import { type Certificate, readCertificate, sha256Hex } from "../../../pki/x509/certificate.ts";
import { commonNameOf, compareKeyOf, formatName } from "../../../pki/x509/name.ts";

/**
 * The roots that Node.js carries: Mozilla's list as of its release. They are a source to take single roots from, by
 * fingerprint and on a person's word; nothing is trusted because it is in there.
 */

interface PublicRoot {
  readonly certificate: Certificate;
  readonly pem: string;
  readonly sha256: string;
}

let known: readonly PublicRoot[] | null = null;

/** Read once, at the first question: some 140 certificates. */
function publicRoots(): readonly PublicRoot[] {
  known ??= rootCertificates.flatMap((pem) =>
    readPem(pem).blocks.map(({ bytes }) => ({ certificate: readCertificate(bytes), pem, sha256: sha256Hex(bytes) })),
  );
  return known;
}

/** The root of this SHA-256 (hex); null where the list has none. */
export const publicRoot = (sha256: string): PublicRoot | null =>
  publicRoots().find((root) => root.sha256 === sha256) ?? null;

/** The root that signed this certificate; null where the list has none, or the certificate is a root itself. */
export function publicIssuerOf(
  certificate: Certificate,
  roots: () => readonly PublicRoot[] = publicRoots,
): PublicRoot | null {
  const name = compareKeyOf(certificate.issuer);
  if (name === compareKeyOf(certificate.subject)) return null;
  return (
    roots().find(
      ({ certificate: root }) =>
        compareKeyOf(root.subject) === name &&
        verifySignature(certificate.signatureAlgorithm, certificate.tbs, certificate.signature, root.spki) === "valid",
    ) ?? null
  );
}

/** A name for its file, of its common name: `gts-root-r1`. */
export function fileNameOfRoot({ certificate }: PublicRoot): string {
  const words = commonNameOf(certificate.subject) ?? formatName(certificate.subject);
  const stem = words
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-|-$/g, "")
    .slice(0, 60);
  return `${stem === "" ? "root" : stem}.crt`;
}
