import type { PathFixCode, PathFixFacts } from "../../pki/path/fixes.ts";
import type { PathFindingCode, PathFindingFacts } from "../../pki/path/finding.ts";

/** One sentence per finding of a verification. A missing code does not compile. */
export type PathMessages = { readonly [C in PathFindingCode]: (facts: PathFindingFacts[C]) => string };

/** One sentence per advice. */
export type PathFixMessages = { readonly [C in PathFixCode]: (facts: PathFixFacts[C]) => string };
