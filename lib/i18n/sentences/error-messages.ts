import type { CommandErrorFacts } from "../../commands/error-codes.ts";
import type { PkiErrorFacts } from "../../pki/failure.ts";
import type { ChainEnd } from "../../pki/path/chain.ts";
import type { PathFixCode, PathFixFacts } from "../../pki/path/fixes.ts";
import type { PathFindingCode, PathFindingFacts } from "../../pki/path/finding.ts";
import type { WishKind } from "../../pki/issue/wishes.ts";
import type { NoteCode, NoteParams } from "../../pki/asn1/element.ts";
import type { ServerErrorFacts } from "../../server/error-codes.ts";
import type { LineErrorFacts } from "../../shell/error-codes.ts";
import type { BundleNoteCode, BundleNoteFacts } from "../../pki/bundle/notes.ts";
import type { OrderFindingCode, OrderFindingFacts } from "../../pki/bundle/review.ts";

/** Every error code of the product: the server's map holds those of the rings below it. */
export type ErrorFacts = ServerErrorFacts;
export type ErrorCode = keyof ErrorFacts;

/** One sentence (or two) per error code of `Facts` that is not one of `Below`. */
type MessagesOf<Facts, Below = object> = {
  readonly [C in Exclude<keyof Facts, keyof Below>]: (facts: Facts[C]) => string;
};

/** The sentences of one ring's own codes. A missing code, or a fact that does not exist, does not compile. */
export type PkiErrorMessages = MessagesOf<PkiErrorFacts>;
export type CommandErrorMessages = MessagesOf<CommandErrorFacts, PkiErrorFacts>;
export type LineErrorMessages = MessagesOf<LineErrorFacts, PkiErrorFacts>;
export type ServerErrorMessages = MessagesOf<ServerErrorFacts, CommandErrorFacts & LineErrorFacts>;

/** All of them. */
export type ErrorMessages = MessagesOf<ErrorFacts>;

/** One sentence per note about a file. A missing code does not compile. */
export type NoteMessages = { readonly [C in NoteCode]: (params: NoteParams[C]) => string };

/** One sentence per finding of a verification. A missing code does not compile. */
export type PathMessages = { readonly [C in PathFindingCode]: (facts: PathFindingFacts[C]) => string };

/** One sentence per kind of wish. `granted` is "" for what was left out. A missing kind does not compile. */
export type WishMessages = { readonly [K in WishKind]: (asked: string, granted: string) => string };

/** One sentence per advice. */
export type PathFixMessages = { readonly [C in PathFixCode]: (facts: PathFixFacts[C]) => string };

/** One sentence per note about a bundle, and per finding about the order of one. A missing code does not compile. */
export type BundleNoteMessages = { readonly [C in BundleNoteCode]: (facts: BundleNoteFacts[C]) => string };

export type OrderFindingMessages = { readonly [C in OrderFindingCode]: (facts: OrderFindingFacts[C]) => string };

/** Where a chain leads: a root, or an issuer that is missing. */
export interface ChainMessages {
  readonly leads: (end: Pick<ChainEnd, "subject" | "isRoot">) => string;
  /** `root`: what to type for it; `problem`: why it is not taken by itself, "" when it holds too. */
  readonly otherWay: (end: Pick<ChainEnd, "subject" | "length"> & { root: string; problem: string }) => string;
}

/** What stands before the dot of an error code. */
type FamilyOf<Code> = Code extends `${infer Family}.${string}` ? Family : Code;

/**
 * Why something was refused, for the audit log, which keeps the code of an error and none of its facts. Each family of
 * codes has its words, and a code has some of its own where the family says too little.
 */
export type FamilyReasons = Readonly<Record<FamilyOf<ErrorCode>, string>>;
export type OwnReasons = { readonly [Code in ErrorCode]?: string };
