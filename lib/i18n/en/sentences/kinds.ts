import type { KnownKind } from "../../../commands/error-codes.ts";
import type { BundleForm } from "../../../pki/bundle/kind.ts";
import type { SkippedPart, UnsupportedFormat } from "../../../pki/asn1/element.ts";

/** What a file or an element of one is, with its article. */
const kindWords: Readonly<Record<KnownKind, string>> = {
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
  "ssh-certificate": "an SSH certificate",
  parameters: "a set of key parameters",
  cms: "a CMS message",
  "ocsp-request": "an OCSP request",
  "ocsp-response": "an OCSP response",
  "trust-anchor": "a trust anchor",
  keystore: "a Java keystore",
  pgp: "an OpenPGP message",
  zip: "a zip archive",
  tar: "a tar archive",
  gzip: "a gzip file",
  unknown: "DER of no known structure",
};

/** Several kinds are written `key|locked-key`; without one it is something unknown. */
export function kindWord(kinds: string): string {
  if (kinds === "") return "something unknown";
  return kinds
    .split("|")
    .map((kind) => kindWords[kind as KnownKind])
    .join(" or ");
}

/** A part of a container, by what it is; other bags keep their object identifier. */
export function partWord(type: SkippedPart): string {
  switch (type) {
    case "secret":
      return "a secret value";
    case "sdsi-certificate":
      return "an SDSI certificate";
    case "crl":
      return "a revocation list of another kind than X.509";
    default:
      return `a bag ${type}`;
  }
}

/** What a file is that is not read here, and the way on. */
const unsupported: Readonly<Record<UnsupportedFormat, readonly [what: string, next: string]>> = {
  "putty-key": [
    "a private key of PuTTY",
    "Turn it into an OpenSSH key first: puttygen key.ppk -O private-openssh -o key, or Conversions, Export OpenSSH key.",
  ],
  openpgp: ["an OpenPGP key or message", "It is no X.509 certificate. Ask for the certificate or the key as PEM."],
  bks: [
    "a key store of Bouncy Castle (BKS)",
    "Turn it into PKCS#12 first: keytool -importkeystore -srckeystore … -srcstoretype BKS -provider org.bouncycastle.jce.provider.BouncyCastleProvider -providerpath bcprov.jar -destkeystore store.p12 -deststoretype PKCS12.",
  ],
  "7z": ["a 7-Zip archive", "Unpack it first, then add the files; zip and tar are opened here."],
  rar: ["a RAR archive", "Unpack it first, then add the files; zip and tar are opened here."],
  xz: ["a file packed with xz", "Unpack it first, then add the files; zip, tar and gzip are opened here."],
  bzip2: ["a file packed with bzip2", "Unpack it first, then add the files; zip, tar and gzip are opened here."],
  zstd: ["a file packed with Zstandard", "Unpack it first, then add the files; zip, tar and gzip are opened here."],
  cab: ["a Windows cabinet", "Unpack it first, then add the files; zip and tar are opened here."],
  pdf: ["a PDF document", "Ask for the certificate itself, as a .pem, .crt or .p12 file."],
  ole: [
    "a document of Microsoft Office or an MSI package",
    "Ask for the certificate itself, as a .pem, .crt or .p12 file.",
  ],
  xml: ["XML or a web page", "Download the file behind the page, or ask for it as PEM."],
  json: ["JSON", "Turn a JWK (RFC 7517) into PEM first, then add that."],
  smime: ["an S/MIME message", "Save its attachment smime.p7s or smime.p7m as a file and add that."],
  der: ["well-formed DER of no structure that is read here", "openssl asn1parse -inform DER shows what is in it."],
};

export function unsupportedSentence({ format, label }: { format: UnsupportedFormat; label: string }): string {
  const [what, next] = unsupported[format];
  return `${label === "" ? "This is" : `The PEM block ${label} holds`} ${what}, which is not read here. ${next}`;
}

/** What a bundle is made as. */
export const bundleWords: Readonly<Record<BundleForm, string>> = {
  "full-chain": "a full chain",
  chain: "a chain without the root",
  "ca-bundle": "a CA bundle",
  anchors: "a list of anchors",
  pkcs7: "a full chain as PKCS#7",
};
