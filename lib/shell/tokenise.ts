import { Failure } from "./error-codes.ts";

/** One word of a typed line, without its quotes. */
export interface Word {
  readonly text: string;
  /** Place in the line, counted from 0; `end` is after the last character, quotes included. */
  readonly start: number;
  readonly end: number;
}

const blank = /\s/;
const curly = /[\u201c\u201d]/;

/**
 * Splits a line at white space outside of quotes. Quotes may stand around the whole word or around its value
 * (`"O:Example Inc"` and `O:"Example Inc"` are the same); inside of them `\"` and `\\` stand for the character.
 * @throws Failure `line.unbalanced-quote` with the place of the quote, counted from 1.
 */
export function tokenise(line: string): Word[] {
  const words: Word[] = [];
  let at = 0;
  while (at < line.length) {
    if (blank.test(line[at]!)) at += 1;
    else {
      const word = readWord(line, at);
      words.push(word);
      at = word.end;
    }
  }
  return words;
}

/** A line copied from a document often has the quotes of the word processor. */
function isQuote(character: string): boolean {
  return character === '"' || curly.test(character);
}

function closes(opening: string, character: string): boolean {
  return opening === '"' ? character === '"' : curly.test(character);
}

function readWord(line: string, start: number): Word {
  let text = "";
  let openedAt = -1;
  let at = start;
  for (; at < line.length; at += 1) {
    const character = line[at]!;
    const isEscape = openedAt >= 0 && character === "\\" && (line[at + 1] === '"' || line[at + 1] === "\\");
    if (isEscape) text += line[++at]!;
    else if (openedAt < 0 ? isQuote(character) : closes(line[openedAt]!, character)) openedAt = openedAt >= 0 ? -1 : at;
    else if (openedAt < 0 && blank.test(character)) break;
    else text += character;
  }
  if (openedAt >= 0) throw new Failure("line.unbalanced-quote", { position: openedAt + 1 });
  return { text, start, end: at };
}

/** The word as it has to be typed again. */
export function writeWord(text: string): string {
  if (text !== "" && !/[\s"\\\u201c\u201d]/.test(text)) return text;
  return `"${text.replace(/["\\]/g, "\\$&")}"`;
}

/** `O:"Example Inc"`: the quotes around the value alone, as the appliance's manual shows. */
export function writeAttribute(attribute: string, value: string): string {
  return `${attribute}:${writeWord(value)}`;
}
