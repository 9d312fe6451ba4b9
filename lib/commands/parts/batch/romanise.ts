/** Hangul syllables in Latin letters, for names that may hold no others (Revised Romanization, syllable by syllable). */

const initials = ["g", "kk", "n", "d", "tt", "r", "m", "b", "pp", "s", "ss", "", "j", "jj", "ch", "k", "t", "p", "h"];
const vowels = [
  "a",
  "ae",
  "ya",
  "yae",
  "eo",
  "e",
  "yeo",
  "ye",
  "o",
  "wa",
  "wae",
  "oe",
  "yo",
  "u",
  "wo",
  "we",
  "wi",
  "yu",
  "eu",
  "ui",
  "i",
];
const finals = [
  "",
  "k",
  "k",
  "k",
  "n",
  "n",
  "n",
  "t",
  "l",
  "k",
  "m",
  "l",
  "l",
  "l",
  "p",
  "l",
  "m",
  "p",
  "p",
  "t",
  "t",
  "ng",
  "t",
  "t",
  "k",
  "t",
  "p",
  "t",
];
const firstSyllable = 0xac00;
const lastSyllable = 0xd7a3;

/** `김민지` → `gimminji`; everything else stays as it is. */
export function romanise(text: string): string {
  return [...text.normalize("NFC")].map(romaniseSyllable).join("");
}

function romaniseSyllable(character: string): string {
  const point = character.codePointAt(0) ?? 0;
  if (point < firstSyllable || point > lastSyllable) return character;
  const index = point - firstSyllable;
  const perInitial = vowels.length * finals.length;
  return (
    initials[Math.floor(index / perInitial)]! +
    vowels[Math.floor((index % perInitial) / finals.length)]! +
    finals[index % finals.length]!
  );
}
