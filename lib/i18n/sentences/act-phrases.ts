import type { acts, ActName, actVariants, SentenceName } from "../../commands/ports/acts.ts";

/**
 * How an act is told: `done` after it, `act` where it failed or did not end (English: the infinitive after "could not";
 * Korean: the stem before 지 못했습니다). Places: `{request|a request}` is the fact or, where it is missing, the words
 * behind the bar; `{people#person#people}` is a number with its noun; what stands in `[ with {issuer}]` is left out where
 * a fact of it is missing.
 */
export interface ActPhrases {
  readonly done: string;
  readonly act: string;
}

type ActOfSentence<Name extends SentenceName> = Name extends ActName
  ? Name
  : Name extends keyof typeof actVariants
    ? (typeof actVariants)[Name]["of"]
    : never;

type PlacesIn<Text extends string> = Text extends `${string}{${infer Inside}}${infer Rest}`
  ? NameIn<Inside> | PlacesIn<Rest>
  : never;
type NameIn<Inside extends string> = Inside extends `${infer Name}|${string}`
  ? Name
  : Inside extends `${infer Name}#${string}`
    ? Name
    : Inside;

type Unknown<Text extends string, Name extends SentenceName> = Exclude<
  PlacesIn<Text>,
  keyof (typeof acts)[ActOfSentence<Name>]["facts"]
>;

type Checked<Given extends Readonly<Record<SentenceName, ActPhrases>>> = {
  readonly [Name in SentenceName]: [Unknown<Given[Name]["done"] | Given[Name]["act"], Name>] extends [never]
    ? ActPhrases
    : { readonly "is no fact of the act": Unknown<Given[Name]["done"] | Given[Name]["act"], Name> };
};

export type ActSentences = Readonly<Record<SentenceName, ActPhrases>>;

/** Types the sentences of a language: an act without one, and a place that is no fact of its act, do not compile. */
export function actSentencesOf<const Given extends ActSentences>(sentences: Given & Checked<Given>): ActSentences {
  return sentences;
}

/** The words around an act. `{who}` and `{what}` are places in each; `{why}` in the one of a refusal. */
export interface ActFrames {
  readonly done: string;
  readonly failed: string;
  /** Of a refusal whose facts the log has: `{why}` is the whole sentence of the error. */
  readonly explained: string;
  readonly unfinished: string;
  /** Of a command that this version does not know. */
  readonly unknown: ActPhrases;
  readonly who: {
    readonly token: string;
    readonly link: string;
    readonly host: string;
    readonly nobody: string;
  };
  /** Between names, before the last of them, and how many are not named. */
  readonly comma: string;
  readonly and: string;
  readonly more: string;
  readonly roles: Readonly<Record<string, string>>;
}
