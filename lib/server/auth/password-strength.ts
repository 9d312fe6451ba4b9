import "server-only";
import { ZxcvbnFactory } from "@zxcvbn-ts/core";
import { adjacencyGraphs, dictionary as common } from "@zxcvbn-ts/language-common";
import { dictionary as english } from "@zxcvbn-ts/language-en";

/**
 * How easily a password is guessed, 0 to 4 as zxcvbn counts (3: about 10^8 guesses and more), and whether it stands in
 * the list of passwords that breaches have made common. Both lists are in the package: no network.
 */
export interface PasswordStrength {
  readonly score: number;
  readonly isBreached: boolean;
}

/** The least that is taken. */
export const leastScore = 3;

const breached = new Set(
  Object.entries(common).flatMap(([name, words]) => (name.startsWith("passwords") ? words.map(String) : [])),
);
const zxcvbn = new ZxcvbnFactory({
  dictionary: { ...common, ...english },
  graphs: adjacencyGraphs,
  // It is cubic in places: 240 characters of `ab1!ab1!…` take a second. What stands behind adds strength that is not
  // counted.
  maxLength: 64,
});

/** `known`: words that a stranger would try first, such as the person's name. */
export function strengthOf(password: string, known: readonly string[]): PasswordStrength {
  const words = known.flatMap((text) => [text, ...text.split(/[^\p{L}\p{N}]+/u)]).filter((word) => word.length > 2);
  const plain = password.normalize("NFKC").toLowerCase();
  const asked = ["chainsmith", ...words].map((word) => word.toLowerCase());
  const bare = password.replace(/[^\p{L}\p{N}]+/gu, "");
  return {
    // Signs between words are the first thing that is tried; zxcvbn counts each as if it were random.
    score: Math.min(...[password, bare].map((each) => zxcvbn.check(each, asked).score)),
    // Also with the signs that people put into a word to please a rule.
    isBreached: [plain, plain.replace(/[^\p{L}\p{N}]+/gu, "")].some((each) => breached.has(each)),
  };
}
