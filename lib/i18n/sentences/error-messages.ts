import type { ErrorCode, ErrorFacts } from "../../pki/failure.ts";

/** One sentence (or two) per error code. A missing code, or a fact that does not exist, does not compile. */
export type ErrorMessages = { readonly [C in ErrorCode]: (facts: ErrorFacts[C]) => string };
