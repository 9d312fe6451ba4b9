import "server-only";

/**
 * The text side of search: what is stored to be found, and what a person's term becomes. Both sides fold the same way:
 * NFC, lower case.
 */

/**
 * Shorter hex is a word like any other ("db1", "cafe"); from here on it is also looked for in serials and fingerprints.
 */
const shortestHex = 8;

export function folded(text: string): string {
  return text.normalize("NFC").toLowerCase();
}

/**
 * Cuts a text for an index: PostgreSQL refuses an index row above 2.7 KB, and the order by the 300th character matters
 * to no reader.
 */
export function cutForIndex(text: string): string {
  return text.length <= 300 ? text : text.slice(0, 300);
}

export interface SearchTerm {
  /** Folded, as it must stand in one of the names. */
  readonly text: string;
  /** Hex digits without separators when the term may be a serial number or a fingerprint, else null. */
  readonly hex: string | null;
}

/** Null when there is nothing to look for. */
export function readSearchTerm(input: string): SearchTerm | null {
  const text = folded(input).trim().replace(/\s+/g, " ");
  if (text === "") return null;
  // As openssl, certutil and browsers print them: "SHA256 Fingerprint=AB:CD", "sha-1: ab cd", "Serial Number: 0x00AB".
  const value = text.replace(/^(?:sha-?(?:1|256)|serial(?: ?(?:number|no\.?))?)?(?: ?fingerprint)?\s*[=:]\s*/, "");
  const bare = value.replace(/^0x/, "").replace(/[\s:.\-]/g, "");
  if (bare.length < shortestHex || !/^[0-9a-f]+$/.test(bare)) return { text, hex: null };
  // Serial numbers are stored without leading zeros; a fingerprint has what is left in it as well.
  return { text, hex: bare.replace(/^0+(?=.{8})/, "") };
}

/** Distinct runs of three code points, as the trigram tokenizer of FTS5 cuts them. */
export function trigramsOf(text: string): string[] {
  const points = [...text];
  const runs = new Set<string>();
  for (let index = 0; index + 3 <= points.length; index += 1) runs.add(points.slice(index, index + 3).join(""));
  return [...runs];
}

/** An FTS5 query that asks for these tokens, evenly thinned to `most`: a few narrow a term as far as fifty do. */
export function matchAll(tokens: readonly string[], most: number): string {
  const asked =
    tokens.length <= most ? tokens : tokens.filter((_, index) => index % Math.ceil(tokens.length / most) === 0);
  return asked.map((token) => `"${token.replaceAll('"', '""')}"`).join(" AND ");
}

/**
 * Characters and pairs of characters of a text as words that a full-text index keeps whole: terms of one and two
 * characters, which trigrams cannot find (two Hangul syllables are a whole given name). What is neither letter nor
 * digit is moved into a block of letters; that two characters could meet there does no harm, since the text itself
 * decides.
 */
export function gramsOf(text: string): string[] {
  const grams = new Set<string>();
  for (const line of text.split("\n")) {
    let last = "";
    for (const point of line) {
      const letter = asLetter(point);
      grams.add(letter);
      if (last !== "") grams.add(last + letter);
      last = letter;
    }
  }
  return [...grams];
}

const letterOrDigit = /^[\p{L}\p{Nd}]$/u;

function asLetter(point: string): string {
  if (letterOrDigit.test(point)) return point;
  return String.fromCodePoint(0x4e00 + ((point.codePointAt(0) ?? 0) % 0x5000));
}
