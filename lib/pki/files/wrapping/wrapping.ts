import type { UnreadPart } from "../recognised.ts";
import type { Wrapping } from "../../asn1/element.ts";

/** What is left of a file when one layer round its PEM or DER is taken away. */
export interface Unwrapped {
  readonly wrapping: Wrapping;
  readonly pieces: readonly Piece[];
  /** Parts that were to be a certificate or a key and do not come out whole; `after` counts pieces. */
  readonly unread?: readonly UnreadPart[];
}

export interface Piece {
  /**
   * Text in which PEM or base64 of DER is looked for, or the bytes of one file. A line break that was made here is
   * `madeLineBreak`, so that lines count as in the file.
   */
  readonly content: string | Uint8Array;
  /** Of the file, where the piece begins; counted from 1. */
  readonly line: number;
  /** True when something was announced: nothing of it may be passed over in silence. */
  readonly isAnnounced?: boolean;
}

/** Takes one layer away; null when the text does not have it. Time grows with the length of the text and no faster. */
export type Unwrap = (text: string) => Unwrapped | null;
