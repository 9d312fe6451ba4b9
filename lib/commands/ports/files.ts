import type { SealedKey } from "./vault.ts";
import type { NewMark } from "./trust.ts";
import type { BundleForm } from "../../pki/bundle/kind.ts";

/** The types of stored files. Bytes are DER unless a field says otherwise. */

/** The kind of a stored file. The file name's extension follows from it (`.key .csr .crt`, or as uploaded). */
export type FileKind =
  | "key" // private key, PKCS#8, usable
  | "locked-key" // private key under a passphrase that we do not have
  | "csr"
  | "certificate"
  | "bundle" // several certificates in one PEM
  | "pkcs7"
  | "pkcs12"
  | "crl"
  | "public-key"
  | "ssh-public-key";

export interface StoredFile {
  readonly id: string;
  /** As the appliance would name it: `dbserver.key`. Unique. */
  readonly fileName: string;
  /** `dbserver`: the item (identity) it belongs to. */
  readonly basename: string;
  readonly kind: FileKind;
  /**
   * Empty for `key` and `locked-key` and `pkcs12`: those bytes stay in the vault. DER, or the PEM/text as uploaded for
   * bundle, pkcs7, ssh-public-key.
   */
  readonly bytes: Uint8Array;
  /** SHA-256 of the SubjectPublicKeyInfo, lower-case hex; null where there is none or it is locked. */
  readonly spkiSha256: string | null;
  /** SPKI DER of keys, requests and certificates. */
  readonly spki: Uint8Array | null;
  readonly generation: number;
  readonly createdAt: Date;
  /** A bundle that was made here: as what. Null for everything else. */
  readonly madeAs: BundleForm | null;
}

/** A stored revocation list, DER. */
export interface StoredList {
  readonly fileName: string;
  readonly bytes: Uint8Array;
  /** Of a list that is signed here: its authority (SHA-256 of the SubjectPublicKeyInfo); null for one that was uploaded. */
  readonly authority: string | null;
}

/** A new file to store. `sealed` only for key, locked-key, pkcs12. */
export interface NewFile {
  readonly fileName: string;
  readonly kind: FileKind;
  readonly bytes: Uint8Array;
  readonly sealed?: SealedKey;
  /** A bundle that was made here: as what, so that a rebuild makes the same. */
  readonly madeAs?: BundleForm;
  /** What its self-signed certificates are taken for; absent: what was said of them before, else they are only stored. */
  readonly trust?: NewMark;
}

export interface AddFilesOptions {
  /** Other content under a name in use: keep the old one as a generation. */
  readonly replace: boolean;
  /** Every name that is in use is said, not the first one alone. */
  readonly saysEvery?: boolean;
}

export interface AddFilesResult {
  readonly stored: readonly StoredFileReport[];
}

export interface StoredFileReport {
  readonly fileName: string;
  readonly kind: FileKind;
  readonly basename: string;
  readonly outcome: "stored" | "identical" | "replaced" | "paired";
  /** Where it went when its own name was not used: `dbserver.crt` for a returned certificate. */
  readonly storedAs: string;
  /** File names of the key and the request with the same public key. */
  readonly pairedWith: readonly string[];
  /** File names of the stored issuer certificates (by name and key id, signature checked by the caller later). */
  readonly issuers: readonly string[];
}

export interface GenerationRow {
  readonly id: string;
  readonly number: number;
  readonly isLive: boolean;
  readonly sha256: string;
  readonly spkiSha256: string;
  readonly serialNumber: string;
  /**
   * Of a certificate, or of a bundle as a whole; null for what has no life of its own: keys, requests, revocation
   * lists.
   */
  readonly notBefore: Date | null;
  readonly notAfter: Date | null;
  readonly createdAt: Date;
}

export interface CertificateRecord {
  readonly id: string;
  readonly der: Uint8Array;
  /** File name when it has one (`root.crt`), null for a member of a bundle alone. */
  readonly fileName: string | null;
  readonly basename: string | null;
}

/** A certificate that its name no longer holds. */
export interface FormerCertificate {
  readonly der: Uint8Array;
  readonly basename: string;
  readonly generation: number;
}

/** A certificate of a stored bundle, in its order. */
export interface StoredMember {
  readonly der: Uint8Array;
  /** File that holds it by itself. */
  readonly fileName: string | null;
  /** The stored certificates that could stand in its place: the live certificate of its name, renewals with its key. */
  readonly successors: readonly { readonly der: Uint8Array; readonly fileName: string }[];
}

/** A stored bundle that needs attention. */
export interface BundleAlarm {
  readonly fileName: string;
  readonly basename: string;
  readonly kind: "expired" | "replaced" | "ends-soon";
  /** Common name of the member that it is about. */
  readonly member: string;
  /** When it ends or ended; when its replacement was stored. */
  readonly at: Date;
}

/** Bytes on their way out. */
export interface FileContent {
  readonly fileName: string;
  readonly mediaType: string;
  readonly bytes: Uint8Array;
}

/** Bytes on their way out, a piece at a time: as long as it likes, and never whole in memory. `bytes` is empty. */
export interface FileStream extends FileContent {
  readonly chunks: AsyncIterable<Uint8Array>;
}
