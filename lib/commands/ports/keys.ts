/** The private keys of the inventory as a list. */

export const keyFilters = ["unused", "waiting", "locked"] as const;

export interface KeyQuery {
  readonly only?: (typeof keyFilters)[number] | undefined;
  /** A part of the name. */
  readonly search?: string | undefined;
  /** Opaque, from `next`. */
  readonly cursor?: string | undefined;
  readonly limit: number;
}

interface FileOfKey {
  readonly name: string;
  readonly fileName: string;
}

export interface KeyRow {
  readonly name: string;
  /** Null of a key that waits beside the live one of its name: the answer to a renewal makes it live. */
  readonly fileName: string | null;
  /** `P-256`, `RSA 2048`; "" while the public half is not known. */
  readonly algorithm: string;
  /** SHA-256 of SubjectPublicKeyInfo, hex. */
  readonly publicKeyId: string | null;
  /** `locked`: as it was uploaded, never opened; `own-passphrase`: each use asks for it; `usable`: by the vault alone. */
  readonly state: "usable" | "locked" | "own-passphrase";
  readonly createdAt: Date;
  /** Live files of its public key, whatever their names; at most 20 of each. */
  readonly certificates: readonly FileOfKey[];
  readonly requests: readonly FileOfKey[];
  /** Since when a request of it waits for its certificate; null when none does. */
  readonly waitsSince: Date | null;
  /** Nothing here has it. A locked key that was never opened may belong to anything. */
  readonly isUnused: boolean;
}

export interface KeyPage {
  readonly rows: readonly KeyRow[];
  readonly next: string | null;
}
