/** The outer encoding of a file. `java`: a JKS, JCEKS or BKS keystore. */
export type FileForm = "pem" | "der" | "base64" | "ssh" | "zip" | "tar" | "gzip" | "java";

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
  "xml", // or HTML
  "json",
  "smime", // a message with application/pkcs7-… in it
  "der", // well-formed, of no structure that is known here
] as const;
export type UnsupportedFormat = (typeof unsupportedFormats)[number];

/** What is wrong with a PEM block (RFC 7468). */
export type PemProblem = "no-end" | "label-mismatch" | "bad-base64" | "empty";

/** Something about the file worth saying, beside the findings. One message per code in lib/i18n `notes`. */
export type Note = { readonly [C in NoteCode]: { readonly code: C; readonly params: NoteParams[C] } }[NoteCode];

export type NoteCode = keyof NoteParams;

/** Code of a note → the facts of its sentence. Offsets, sizes and counts are bytes, lines count from 1. */
export interface NoteParams {
  "text.other": Record<never, never>;
  "text.utf16": Record<never, never>;
  "text.hidden-start": { offset: number };
  "pem.broken-block": { line: number; label: string; problem: PemProblem };
  "pem.label-differs": { label: string; actual: ElementKind };
  "pem.legacy-label": { label: string; usual: string };
  "der.trailing-bytes": { offset: number; count: number };
  "der.from-ber": Record<never, never>;
  "elements.capped": { limit: number; total: number };
  "tree.capped": { limit: number };
  "checks.skipped": { size: number; limit: number };
  "trusted.settings": { trusted: string; rejected: string; alias: string };
  "pkcs12.skipped-bag": { type: SkippedPart };
  "pkcs12.no-mac": Record<never, never>;
  "key.own-passphrase": { name: string };
  "crl.entries-capped": { limit: number; total: number };
  "not-inspected": { kind: ElementKind };
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
