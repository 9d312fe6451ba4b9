import { latinEnd } from "./latin-sounds.ts";

/** The two forms of a particle: after a final consonant, and without one. */
const forms: Readonly<Record<string, readonly [string, string]>> = {
  "은(는)": ["은", "는"],
  "이(가)": ["이", "가"],
  "을(를)": ["을", "를"],
  "과(와)": ["과", "와"],
  "와(과)": ["과", "와"],
  "(으)로": ["으로", "로"],
  "(이)라": ["이라", "라"],
};

const particles = String.raw`은\(는\)|이\(가\)|을\(를\)|과\(와\)|와\(과\)|\(으\)로|\(이\)라`;
const afterWord = new RegExp(String.raw`([A-Za-z]+|\p{L}|\d)((?:["')\]\u201d\u27e7]|…)*)(${particles})`, "gu");
const atStart = new RegExp(`^(?:${particles})`, "u");

/** How the digits end when they are read: 일, 이, 삼 … ㄹ is a final consonant, but not for (으)로. */
const digits = "영일이삼사오육칠팔구";

/**
 * Chooses the particles of a sentence by the sound of the words before them: Hangul by its last syllable, digits as they
 * are read, Latin letters as a Korean reader says them (`latinEnd`). After anything else both forms stay.
 */
export function settleParticles(sentence: string): string {
  return sentence.replace(afterWord, (whole, word: string, closing: string, particle: string) => {
    const form = formAfter(word, particle);
    return form === null ? whole : `${word}${closing}${form}`;
  });
}

/** A text that follows a word: the particle that it begins with, if it does, fits the word. */
export function particleAfter(word: string, text: string): string {
  const particle = atStart.exec(text)?.[0];
  if (particle === undefined) return text;
  const last = /([A-Za-z]+|\p{L}|\d)[^\p{L}\d]*$/u.exec(word)?.[1];
  const form = last === undefined ? null : formAfter(last, particle);
  return form === null ? text : form + text.slice(particle.length);
}

function formAfter(word: string, particle: string): string | null {
  const end = endOf(word);
  const choice = forms[particle];
  if (end === null || choice === undefined) return null;
  const hasFinal = end === "consonant" || (end === "rieul" && particle !== "(으)로");
  return hasFinal ? choice[0] : choice[1];
}

/** Null for what is neither Hangul, nor a digit, nor of Latin letters. */
function endOf(word: string): "consonant" | "rieul" | "vowel" | null {
  if (/^[A-Za-z]+$/.test(word)) return latinEnd(word);
  const read = /\d/.test(word) ? digits[Number(word)]! : word;
  const place = read.codePointAt(0)! - 0xac00;
  if (place < 0 || place >= 11_172) return null;
  const final = place % 28;
  return final === 0 ? "vowel" : final === 8 ? "rieul" : "consonant";
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
