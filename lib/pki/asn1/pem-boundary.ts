import { pemLabels } from "./pem-labels.ts";
import type { PemFlaw } from "./element.ts";

/** A BEGIN or END of PEM, as it should be (RFC 7468 §3) or nearly so. */
export interface Boundary {
  readonly word: "BEGIN" | "END";
  readonly label: string;
  /** Offsets of the first dash, and after the last one. */
  readonly start: number;
  readonly end: number;
  /** Counted from 1. */
  readonly line: number;
  /** What is not as RFC 7468 has it. */
  readonly flaws: readonly PemFlaw[];
}

/** Ends a line where a wrapping had a line break that is none of the file: lines are counted without it. */
export const madeLineBreak = "\u2028";

/**
 * The boundaries of a text in their order, wherever they stand in a line: with five dashes, or with other numbers and
 * kinds of dashes, in lower case, with blanks that are not spaces, with text before or behind. A near miss counts only
 * when its label is one of a certificate, a key or the like. One pass: no part of the text is looked at more than a
 * few times.
 */
export function* boundariesOf(text: string): Generator<Boundary> {
  const lines = lineCounter(text);
  const words = /BEGIN|END/gi;
  let since = 0;
  for (let match = words.exec(text); match !== null; match = words.exec(text)) {
    const found = strictAt(text, match.index, match[0], since) ?? boundaryAt(text, match.index, match[0], since);
    if (found === null) continue;
    since = words.lastIndex = found.end;
    yield { ...found, line: lines(found.start) };
  }
}

/** As RFC 7468 has it, in a line of its own: what nearly every boundary is. */
function strictAt(text: string, index: number, word: string, since: number): Omit<Boundary, "line"> | null {
  const start = index - 5;
  if (start < since || !text.startsWith("-----", start) || (word !== "BEGIN" && word !== "END")) return null;
  if (start > 0 && !isLineEnd(text.charCodeAt(start - 1))) return null;
  const from = index + word.length + 1;
  const to = text.indexOf("-----", from);
  if (text[from - 1] !== " " || to < 0 || to - from > longestLabel) return null;
  const label = text.slice(from, to);
  const end = to + 5;
  if (end < text.length && !isLineEnd(text.charCodeAt(end))) return null;
  if (!isKnown(label)) return null;
  return { word, label, start, end, flaws: none };
}

const none: readonly PemFlaw[] = [];
const longestLabel = 80;
const longestRun = 16;

function boundaryAt(text: string, index: number, word: string, since: number): Omit<Boundary, "line"> | null {
  const before = dashesBefore(text, index, since);
  if (before === null) return null;
  const after = labelAfter(text, index + word.length);
  if (after === null) return null;
  const { label, to, end } = after;
  const upper = label.toUpperCase();
  const isExact =
    before.isFive && after.isFive && word === word.toUpperCase() && text[index + word.length] === " " && after.isPlain;
  if (!isExact && !isPlausible({ upper, before, after, word })) return null;
  if (/^PGP SIGNED MESSAGE$/.test(upper) || upper.startsWith("SSH2 ")) return null;
  const flaws = new Set<PemFlaw>();
  if (!(before.isFive && after.isFive)) flaws.add("dashes");
  if (word !== word.toUpperCase() || (!isKnown(label) && isKnown(upper) && label !== upper)) flaws.add("case");
  if (before.hasBlanks || !after.isPlain || text[index + word.length] !== " ") flaws.add("blanks");
  const isBegin = word.toUpperCase() === "BEGIN";
  if (hasTextBefore(text, before.start, since) || (isBegin && hasTextBehind(text, end))) flaws.add("same-line");
  const isNear = flaws.has("dashes") || flaws.has("case") || flaws.has("blanks");
  return {
    word: isBegin ? "BEGIN" : "END",
    label: isNear || isKnown(upper) ? upper : text.slice(after.from, to),
    start: before.start,
    end,
    flaws: [...flaws],
  };
}

const isKnown = (label: string): boolean => Object.hasOwn(pemLabels, label);

interface Before {
  readonly start: number;
  readonly weight: number;
  readonly isFive: boolean;
  readonly hasBlanks: boolean;
}

/** The dashes before a word; null when it stands in the middle of other text. */
function dashesBefore(text: string, index: number, since: number): Before | null {
  let at = index;
  while (at > since && index - at < 4 && isBlank(text.charCodeAt(at - 1))) at--;
  let first = at;
  while (first > since && at - first <= longestRun && dashWeight(text.charCodeAt(first - 1)) > 0) first--;
  if (at - first > longestRun) return null;
  const weight = weightOf(text, first, at);
  if (weight < 2 && !isLineStart(text, first)) return null;
  // "- " stands before each line that begins with a dash in a signed mail (RFC 9580 §7.2), and before an item of YAML
  const isEscaped = first - 2 >= since && text.startsWith("- ", first - 2) && isLineStart(text, first - 2);
  return {
    start: isEscaped ? first - 2 : first,
    weight,
    isFive: text.slice(first, at) === "-----",
    hasBlanks: at !== index,
  };
}

