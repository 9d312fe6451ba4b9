import type { Person } from "../../ports/batch.ts";

/** The names of a person's identity and file. */

const longestBasename = 56; // the number of a taken name still fits into 64
const longestFileName = 100;

/**
 * The name in the inventory, where a name has letters, digits, hyphen and underscore: the part of the e-mail address or
 * of the UPN before the @, since the directory already made it unique; else the person's name in Latin letters.
 */
export function basenameFor({ name, email, upn }: Pick<Person, "name" | "email" | "upn">): string {
  const candidates = [email, upn].map((address) => address?.split("@")[0] ?? "");
  for (const candidate of [...candidates, name]) {
    const plain = plainName(candidate);
    if (plain !== "") return plain;
  }
  return "person";
}

function plainName(text: string): string {
  return romanise(text)
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^a-z0-9_]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, longestBasename);
}

/** Device names that Windows reserves. */
const reserved = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/**
 * The person's name as a file name of Windows, macOS and Linux alike, Korean included; the same name again is numbered.
 */
export function fileNamesFor(people: readonly Pick<Person, "name">[]): string[] {
  const taken = new Set<string>();
  return people.map(({ name }) => {
    const stem = fileStem(name);
    for (let number = 1; ; number += 1) {
      const fileName = `${stem}${number === 1 ? "" : ` (${number})`}.p12`;
      const key = fileName.toLowerCase();
      if (taken.has(key)) continue;
      taken.add(key);
      return fileName;
    }
  });
}

function fileStem(name: string): string {
  const clean = name
    .normalize("NFC")
    .replace(/[\p{C}\p{Zl}\p{Zp}/\\:*?"<>|]/gu, "_")
    .replace(/^[\s.]+|[\s.]+$/g, "");
  const stem = [...clean].slice(0, longestFileName).join("") || "person";
  return reserved.test(stem) ? `_${stem}` : stem;
}

/**
 * Hangul syllables in Latin letters, for names that may hold no others (Revised Romanization, syllable by syllable).
 */

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
