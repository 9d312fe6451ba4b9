import type { ErrorCode, ErrorFacts } from "../../pki/failure.ts";
import type { PathFixCode, PathFixFacts } from "../../pki/path/fixes.ts";
import type { PathFindingCode, PathFindingFacts } from "../../pki/path/finding.ts";
import type { NoteCode, NoteParams } from "../../pki/asn1/element.ts";

/** One sentence (or two) per error code. A missing code, or a fact that does not exist, does not compile. */
export type ErrorMessages = { readonly [C in ErrorCode]: (facts: ErrorFacts[C]) => string };

/** One sentence per note about a file. A missing code does not compile. */
export type NoteMessages = { readonly [C in NoteCode]: (params: NoteParams[C]) => string };

/** One sentence per finding of a verification. A missing code does not compile. */
export type PathMessages = { readonly [C in PathFindingCode]: (facts: PathFindingFacts[C]) => string };

/** One sentence per advice. */
export type PathFixMessages = { readonly [C in PathFixCode]: (facts: PathFixFacts[C]) => string };
