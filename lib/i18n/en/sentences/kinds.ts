const kindWords: Readonly<Record<string, string>> = {
  key: "a private key",
  "locked-key": "a locked private key",
  csr: "a certificate signing request",
  certificate: "a certificate",
  bundle: "a bundle of certificates",
  pkcs7: "a PKCS#7 file",
  pkcs12: "a PKCS#12 file",
  crl: "a revocation list",
  "public-key": "a public key",
  "ssh-public-key": "an SSH public key",
  "ssh-private-key": "an SSH private key",
  "ssh-certificate": "an SSH certificate",
  parameters: "a file of key parameters",
  cms: "a CMS message",
  "ocsp-request": "an OCSP request",
  "ocsp-response": "an OCSP response",
  "trust-anchor": "a trust anchor",
  keystore: "a Java keystore",
  pgp: "an OpenPGP file",
  zip: "an archive",
  tar: "an archive",
  gzip: "a compressed file",
  unknown: "something unknown",
};

/** Several wanted kinds are written `key|locked-key`. */
export function kindWord(kinds: string): string {
  return kinds
    .split("|")
    .map((kind) => kindWords[kind] ?? kind)
    .join(" or ");
}
