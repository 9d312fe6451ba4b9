import type { EntryFailure } from "../archive/limits.ts";
import type { ElementKind, FileForm, KeyForm, Note } from "../asn1/element.ts";
import type { Shape } from "../keys/der-shape.ts";

/** One element of a file, by its shape: nothing inside is believed or checked yet. */
export interface Recognised {
  readonly kind: ElementKind;
  /**
   * The element alone: trailing bytes are cut off, BER containers are rewritten as DER. OpenSSH keys: their own bytes.
   */
  readonly bytes: Uint8Array;
  readonly form?: KeyForm;
  readonly detail?: string;
  /** PEM: the label and the RFC 1421 headers (a traditional locked key keeps its encryption there), else null. */
  readonly label: string | null;
  readonly headers: ReadonlyMap<string, string> | null;
  readonly line: number | null;
  /** SSH public keys: the text after the key. */
  readonly comment?: string;
  readonly notes: readonly Note[];
}

/** A part of a file that is no element, because it is broken or of a format that is not read here. */
export interface UnreadPart {
  /** Where it begins, counted from 1; null where the file has no lines. */
  readonly line: number | null;
  /** Of its PEM block, else "". */
  readonly label: string;
  /** How many elements of the file stand before it. */
  readonly after: number;
  readonly failure: EntryFailure;
}

export interface RecognisedFile {
  readonly form: FileForm;
  readonly elements: readonly Recognised[];
  /** In the order of the file, as the elements are. */
  readonly unread: readonly UnreadPart[];
  /** What a person should know of the file; the unread parts are among them. */
  readonly notes: readonly Note[];
}

/** Blocks or lines of one file that are looked at. */
export const elementLimit = 10_000;

export function elementOf(shape: Shape, bytes: Uint8Array, more: Partial<Recognised> = {}): Recognised {
  return { ...shape, bytes, label: null, headers: null, line: null, notes: [], ...more };
}
