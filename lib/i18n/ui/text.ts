import { settleParticles } from "../ko/particles.ts";
import { languageTags, type Locale } from "../locale.ts";

/**
 * The words of the interface are plain strings with `{placeholders}`, so that a slice of them can travel to the
 * browser. A Korean text with a missing message or another placeholder than its English source does not compile.
 */
type Placeholders<Text extends string> = Text extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Placeholders<Rest>
  : never;

type SamePlaceholders<One extends string, Other extends string> = [Placeholders<One>] extends [Placeholders<Other>]
  ? [Placeholders<Other>] extends [Placeholders<One>]
    ? true
    : false
  : false;

type Matching<Source, Translation> = {
  [Key in keyof Source]: Key extends keyof Translation
    ? Source[Key] extends string
      ? Translation[Key] extends string
        ? SamePlaceholders<Source[Key], Translation[Key]> extends true
          ? string
          : { readonly "placeholders differ from the English source": Placeholders<Source[Key]> }
        : string
      : Matching<Source[Key], Translation[Key]>
    : Source[Key];
};

/** Same keys as the English source, any words. */
export type Words<Source> = {
  readonly [Key in keyof Source]: Source[Key] extends string ? string : Words<Source[Key]>;
};

/** Types a translation against its source. */
export function translationOf<Source>() {
  return <const Translation extends Words<Source>>(
    translation: Translation & Matching<Source, Translation>,
  ): Words<Source> => translation;
}

/** Puts facts in their places; an unknown place is left as it is. */
export function fill(text: string, facts: Readonly<Record<string, string | number>>): string {
  return settleParticles(
    text.replace(/\{(\w+)\}/g, (place, name: string) => (name in facts ? String(facts[name]) : place)),
  );
}

/** A sentence that depends on a number: `{n}` is written with the language's own grouping. */
export interface Counted {
  readonly one: string;
  readonly other: string;
}

export function count(locale: Locale, words: Counted, n: number): string {
  return fill(n === 1 ? words.one : words.other, { n: n.toLocaleString(languageTags[locale]) });
}
