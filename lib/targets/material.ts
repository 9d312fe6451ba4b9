import type { Certificate } from "../pki/x509/certificate.ts";
import type { Crl } from "../pki/x509/crl.ts";

/**
 * The stored identities, certificates and revocation lists that the inputs name, and the instant to judge at. Loaded by
 * lib/commands/parts/service/material.ts. Never a key's bytes. A name that is not stored is absent from its map.
 */
export interface Material {
  readonly now: Date;
  readonly identities: ReadonlyMap<string, Identity>;
  /** Stored name as given in the inputs → its certificates in the order of the file. */
  readonly certificates: ReadonlyMap<string, StoredCertificates>;
  readonly crls: ReadonlyMap<string, StoredCrl>;
  /** Stored revocation lists of the issuers of all of these, whether an input names them or not. */
  readonly revocationLists: readonly Crl[];
  /**
   * Names of planned requests that were made, for the common name of the plan, and that no input chose yet; certified,
   * where another is in use.
   */
  readonly offered: ReadonlySet<string>;
}

/** One stored name: its key, its certificate, and who issued it as far as the inventory knows. */
export interface Identity {
  /** `webbridge`: the basename. */
  readonly name: string;
  readonly keyFile: string | null;
  readonly key: "present" | "locked" | "absent";
  /** SHA-256 of the key's SubjectPublicKeyInfo; null while it is locked or absent. */
  readonly keySpkiSha256: string | null;
  readonly certificateFile: string | null;
  readonly leaf: Certificate | null;
  /** Issuers by name and signature, nearest first; the last one is self-signed when `isComplete`. */
  readonly issuers: readonly Certificate[];
  readonly isComplete: boolean;
  /** File name of each issuer in the inventory, null for a member of a bundle. */
  readonly issuerFiles: readonly (string | null)[];
  /** A request that waits for its certificate, or is older than it. */
  readonly requestFile: string | null;
  /** Generation of the live certificate, 0 without one. */
  readonly generation: number;
  /** When each of its files was stored as it is; null for one that is not here. */
  readonly storedAt: { readonly key: Date | null; readonly request: Date | null; readonly certificate: Date | null };
}

export interface StoredCertificates {
  readonly name: string;
  readonly fileName: string;
  readonly certificates: readonly Certificate[];
  /** The form in which it is stored: services read PEM only, so other forms are written anew. */
  readonly form: "pem" | "der" | "pkcs7";
  /** The PEM as it was uploaded, for what is said about its line breaks; null when it is no PEM. */
  readonly text: string | null;
  /** The issuers that the inventory has above the last one, nearest first, when none of them is self-signed. */
  readonly above: readonly { readonly fileName: string | null; readonly certificate: Certificate }[];
}

export interface StoredCrl {
  readonly name: string;
  readonly fileName: string;
  readonly crl: Crl;
}
