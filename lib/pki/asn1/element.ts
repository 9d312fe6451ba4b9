/** The outer encoding of a file. `java`: a JKS, JCEKS or BKS keystore; `json`: a JWK or a set of them. */
export type FileForm = "pem" | "der" | "base64" | "ssh" | "json" | "zip" | "tar" | "gzip" | "java";

/** The structure that one element of a file is. */
export type ElementKind =
  | "certificate"
  | "csr"
  | "key" // private, in clear (any form, OpenSSH too)
  | "locked-key"
  | "public-key"
  | "crl"
  | "pkcs7"
  | "pkcs12"
  | "ssh-public-key"
  | "ssh-certificate"
  | "parameters" // DH, DSA, EC parameters
  | "cms" // CMS content without certificates to show: encrypted, compressed, digested …
  | "ocsp-request"
  | "ocsp-response"
  | "trust-anchor" // RFC 5914
  | "keystore" // JKS, JCEKS, BKS
  | "pgp"
  | "zip"
  | "tar" // compressed or not
  | "gzip" // one compressed file
  | "unknown"; // well-formed DER that is none of these, or a block that could not be read (see `failure`)

/** What a file is that is known by its first bytes or words and is not read here. One sentence each in lib/i18n. */
export const unsupportedFormats = [
  "putty-key", // PuTTY-User-Key-File-2 and -3
  "openpgp", // RFC 9580, armoured or not
  "bks", // the key store of Bouncy Castle
  "7z",
  "rar",
  "xz",
  "bzip2",
  "zstd",
  "cab",
  "pdf",
  "ole", // Microsoft's compound file: Office before 2007, MSI
  "tnef", // winmail.dat of Outlook
  "image", // a picture of a certificate
  "xml", // or HTML
  "json",
  "smime", // a message with application/pkcs7-… in it
  "spkac", // a request of <keygen> (Netscape)
  "sst", // the serialized certificate store of Windows
  "registry", // exported from the registry of Windows
  "openvpn-static", // tls-auth, tls-crypt, tls-crypt-v2
  "nss-db", // cert9.db and key4.db (SQLite), cert8.db and key3.db (Berkeley)
  "keychain", // of macOS
  "ssh-com-key", // a private key of ssh.com or of SSH 1
  "ssh-signature",
  "age",
  "wireguard",
  "ansible-vault",
  "tpm-key", // TSS2 PRIVATE KEY: sealed by a TPM
  "attribute-certificate", // RFC 5755
  "jwk-secret", // a symmetric JWK
  "dnssec-key",
  "pkcs11-uri", // RFC 7512: a place in a token
  "openssl-text", // what `-text` prints, without the block
  "remote-desktop", // .rdp
  "der", // well-formed, of no structure that is known here
] as const;
export type UnsupportedFormat = (typeof unsupportedFormats)[number];

/** What stood round a PEM or DER and was taken away: one layer of it. One sentence each in lib/i18n `notes`. */
export const wrappings = [
  "mail", // a message and its attachments (RFC 2045)
  "quoted-printable",
  "quoted-lines", // `> `, `# `, line numbers, a column of a log
  "escapes", // `\n`, `\r\n`, `\\n`, `\u002b`
  "json",
  "yaml",
  "env", // NAME=value
  "string-literals", // of a programming language, joined
  "markup", // HTML or XML: tags and entities
  "rtf",
  "url", // %0A, %2B
  "base64", // of PEM
  "base64-values", // base64 of DER or PEM among other text
  "hex",
  "hex-dump", // xxd, hexdump -C, od
  "byte-list", // 48, 130, 3, 102
  "jwk",
  "jwk-set",
] as const;
export type Wrapping = (typeof wrappings)[number];

/** What is wrong with a PEM block (RFC 7468). */
export type PemProblem = "no-begin" | "no-end" | "label-mismatch" | "bad-base64" | "empty";

/** What is not as RFC 7468 has it in a PEM block that can be read all the same. */
export type PemFlaw =
  | "dashes" // another number or another kind of dashes
  | "case" // `begin`, or a label in lower case
  | "blanks" // blanks beside the dashes, or blanks that are no spaces
  | "same-line" // base64 or other text in the line of a boundary
  | "invisible" // no-break spaces or characters without width in the base64
  | "padding" // without the `=` at the end
  | "end-label" // END names something else than BEGIN
  | "no-begin" // a boundary is missing, and the DER is whole
  | "no-end";

/** Something about the file worth saying, beside the findings. One message per code in lib/i18n `notes`. */
export type Note = { readonly [C in NoteCode]: { readonly code: C; readonly params: NoteParams[C] } }[NoteCode];

export type NoteCode = keyof NoteParams;

/** Code of a note → the facts of its sentence. Offsets, sizes and counts are bytes, lines count from 1. */
export interface NoteParams {
  "text.other": Record<never, never>;
  "text.utf16": Record<never, never>;
  "text.hidden-start": { offset: number };
  "wrapping.undone": { wrapping: Wrapping };
  "pem.broken-block": { line: number; label: string; problem: PemProblem };
  "pem.mended": { line: number; label: string; flaw: PemFlaw };
  /** A part that is known and not read here. */
  "part.unsupported": { line: number | null; label: string; format: UnsupportedFormat };
  /** A part of a file that is broken, so that not even its kind is sure. */
  "part.damaged": { line: number | null; offset: number };
  "pem.label-differs": { label: string; actual: ElementKind };
  "pem.legacy-label": { label: string; usual: string };
  "der.trailing-bytes": { offset: number; count: number };
  "der.from-ber": Record<never, never>;
  /** Elements one behind the other in a file of DER. */
  "der.several": { count: number };
  /** PEM was appended to DER at `offset`. */
  "der.then-pem": { offset: number };
  "elements.capped": { limit: number; total: number };
  "tree.capped": { limit: number };
  "checks.skipped": { size: number; limit: number };
  "trusted.settings": { trusted: string; rejected: string; alias: string };
  "pkcs12.skipped-bag": { type: SkippedPart };
  "pkcs12.no-mac": Record<never, never>;
  "key.own-passphrase": { name: string };
  "crl.entries-capped": { limit: number; total: number };
  "not-inspected": { kind: ElementKind };
  "key.encryption-unread": { scheme: string };
}

/**
 * A part of a container that is not read: `secret` (a secret bag), an SDSI certificate, a CRL of another kind; else the
 * OID of its bag.
 */
export type SkippedPart = "secret" | "sdsi-certificate" | "crl" | `${number}.${string}`;

/**
 * The structure that a private key stands in: PKCS#8, PKCS#1, SEC1, … `ms`: a `.pvk` or PRIVATEKEYBLOB of Microsoft.
 */
export type KeyForm = "pkcs8" | "pkcs1" | "sec1" | "dsa" | "openssh" | "ms";
