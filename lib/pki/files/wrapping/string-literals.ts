import { lineCounter, madeLineBreak } from "../../asn1/pem-boundary.ts";
import { withoutEscapes } from "./escapes.ts";
import type { Piece, Unwrapped } from "./wrapping.ts";

/** Lines in quotes, as source code has them: `"-----BEGIN …\n" +`, a list of JSON, a string of C in pieces. */
export function unwrapStringLiterals(text: string): Unwrapped | null {
  for (const quote of ['"', "'", "`"]) {
    const pieces = joined(text, quote).filter(({ content }) => /BEGIN/i.test(content));
    if (pieces.length > 0) return { wrapping: "string-literals", pieces };
  }
  return null;
}

/** Characters between two literals of one value: an operator, a comma, the name of the variable again. */
const longestGap = 200;

/** Literals from one that holds a BEGIN to the one with its END are one value. */
function joined(text: string, quote: string): (Piece & { readonly content: string })[] {
  const lines = lineCounter(text);
  const pieces: { parts: string[]; line: number; end: number; isOpen: boolean }[] = [];
  for (const { start, end } of literalsOf(text, quote)) {
    const content = withoutEscapes(text.slice(start, end));
    const last = pieces.at(-1);
    const isOpen = (before: boolean): boolean => {
      const begin = content.lastIndexOf("BEGIN ");
      const close = content.lastIndexOf("END ");
      return begin < 0 && close < 0 ? before : begin > close;
    };
    if (last !== undefined && (last.isOpen || start - last.end < 16) && start - last.end <= longestGap) {
      if (!/[\u2028\r\n]$/.test(last.parts.at(-1)!)) last.parts.push(madeLineBreak);
      last.parts.push(content);
      last.isOpen = isOpen(last.isOpen);
      last.end = end;
    } else pieces.push({ parts: [content], line: lines(start), end, isOpen: isOpen(false) });
  }
  return pieces.map(({ parts, line }) => ({ content: parts.join(""), line }));
}

function* literalsOf(text: string, quote: string): Generator<{ start: number; end: number }> {
  for (let open = text.indexOf(quote); open >= 0;) {
    let end = open + 1;
    while (end < text.length && text[end] !== quote) end += text[end] === "\\" ? 2 : 1;
    if (end >= text.length) return;
    yield { start: open + 1, end };
    open = text.indexOf(quote, end + 1);
  }
}
