import { type Certificate, serialHex, sha256Hex, subjectAltNames } from "../../../pki/x509/certificate.ts";
import { formatGeneralName } from "../../../pki/x509/general-name.ts";
import { formatName } from "../../../pki/x509/name.ts";
import { nameOfOid } from "../../../pki/asn1/oid.ts";
import { readPublicKeyFacts } from "../../../pki/keys/public-key.ts";
import { publicKeyId } from "../../../pki/keys/public-key.ts";
import { readSignatureAlgorithm } from "../../../pki/keys/signature-algorithm.ts";
import { extendedUsesOf } from "../../../targets/checks/use-allowed.ts";

/** The facts that a person compares when one certificate takes the place of another. */
export const comparedFields = [
  "subject",
  "names",
  "issuer",
  "serial",
  "notBefore",
  "notAfter",
  "key",
  "publicKey",
  "uses",
  "signature",
  "sha256",
] as const;
export type ComparedField = (typeof comparedFields)[number];

export function generationFacts(certificate: Certificate): Readonly<Record<ComparedField, string>> {
  return {
    subject: formatName(certificate.subject),
    names: subjectAltNames(certificate).map(formatGeneralName).join(", "),
    issuer: formatName(certificate.issuer),
    serial: serialHex(certificate),
    notBefore: certificate.notBefore.toISOString(),
    notAfter: certificate.notAfter.toISOString(),
    key: readPublicKeyFacts(certificate.spki).label,
    publicKey: publicKeyId(certificate.spki),
    uses: (extendedUsesOf(certificate) ?? []).map((oid) => nameOfOid(oid) ?? oid).join(", "),
    signature: readSignatureAlgorithm(certificate.signatureAlgorithm).label,
    sha256: sha256Hex(certificate.der),
  };
}
