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
    "a message of Outlook (.msg), a document of Microsoft Office or an MSI package",
    "Save the attachment of the message as a file and add that; else ask for the certificate itself, as a .pem, .crt or .p12 file.",
  ],
  tnef: [
    "a winmail.dat of Outlook",
    "Take the attachment out of it first (tnef winmail.dat), or ask the sender for a zip.",
  ],
  image: ["a picture", "Ask for the certificate itself, as a .pem, .crt or .p12 file."],
  xml: ["XML or a web page without a certificate", "Download the file behind the page, or ask for it as PEM."],
  json: ["JSON without a certificate or a key", "Ask for the certificate as PEM, or for the key as a JWK (RFC 7517)."],
  smime: ["an S/MIME message", "Save its attachment smime.p7s or smime.p7m as a file and add that."],
  spkac: [
    "a request of the keygen element (SPKAC)",
    "Certificates are signed for a CSR here: openssl req -new -key KEY -out request.csr with the same key. Its public key: openssl spkac -in FILE -noout -pubkey.",
  ],
  sst: [
    "a serialized certificate store of Windows (.sst)",
    "Open it with a double click, select the certificates, then All Tasks, Export, PKCS #7 (.p7b), and add that.",
  ],
  registry: [
    "an export of the registry of Windows",
    "Export the certificate itself: certlm.msc, the certificate, All Tasks, Export.",
  ],
  "openvpn-static": [
    "a static key of OpenVPN (tls-auth, tls-crypt)",
    "It is a shared secret and belongs to no certificate. It stays in the OpenVPN profile; the parts ca, cert and key of the profile can be added here.",
  ],
  "nss-db": [
    "a database of NSS (cert9.db, key4.db, cert8.db), or another SQLite database",
    "Export from its folder first: pk12util -d . -n NAME -o out.p12, or certutil -L -d . -n NAME -a for a certificate alone. In Firefox: Settings, Privacy & Security, View Certificates, Your Certificates, Backup.",
  ],
  keychain: [
    "a keychain of macOS",
    "Export from it first: Keychain Access, the certificate, File, Export Items, as .p12 or .cer.",
  ],
  "ssh-com-key": [
    "a private key in the format of ssh.com or of SSH 1",
    "Turn it into an OpenSSH key first: puttygen FILE -O private-openssh-new -o key.",
  ],
  "ssh-signature": ["an SSH signature", "It holds no key to be kept. Ask the signer for the public key (.pub)."],
  age: ["an age key or a file encrypted with age", "Decrypt the file first: age -d -i KEY -o clear.pem FILE."],
  wireguard: ["a configuration of WireGuard", "WireGuard has no certificates; its keys are of no use here."],
  "ansible-vault": ["a file of Ansible Vault", "Decrypt it first: ansible-vault decrypt --output clear.pem FILE."],
  "tpm-key": [
    "a private key that a TPM sealed",
    "It works on its own machine alone. Make a request there, and add that: openssl req -provider tpm2 -provider default -new -key FILE -out request.csr.",
  ],
  "attribute-certificate": [
    "an attribute certificate (RFC 5755)",
    "It holds no key. Ask for the certificate of its holder, as PEM.",
  ],
  "jwk-secret": [
    "a symmetric key (JWK of the type oct)",
    "It belongs to no certificate. Ask for the key pair, as PEM.",
  ],
  "dnssec-key": ["a key of DNSSEC", "It belongs to no certificate, and stays with the name server."],
  "pkcs11-uri": [
    "the address of a key in a token (PKCS#11)",
    "The key stays in the token. Make a request with it, and add that: openssl req -provider pkcs11 -new -key 'pkcs11:…' -out request.csr.",
  ],
  "openssl-text": [
    "what OpenSSL prints of a certificate with -text",
    "The certificate itself is not in it. Leave out -noout: openssl x509 -in FILE -text prints it below the text.",
  ],
  "remote-desktop": [
    "a connection of Remote Desktop (.rdp)",
    "It holds no certificate. That of the server: certlm.msc, Remote Desktop, Certificates, All Tasks, Export.",
  ],
  der: ["well-formed DER of no structure that is read here", "openssl asn1parse -inform DER shows what is in it."],
};

export function unsupportedSentence({ format, label }: { format: UnsupportedFormat; label: string }): string {
  const [what, next] = unsupported[format];
  return `${label === "" ? "This is" : `The PEM block ${label} holds`} ${what}, which is not read here. ${next}`;
}

/** What to do with a key whose encryption is not opened here. */
export function wayOutOf(scheme: string): string {
  return /SEED/.test(scheme)
    ? "It is a key of the Korean NPKI (signPri.key). Export the certificate as .pfx or .p12 in the program that it comes from, and add that. Or open it with OpenSSL: openssl pkcs8 -inform DER -in signPri.key -provider legacy -provider default -out key.pem."
    : "Lock it again with AES-256 and PBKDF2, then try once more: openssl pkcs8 -topk8 -v2 aes-256-cbc -in FILE -provider legacy -provider default -out key.pem.";
}

/** What a bundle is made as. */
export const bundleWords: Readonly<Record<BundleForm, string>> = {
  "full-chain": "a full chain",
  chain: "a chain without the root",
  "ca-bundle": "a CA bundle",
  anchors: "a list of anchors",
  pkcs7: "a full chain as PKCS#7",
};
