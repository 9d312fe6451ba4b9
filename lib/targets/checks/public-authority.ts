import { type Certificate, extensionOf, valueOf } from "../../pki/x509/certificate.ts";
import { readCertificatePolicies } from "../../pki/x509/extension-policy.ts";
import { Oid } from "../../pki/asn1/oid.ts";

/** CA/Browser Forum policy identifiers of TLS certificates (Baseline Requirements §7.1.6.1), EV included. */
const browserForum = /^2\.23\.140\.1\.(1|2\.[1-3])$/;

/**
 * Issued by an authority that browsers trust, as far as the certificate itself shows: it carries proofs of certificate
 * transparency (RFC 6962 §3.3) or a policy of the CA/Browser Forum. No list of roots is asked.
 */
export function isPubliclyIssued(certificate: Certificate): boolean {
  if (extensionOf(certificate, Oid.signedCertificateTimestamps) !== undefined) return true;
  const policies = valueOf(certificate, Oid.certificatePolicies, readCertificatePolicies) ?? [];
  return policies.some(({ policy }) => browserForum.test(policy));
}
