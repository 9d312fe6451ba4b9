import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary as common } from "@zxcvbn-ts/language-common";
import { dictionary as english } from "@zxcvbn-ts/language-en";
import type { strengthText } from "@/lib/i18n/en/ui/strength.ts";
import { koreanWords } from "./korean-words";
import { strengthOf, type Strength } from "./passphrase";

/**
 * Estimates how many guesses a passphrase or a password costs. Its word lists have a megabyte: this file is loaded on
 * demand.
 */

export type Warning = keyof (typeof strengthText)["warnings"];
export type Suggestion = keyof (typeof strengthText)["suggestions"];

export interface Estimate {
  /** Of the number of guesses, by a person who knows how people choose. */
  readonly bits: number;
  readonly strength: Strength;
  readonly warning: Warning | null;
  readonly suggestions: readonly Suggestion[];
}

const zxcvbn = new ZxcvbnFactory({
  dictionary: { ...common, ...english, korean: koreanWords },
  graphs: adjacencyGraphs,
  // It is cubic in places: 240 characters of `ab1!ab1!…` take a second. What stands behind adds strength that is not
  // counted.
  maxLength: 64,
});

/**
 * `known`: the name, the address, the file that the secret must not be made of. Hangul counts as ten possibilities a
 * syllable, so that it is told too weak rather than too strong.
 */
export function estimateSecret(secret: string, known: readonly string[]): Estimate {
  const { guessesLog10, feedback } = zxcvbn.check(secret, ["chainsmith", ...known.flatMap(partsOf)]);
  const bits = Math.floor(guessesLog10 * Math.log2(10));
  const strength = strengthOf(bits);
  // Without translations of its own it says the codes. It has nothing to say from 33 bits on, which is little for a
  // file.
  const suggestions = feedback.suggestions as Suggestion[];
  return {
    bits,
    strength,
    warning: feedback.warning as Warning | null,
    suggestions:
      suggestions.length === 0 && (strength === "weak" || strength === "fair") ? ["anotherWord"] : suggestions,
  };
}

/** The whole, and what stands between the signs in it: `minji.kim@example.com` is also `minji`, `kim` and `example`. */
function partsOf(text: string): string[] {
  return [text, ...text.split(/[^\p{L}\p{N}]+/u)].filter((part) => part.length > 2);
}
