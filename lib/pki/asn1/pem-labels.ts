import type { ElementKind } from "./element.ts";

/** The labels of PEM blocks that are read here, and what may stand under each (RFC 7468, and the older ones). */
export const pemLabels: Readonly<Record<string, readonly ElementKind[]>> = {
  CERTIFICATE: ["certificate"],
  "X509 CERTIFICATE": ["certificate"],
  "TRUSTED CERTIFICATE": ["certificate"],
  "CERTIFICATE REQUEST": ["csr"],
  "NEW CERTIFICATE REQUEST": ["csr"],
  "X509 CRL": ["crl"],
  CRL: ["crl"],
  PKCS7: ["pkcs7", "cms"],
  "PKCS #7 SIGNED DATA": ["pkcs7"],
  CMS: ["pkcs7", "cms"],
  PKCS12: ["pkcs12"],
  "PRIVATE KEY": ["key"],
  "ANY PRIVATE KEY": ["key"],
  "RSA PRIVATE KEY": ["key"],
  "EC PRIVATE KEY": ["key"],
  "DSA PRIVATE KEY": ["key"],
  "OPENSSH PRIVATE KEY": ["key"],
  "ENCRYPTED PRIVATE KEY": ["locked-key"],
  "PUBLIC KEY": ["public-key"],
  "RSA PUBLIC KEY": ["public-key"],
  "DSA PUBLIC KEY": ["public-key"],
  "DH PARAMETERS": ["parameters"],
  "X9.42 DH PARAMETERS": ["parameters"],
  "DSA PARAMETERS": ["parameters"],
  "EC PARAMETERS": ["parameters"],
  "OCSP REQUEST": ["ocsp-request"],
  "OCSP RESPONSE": ["ocsp-response"],
};

/** What may stand under a label; none of a label that is not read here. */
export function kindsOfLabel(label: string): readonly ElementKind[] {
  return Object.hasOwn(pemLabels, label) ? pemLabels[label]! : [];
}
