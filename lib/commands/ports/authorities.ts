import type { ItemRow } from "./items.ts";
import type { NewFile } from "./files.ts";

/** The certificates of authorities, whether their keys are here or not, and what they have issued. */

/** Where the key of an authority is. `locked`: as it was uploaded, never opened; `own-passphrase`: each use asks for it. */
export type AuthorityKey = "here" | "own-passphrase" | "locked" | "elsewhere";

/** A certificate with CA:TRUE that is live, is a member of a bundle, or was replaced by a later generation of its name. */
export interface AuthorityRow {
  readonly der: Uint8Array;
  readonly sha256: string;
  /** SHA-256 of SubjectPublicKeyInfo, hex. */
  readonly publicKeyId: string;
  /** Digests of the names (RFC 5280 §7.1): equal names have equal ones. */
  readonly subjectHash: string;
  readonly issuerHash: string;
  /** Key identifiers, hex; null where the certificate has none. */
  readonly subjectKeyId: string | null;
  readonly authorityKeyId: string | null;
  /** Null of a certificate that only bundles hold. */
  readonly basename: string | null;
  /** Null of a former generation, and of a member of a bundle. */
  readonly fileName: string | null;
  /** 0 of a member of a bundle. */
  readonly generation: number;
  readonly key: AuthorityKey;
  readonly revokedAt: Date | null;
}

/** An authority by its name and key identifier, as the certificates below say whose they are. */
export interface IssuerIdentity {
  readonly subjectHash: string;
  readonly subjectKeyId: string | null;
}

/** Certificates that are stored here and that an authority issued; `isAtLeast`: there are more. */
export interface IssuedCounts {
  readonly total: number;
  readonly inForce: number;
  readonly revoked: number;
  readonly ended: number;
  readonly isAtLeast: boolean;
}

export const issuedStates = ["in-force", "revoked", "ended"] as const;

export interface IssuedQuery extends IssuerIdentity {
  /** A part of a common name, another name, a serial number or a fingerprint. */
  readonly search?: string | undefined;
  readonly state?: (typeof issuedStates)[number] | undefined;
  /** Opaque, from `next`. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

export interface IssuedRow {
  readonly row: ItemRow;
  readonly serialNumber: string;
  readonly notAfter: Date;
  readonly issuedAt: Date;
  /** The template and version that it was made by, and who asked; null where that was not here. */
  readonly template: { readonly name: string; readonly version: number } | null;
  readonly by: string | null;
  readonly revokedAt: Date | null;
}

export interface IssuedPage {
  readonly rows: readonly IssuedRow[];
  readonly next: string | null;
}

export interface AuthorityRows {
  /** At most 2000, those of names first. */
  authorityRows(): Promise<readonly AuthorityRow[]>;
  /** In the order of the question; what is beyond 10,000 of one authority is not counted. */
  issuedCounts(of: readonly IssuerIdentity[]): Promise<readonly IssuedCounts[]>;
  /** What an authority issued, what ends first first. @throws Failure `cursor.malformed` */
  issued(query: IssuedQuery): Promise<IssuedPage>;
  /** By public key: when the newest own list of an authority is replaced at the latest. */
  listEnds(): Promise<ReadonlyMap<string, { readonly publishedName: string; readonly nextUpdate: Date | null }>>;
  /**
   * Stores a new key with its certificate and ends the intent of its signature, all of it or nothing.
   * @throws Failure `name.in-use`, `sign.intent-unknown`
   */
  createCertified(files: readonly NewFile[], intentId: string): Promise<void>;
}
