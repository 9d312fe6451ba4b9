import type { FileKind } from "./files.ts";
import type { ItemStatus } from "./items.ts";

/** What a field asks the inventory for: files of some kinds, certificates of authorities, authorities that can sign. */
export type WantedKind = FileKind | "authority" | "signer";

export interface SuggestionQuery {
  /** What was typed so far; empty: the first ones in order of name. */
  readonly text: string;
  /** Empty: every kind. */
  readonly kinds: readonly WantedKind[];
  readonly limit: number;
}

/** How a file was found, the nearest first. The last is a name that no list shows: an alternative name, a fingerprint. */
export const foundRanks = ["exact", "file-prefix", "name-prefix", "part", "hidden"] as const;
export type FoundRank = (typeof foundRanks)[number];

/** A stored file that fits, or the name of one that does not. */
export interface FoundFile {
  readonly fileName: string;
  readonly basename: string;
  readonly kind: FileKind;
  /** Every kind that stands under its name. */
  readonly kinds: readonly FileKind[];
  readonly commonName: string;
  readonly isAuthority: boolean;
  /** The key of its certificate is here and open, under whatever name. */
  readonly hasKey: boolean;
  readonly status: ItemStatus;
  readonly notBefore: Date | null;
  readonly notAfter: Date | null;
  readonly found: FoundRank;
  /** Of a hidden name: which one. */
  readonly hiddenName: string | null;
}

export interface FoundFiles {
  readonly fitting: readonly FoundFile[];
  /** One file of each name that was meant and does not fit. */
  readonly others: readonly FoundFile[];
  /** There are more that fit. */
  readonly hasMore: boolean;
}
