/** The two forms of a particle: after a final consonant, and without one. */
const forms: Readonly<Record<string, readonly [string, string]>> = {
  "은(는)": ["은", "는"],
  "이(가)": ["이", "가"],
  "을(를)": ["을", "를"],
  "과(와)": ["과", "와"],
  "와(과)": ["과", "와"],
  "(으)로": ["으로", "로"],
};

/** How the digits end when they are read: 일, 이, 삼 … ㄹ is a final consonant, but not for (으)로. */
const digits = "영일이삼사오육칠팔구";

/**
 * Chooses the particle after words that are read in one way only, Hangul and digits. After Latin letters both forms
 * stay: `crt` may be read as a word or letter by letter.
 */
export function settleParticles(sentence: string): string {
  return sentence.replace(
    /(.)(["')\]\u201d]*)(은\(는\)|이\(가\)|을\(를\)|과\(와\)|와\(과\)|\(으\)로)/gu,
    (whole, last: string, closing: string, particle: string) => {
      const final = finalConsonant(last);
      const choice = forms[particle];
      if (final === null || choice === undefined) return whole;
      const hasFinal = final !== 0 && !(particle === "(으)로" && final === 8);
      return `${last}${closing}${hasFinal ? choice[0] : choice[1]}`;
    },
  );
}

/** Number of the final consonant (0: none, 8: ㄹ), null for what is no Hangul syllable and no digit. */
function finalConsonant(character: string): number | null {
  const read = /\d/.test(character) ? digits[Number(character)]! : character;
  const place = read.codePointAt(0)! - 0xac00;
  return place >= 0 && place < 11_172 ? place % 28 : null;
}

type Sentence = (...facts: never[]) => string;

/** The same messages with their particles settled. Texts without facts are as they were written. */
export function settled<M extends { readonly [C in keyof M]: Sentence | string }>(messages: M): M {
  const entries = Object.entries<Sentence | string>(messages).map(([code, message]) => [
    code,
    typeof message === "string" ? message : (...facts: never[]) => settleParticles(message(...facts)),
  ]);
  return Object.fromEntries(entries) as M;
}