interface After {
  readonly label: string;
  readonly from: number;
  readonly to: number;
  readonly end: number;
  readonly weight: number;
  readonly isFive: boolean;
  /** One space before the label and between its words, and no blank behind it. */
  readonly isPlain: boolean;
  readonly endsLine: boolean;
}

function labelAfter(text: string, start: number): After | null {
  let from = start;
  while (from - start < 4 && isBlank(text.charCodeAt(from))) from++;
  let to = from;
  let end = from;
  let weight = 0;
  for (; to < text.length && to - from <= longestLabel && !isLineEnd(text.charCodeAt(to)); to = end) {
    end = to + 1;
    if (dashWeight(text.charCodeAt(to)) === 0) continue;
    while (end - to <= 2 * longestRun && dashWeight(text.charCodeAt(end)) > 0) end++;
    weight = weightOf(text, to, end);
    if (weight >= 2) break;
  }
  if (to - from > longestLabel) return null;
  if (weight < 2) end = to;
  const raw = text.slice(from, to);
  const label = raw
    .replace(/-$/, "")
    .replace(/[\s\u200B-\u200F\u2060\uFEFF\u00AD]+/g, " ")
    .trim();
  end = endOfOwnDashes(text, to, end);
  return {
    label,
    from,
    to,
    end,
    weight,
    isFive: text.slice(to, end) === "-----",
    isPlain: from === start + 1 && raw === label,
    endsLine: end >= text.length || isLineEnd(text.charCodeAt(end)),
  };
}

/** `-----END A----------BEGIN B-----`: half of the dashes belong to the next boundary. */
function endOfOwnDashes(text: string, from: number, end: number): number {
  const count = end - from;
  if (count < 4 || !/^begin/i.test(text.slice(end, end + 5))) return end;
  return from + Math.ceil(count / 2);
}

const plausible = /^[A-Z0-9][A-Z0-9 .#+/_-]{0,63}$/;
const family = /CERTIFICATE|KEY|CRL|PKCS|CMS|PARAMETERS|OCSP|PGP/;

/** Text may speak of "the END of the KEY"; a boundary has dashes on both sides, or lost them at the end of its line. */
function isPlausible(found: { upper: string; before: Before; after: After; word: string }): boolean {
  const { upper, before, after, word } = found;
  if (!plausible.test(upper) || !family.test(upper)) return false;
  if (before.weight >= 2 && after.weight >= 2) return true;
  if (word !== word.toUpperCase() || !isKnown(upper)) return false;
  return before.weight >= 2 ? after.endsLine : after.weight >= 2;
}

function weightOf(text: string, from: number, to: number): number {
  let weight = 0;
  for (let at = from; at < to; at++) weight += dashWeight(text.charCodeAt(at));
  return weight;
}

/** A word processor makes one long dash of two or more. */
function dashWeight(code: number): number {
  if (code === 0x2d) return 1;
  if (code < 0x2010) return 0;
  return longDashes.has(code) ? 2 : 0;
}

const longDashes = new Set([
  0x2010, 0x2011, 0x2012, 0x2013, 0x2014, 0x2015, 0x2212, 0x2500, 0x2e3a, 0x2e3b, 0x3161, 0x30fc, 0xfe58, 0xfe63,
  0xff0d,
]);

/** A character of no width or of white space that ends no line. */
export function isBlank(code: number): boolean {
  if (code === 0x20 || code === 9 || code === 11 || code === 12 || code === 0x85 || code === 0xa0 || code === 0xad)
    return true;
  if (code < 0x1680) return false;
  return (
    code === 0x1680 ||
    code === 0x180e ||
    (code >= 0x2000 && code <= 0x200f) ||
    (code >= 0x202a && code <= 0x202f) ||
    (code >= 0x205f && code <= 0x206f) ||
    code === 0x3000 ||
    code === 0xfeff
  );
}

export const isLineEnd = (code: number): boolean => code === 10 || code === 13 || code === 0x2028;

function isLineStart(text: string, at: number): boolean {
  let before = at;
  while (before > 0 && at - before < 200 && isBlank(text.charCodeAt(before - 1))) before--;
  return before === 0 || isLineEnd(text.charCodeAt(before - 1));
}

function hasTextBefore(text: string, at: number, since: number): boolean {
  let before = at;
  while (before > since && isBlank(text.charCodeAt(before - 1))) before--;
  return before > since && !isLineEnd(text.charCodeAt(before - 1));
}

function hasTextBehind(text: string, at: number): boolean {
  let behind = at;
  while (behind < text.length && isBlank(text.charCodeAt(behind))) behind++;
  return behind < text.length && !isLineEnd(text.charCodeAt(behind));
}

/** The number of the line that begins at an offset; the offsets that are asked for only grow. */
export function lineCounter(text: string): (offset: number) => number {
  let line = 1;
  let at = 0;
  return (offset) => {
    for (; at < offset; at++) {
      const code = text.charCodeAt(at);
      if (code === 10 || (code === 13 && text.charCodeAt(at + 1) !== 10)) line++;
    }
    return line;
  };
}
