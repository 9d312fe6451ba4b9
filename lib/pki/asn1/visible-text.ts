/**
 * Control characters, marks that change the direction of text, separators and characters without a width, halves of
 * surrogate pairs (the Unicode categories Cc, Cf, Zl, Zp and Cs).
 */
const hidden = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;
const hiddenInLines = /(?![\n\t])[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/**
 * Text that may hold words of other people, for a terminal, a log or a table: a character that a terminal would obey, or
 * that makes text look like another, stands as `\u001B`. Line feeds and tabs stay. In JSON the value stays the same.
 */
export function visibleText(text: string): string {
  return text.replace(hiddenInLines, escaped);
}

/** The same on one line: line feeds and tabs are escaped too. */
export function visibleLine(text: string): string {
  return text.replace(hidden, escaped);
}

/** The same for the name of a file: `_` in the place of each such character. */
export function visibleFileName(name: string): string {
  return name.replace(hidden, "_");
}

/** By units of UTF-16, as JSON writes them. */
function escaped(character: string): string {
  return Array.from({ length: character.length }, (_, index) => character.charCodeAt(index))
    .map((unit) => `\\u${unit.toString(16).toUpperCase().padStart(4, "0")}`)
    .join("");
}
