import type { BatchState } from "./batch.ts";
import type { FileKind } from "./files.ts";

/** The inventory by names: its rows, and how they are asked for. */

export type ItemStatus =
  | "valid"
  | "no-chain" // a certificate with its key whose issuers are not here
  | "ends-soon"
  | "revoked"
  | "expired"
  | "not-yet-valid"
  | "waiting" // a request whose certificate has not come
  | "key-locked"
  | "no-key" // a certificate whose key is not here
  | "key-only"
  | "bundle"
  | "other";

/** What a name is, in one word: a certificate by what it may be used for, everything else by what it holds. */
export const purposes = [
  "root",
  "intermediate",
  "server",
  "client",
  "server-client",
  "certificate",
  "request",
  "key",
  "bundle",
  "list",
  "other",
] as const;
export type Purpose = (typeof purposes)[number];

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
  /** When its live certificate was revoked. */
  readonly revokedAt: Date | null;
  readonly status: ItemStatus;
  readonly createdAt: Date;
  readonly purpose: Purpose;
  readonly labels: readonly string[];
  readonly note: string;
  readonly archivedAt: Date | null;
  /** Of the example inventory. */
  readonly isExample: boolean;
  /** The batch that made its certificate, with the number of names of it; `isFolded` when this row stands for all of them. */
  readonly batch: {
    readonly id: string;
    readonly title: string;
    readonly names: number;
    readonly isFolded: boolean;
  } | null;
}

/** Labels to give and to take; a label is the same in capitals and small letters. */
export interface LabelChange {
  readonly add: readonly string[];
  readonly remove: readonly string[];
}

export interface LabelResult {
  readonly name: string;
  readonly outcome: "done" | "unchanged" | "not-found" | "too-many";
  /** What it has now. */
  readonly labels: readonly string[];
}

/** A filtered list under a name, as its address has it. */
export interface SavedView {
  readonly name: string;
  readonly filters: Readonly<Record<string, string>>;
}

export interface Facets {
  readonly issuers: readonly string[];
  readonly keyAlgorithms: readonly string[];
  readonly labels: readonly string[];
}

export const listSorts = ["name", "ends", "created", "subject", "kind", "issuer", "status"] as const;
export type ListSort = (typeof listSorts)[number];

export interface ListQuery {
  readonly search?: string;
  readonly kind?: FileKind | "authority";
  readonly status?: ItemStatus;
  /** Certificates that end within so many days from now, expired ones excluded. */
  readonly expiresWithinDays?: number;
  /** Common name (exact) of the issuer. */
  readonly issuer?: string;
  readonly keyAlgorithm?: string;
  readonly purpose?: Purpose;
  readonly label?: string;
  /** Id of a batch: its names. */
  readonly batch?: string;
  /** These names alone. */
  readonly names?: readonly string[];
  /**
   * `current`: without what is archived, and without certificates that are over and of no service; when nothing else is
   * asked, the names of a batch are one row. `archived`: these alone. Everything when it is not given.
   */
  readonly show?: "current" | "all" | "archived";
  readonly sort?: ListSort;
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
  /** Rows of the list of the current names. */
  readonly listed: number;
  /** Names behind the row of their batch. */
  readonly inBatches: number;
  readonly archived: number;
  /** Certificates that are over and of no service. */
  readonly expired: number;
}

/** Some of what there is of a kind, and how much there is. */
export interface SomeOf {
  readonly names: readonly string[];
  readonly count: number;
}

/** What would miss a name. */
export interface NameUses {
  readonly name: string;
  readonly services: readonly string[];
  /** Batches that sign with it and are not done. */
  readonly batches: readonly { readonly batch: string; readonly title: string; readonly state: BatchState }[];
  /** Names whose certificate it issued. */
  readonly issued: SomeOf;
  /** Bundle files that hold its certificate. */
  readonly bundles: SomeOf;
  /** Certificates and requests of other names that have its key. */
  readonly sameKey: SomeOf;
  /** Since when its request waits for a certificate; null when none does. */
  readonly waitsSince: Date | null;
  /** Of names that would go together: some of them use it, and are in none of these lists. */
  readonly isUsedAmongThem: boolean;
}
