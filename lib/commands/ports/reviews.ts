import type { EntryFailure } from "../../pki/archive/limits.ts";
import type { Note } from "../../pki/asn1/element.ts";
import type { FailureData } from "../../pki/failure.ts";
import type { CommandErrorFacts } from "../error-codes.ts";
import type { FileKind } from "./files.ts";
import type { SealedKey } from "./vault.ts";
import type { Actor } from "../permission.ts";

/**
 * A review between the look and the choice. Private keys, and containers that may hold one, are sealed by the vault
 * before they come here; no passphrase is in it.
 */
export interface HeldReview {
  readonly items: readonly HeldItem[];
  /** Files that are still locked: another passphrase may open them. */
  readonly locked: readonly HeldLocked[];
  readonly refused: readonly HeldRefusal[];
  /** How files were read: what was undone, mended or left out. */
  readonly notes?: readonly HeldNote[];
  /** Numbers already given to items. */
  readonly lastId: number;
}

/** One thing that can be stored. */
export interface HeldItem {
  readonly id: string;
  /** The files around it, outermost first: an archive, a path in it, a container. */
  readonly path: readonly string[];
  readonly kind: FileKind;
  /** DER, or the text of an SSH key; empty of what is sealed. */
  readonly bytes: Uint8Array;
  readonly sealed: SealedKey | null;
  readonly spki: Uint8Array | null;
  /** Friendly name or alias in its container. */
  readonly label: string | null;
  /** True when nothing else was in its file: the file's name is its own. */
  readonly isAlone: boolean;
  /** True when something else of its file could not be read: it is among what was refused. */
  readonly isPart?: boolean;
  /** How it is locked, of a locked key or PKCS#12 that can be stored as it is. */
  readonly encryption: string | null;
}

export interface HeldLocked {
  readonly path: readonly string[];
  readonly fileName: string;
  /** The file as it came. */
  readonly sealed: SealedKey;
  readonly kind: "pkcs12" | "keystore" | "locked-key";
  readonly encryption: string;
  /** Why the last passphrase did not open it: wrong, unsupported, too costly. */
  readonly failure: EntryFailure | null;
  /** The item that stands for it as long as it is locked; null of a key store, which is not stored locked. */
  readonly item: string | null;
}

export interface HeldRefusal {
  readonly path: readonly string[];
  /** Of a part of the file: its line, and the label of its PEM block. */
  readonly line?: number | null;
  readonly label?: string;
  /** Other parts of the file can be stored. */
  readonly isPart?: boolean;
  readonly failure: FailureData<CommandErrorFacts, "facts">;
}

export interface HeldNote {
  readonly path: readonly string[];
  readonly note: Note;
}

/** Whose a review is: another person, or another token, does not open it. */
export function ownerOf({ kind, id }: Actor): string {
  return `${kind} ${id}`;
}

/**
 * Reviews of files between the look and the choice, sealed and short-lived. @throws Failure `import.expired` of `open`.
 */
export interface Reviews {
  /** Keeps it in place of a former one. @throws Failure `file.too-large`. */
  keep(owner: string, held: HeldReview, former?: string): Promise<{ id: string; expiresAt: Date }>;
  open(owner: string, id: string): Promise<{ held: HeldReview; expiresAt: Date }>;
  end(owner: string, id: string): Promise<void>;
}
