import type { Certificate } from "../pki/x509/certificate.ts";
import type { Crl } from "../pki/x509/crl.ts";
import type { CertificationRequest } from "../pki/x509/csr.ts";

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
  /** The authorities of these, and those that they have issued, whose lists this console signs, or could. */
  readonly authorityLists: readonly AuthorityList[];
  /** Where this console publishes its lists, without a slash at its end; null where that was not said. */
  readonly publishedAt: string | null;
  /**
   * Of the issuers that the inventory lacks, those in the list of roots that Node.js carries (Mozilla's): name (RFC 4514)
   * to SHA-256 in hex. Their certificates stay there until a person takes one.
   */
  readonly publicRoots: ReadonlyMap<string, string>;
  /**
   * Stored names that no input chose and that fit a planned request, by its id; the best first, the plan's own name
   * before all others.
   */
  readonly offers: ReadonlyMap<string, readonly Offer[]>;
  /** A name that the plan would give to new files, and that others have: the free one in its place. */
  readonly instead: ReadonlyMap<string, string>;
}

/** What is stored and would do for a planned request. */
export interface Offer {
  readonly identity: Identity;
  /** `request`: it is made, and its certificate has not come. */
  readonly has: "certificate" | "request";
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
  /** Where the self-signed certificate at its end is no anchor of trust: what it is taken for. */
  readonly rootMark?: "stored" | "distrusted";
  /** File name of each issuer in the inventory, null for a member of a bundle. */
  readonly issuerFiles: readonly (string | null)[];
  /** A request that waits for its certificate, or is older than it. */
  readonly requestFile: string | null;
  readonly request: CertificationRequest | null;
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
  /** When the file was stored as it is. */
  readonly storedAt: Date;
  /** The issuers that the inventory has above the last one, nearest first, when none of them is self-signed. */
  readonly above: readonly { readonly fileName: string | null; readonly certificate: Certificate }[];
}

/** An authority whose key is here, and how its revocation list stands. */
export interface AuthorityList {
  readonly certificate: Certificate;
  /** Stored name of its certificate; null where no name holds it any more. */
  readonly fileName: string | null;
  /** Of the addresses of its lists, `/crl/<name>.crl`; null before the first one. */
  readonly publishedName: string | null;
  /** The newest one; null before the first. */
  readonly crl: Crl | null;
}

export interface StoredCrl {
  readonly name: string;
  readonly fileName: string;
  readonly crl: Crl;
}
