import type { NoteCode, NoteParams } from "../../pki/inspect/types.ts";

/** One sentence per note about a file. A missing code does not compile. */
export type NoteMessages = { readonly [C in NoteCode]: (params: NoteParams[C]) => string };
