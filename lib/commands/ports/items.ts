import type { FileKind } from "./files.ts";

/** The inventory by names: its rows, and how they are asked for. */

export type ItemStatus =
  | "valid"
  | "ends-soon"
  | "expired"
  | "not-yet-valid"
  | "waiting" // a request whose certificate has not come
  | "key-locked"
  | "no-key" // a certificate whose key is not here
  | "key-only"
  | "bundle"
  | "other";

/** One name of the inventory (a row of the Files page): an identity (key, csr, crt) or a lone file. */
export interface ItemRow {
  readonly id: string;
  readonly basename: string;
  readonly files: readonly { readonly fileName: string; readonly kind: FileKind }[];
  readonly subject: string;
  /** Common name, or the first other name. */
  readonly commonName: string;
  readonly nameCount: number;
  readonly issuer: string;
  readonly isSelfSigned: boolean;
  readonly isAuthority: boolean;
  readonly notBefore: Date | null;
  readonly notAfter: Date | null;
  readonly keyAlgorithm: string;
  readonly status: ItemStatus;
  readonly createdAt: Date;
}

export interface ListQuery {
  readonly search?: string;
  readonly kind?: FileKind | "authority";
  readonly status?: ItemStatus;
  /** Certificates that end within so many days from now, expired ones excluded. */
  readonly expiresWithinDays?: number;
  /** Common name (exact) of the issuer. */
  readonly issuer?: string;
  readonly keyAlgorithm?: string;
  readonly sort?: "name" | "ends" | "created" | "subject";
  readonly direction?: "ascending" | "descending";
  /** Opaque keyset position from `next` or `previous` of another page. */
  readonly cursor?: string;
  readonly limit?: number;
}

export interface ListPage {
  readonly rows: readonly ItemRow[];
  readonly next: string | null;
  readonly previous: string | null;
  /** Number of all rows that match, when it is known without counting them one by one. */
  readonly total: number | null;
  /** True when a search was cut at its cap: the rows are then not the exact order of the whole. */
  readonly isCapped: boolean;
}

export interface Counts {
  readonly names: number;
  readonly keys: number;
  readonly requests: number;
  readonly certificates: number;
  readonly bundles: number;
  readonly authorities: number;
}
