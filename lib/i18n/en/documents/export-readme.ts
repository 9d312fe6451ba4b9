import type { ReadmeWords } from "../../documents/document-words.ts";

export const readmeWords: ReadmeWords = {
  title: (name) => `The certificate of ${name}: what each file is`,
  entries: {
    "certificate-pem": () => "The certificate alone, PEM. For a service that has its chain in a file of its own.",
    "certificate-der": () => "The same certificate in binary (DER), as Windows and Java like to have it.",
    "chain-pem": () =>
      "The certificate and its issuers, leaf first, PEM: nginx ssl_certificate, Apache SSLCertificateFile, webbridge3 certs.",
    "pkcs7-pem": () =>
      "The same chain as PKCS#7: the certificate import of Windows, Tomcat, network devices. It holds no key.",
    "key-locked": () =>
      "The private key under the passphrase: PKCS#8, AES-256. Decrypt it: openssl pkey -in FILE -out OPEN.key",
    "key-clear": () => "The private key without a passphrase. Anyone who has this file can pose as the service.",
    pkcs12: () =>
      "Private key, certificate and issuers in one file, under the passphrase: to import in Windows, macOS, phones, Firefox, Java.",
    "ssh-public-key": () => "The public key for SSH: a line for authorized_keys.",
    jwk: () => "The public key as a JSON Web Key, with the certificate chain (x5c): for OAuth and JWT.",
    csr: () => "The request that was sent to the certificate authority. Keep it for the next renewal.",
    other: () => "As it is stored in the console.",
  },
  passphrase:
    "The passphrase is not in this archive. It was shown once when the archive was made; it travels by another way.",
  clear: "Keep the private key where only the service can read it, and delete this archive afterwards.",
  java: (name) =>
    `A Java key store (JKS): keytool -importkeystore -srckeystore ${name}.p12 -srcstoretype PKCS12 -destkeystore ${name}.jks -deststoretype JKS`,
};
