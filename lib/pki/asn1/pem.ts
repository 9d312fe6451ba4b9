import { readBase64 } from "./base64.ts";
import type { PemProblem } from "./element.ts";

/** PEM (RFC 7468, RFC 1421): reading is lenient as OpenSSL is, writing is the one strict form. */
export interface PemBlock {
  /** `CERTIFICATE`, `RSA PRIVATE KEY` … */
  readonly label: string;
  /** RFC 1421 headers such as `Proc-Type` and `DEK-Info`. */
  readonly headers: ReadonlyMap<string, string>;
  readonly bytes: Uint8Array;
  /** 1-based line of the BEGIN line. */
  readonly line: number;
  /** Offsets in the text: of the first dash of BEGIN, and after the last dash of END. */
  readonly start: number;
  readonly end: number;
}

export interface PemReading {
  readonly blocks: readonly PemBlock[];
  readonly problems: readonly { line: number; label: string; problem: PemProblem }[];
  /** True when something besides blocks, white space and a byte order mark is there (bag attributes, text dumps). */
  readonly hasOtherText: boolean;
}

/** Also behind the byte order mark of a file that was appended to another one. */
const boundary = /^[ \t\uFEFF]*-----(BEGIN|END) ([^\r\n]{0,80}?)-----[ \t]*$/;
/** `cat a.pem b.pem` where the first ends without a line feed: two boundaries in one line. */
const glued = /^([ \t\uFEFF]*-----END [^\r\n-]{1,80}-----)([ \t\uFEFF]*-----BEGIN [^\r\n-]{1,80}-----[ \t]*)$/;

interface Open {
  readonly label: string;
  readonly line: number;
  readonly start: number;
  /** Offset after the BEGIN line. */
  readonly body: number;
}

/** A longer list of problems helps no reader. */
const mostProblems = 1000;

/**
 * Reads every PEM block of a text: CRLF or bare CR, byte order marks (also in the middle), indentation, explanatory
 * text between blocks, blocks without a line break between them, RFC 1421 headers and lines of any length are accepted.
 * Never throws: what is broken is listed in `problems`, the first thousand. Only lines with dashes are looked at one by
 * one: 20 MB of any text take a fraction of a second.
 */
export function readPem(text: string): PemReading {
  const blocks: PemBlock[] = [];
  const problems: PemReading["problems"][number][] = [];
  const complain = ({ line, label }: Open, problem: PemProblem): void => {
    if (problems.length < mostProblems) problems.push({ line, label, problem });
  };
  let hasOtherText = false;
  let open: Open | null = null;
  let seen = text.startsWith("\uFEFF") ? 1 : 0;
  for (const { match, start, end, line } of boundariesOf(text)) {
    const at = start + match[0].indexOf("-----");
    const label = match[2]!;
    if (open === null && hasText(text, seen, start)) hasOtherText = true;
    if (match[1] === "BEGIN") {
      if (open !== null) complain(open, "no-end");
      open = { label, line, start: at, body: end };
    } else if (open === null) {
      hasOtherText = true;
    } else {
      const block = closeBlock(open, label, text.slice(open.body, start), start + match[0].trimEnd().length);
      if (typeof block === "string") complain(open, block);
      else blocks.push(block);
      open = null;
    }
    seen = end;
  }
  if (open !== null) complain(open, "no-end");
  else if (hasText(text, seen, text.length)) hasOtherText = true;
  return { blocks, problems, hasOtherText };
}

const hasText = (text: string, from: number, to: number): boolean => {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x20 && code !== 0xfeff && (code < 0x80 || text[at]!.trim() !== "")) return true;
    if (code < 0x20 && (code < 9 || code > 13)) return true;
  }
  return false;
};

interface Boundary {
  readonly match: RegExpExecArray;
  /** Offsets of the line, without its end. */
  readonly start: number;
  readonly end: number;
  /** Counted from 1. */
  readonly line: number;
}

/** The BEGIN and END lines in order; one that ends a block and begins the next comes in two pieces. */
function* boundariesOf(text: string): Generator<Boundary> {
  const lines = lineCounter(text);
  for (let dashes = text.indexOf("-----"); dashes >= 0;) {
    const { start, end } = lineAround(text, dashes);
    for (const piece of end - start > longestBoundary ? [] : piecesOf(text.slice(start, end))) {
      const match = boundary.exec(piece.text);
      const from = start + piece.at;
      if (match !== null) yield { match, start: from, end: from + piece.text.length, line: lines(start) };
    }
    dashes = text.indexOf("-----", end);
  }
}

function piecesOf(line: string): { text: string; at: number }[] {
  const match = glued.exec(line);
  if (match === null) return [{ text: line, at: 0 }];
  return [
    { text: match[1]!, at: 0 },
    { text: match[2]!, at: match[1]!.length },
  ];
}

/** Dashes, a label of 80 and a reasonable indentation. */
const longestBoundary = 1000;

function lineAround(text: string, at: number): { start: number; end: number } {
  let start = at;
  while (start > 0 && !isLineEnd(text.charCodeAt(start - 1))) start--;
  if (start === 0 && text.startsWith("\uFEFF")) start = 1;
  let end = at;
  while (end < text.length && !isLineEnd(text.charCodeAt(end))) end++;
  return { start, end };
}

const isLineEnd = (code: number): boolean => code === 10 || code === 13;

/** The number of the line that begins at an offset; the offsets that are asked for only grow. */
function lineCounter(text: string): (offset: number) => number {
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

function closeBlock(
  { label, line, start }: Open,
  endLabel: string,
  inside: string,
  end: number,
): PemBlock | PemProblem {
  if (endLabel !== label) return "label-mismatch";
  const { headers, body } = readHeaders(inside);
  if (!hasText(body, 0, body.length)) return "empty";
  const bytes = readBase64(body, "needed");
  if (bytes === null) return "bad-base64";
  return { label, headers, bytes, line, start, end };
}

/** RFC 1421 knows a handful. */
const mostHeaderLines = 200;

/** Headers stand before the first blank line; a continuation line begins with white space (RFC 1421 §4.6). */
function readHeaders(inside: string): { headers: Map<string, string>; body: string } {
  const headers = new Map<string, string>();
  const nextLine = /([^\r\n]*)(?:\r\n|\r|\n|$)/y;
  nextLine.lastIndex = /^(?:\r\n|\r|\n)?/.exec(inside)![0].length; // the end of the BEGIN line
  let last: string | null = null;
  let body = nextLine.lastIndex;
  for (let count = 0; count < mostHeaderLines && body < inside.length; count++) {
    const line = nextLine.exec(inside)![1]!;
    const match = line.length > 1000 ? null : /^[ \t]*([A-Za-z][A-Za-z0-9-]{0,63}):[ \t]*(.*)$/.exec(line);
    if (match !== null) headers.set((last = match[1]!), match[2]!.trim());
    else if (last !== null && /^[ \t]+\S/.test(line)) headers.set(last, headers.get(last)! + line.trim());
    else break;
    body = nextLine.lastIndex;
  }
  return { headers, body: inside.slice(body) };
}

/** One PEM block: 64 columns, line feeds, exactly one "\n" at the end (RFC 7468 §2 and §3, the strict form). */
export function writePem(label: string, der: Uint8Array): string {
  const base64 = Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString("base64");
  let body = "";
  for (let at = 0; at < base64.length; at += 64) body += `${base64.slice(at, at + 64)}\n`;
  return `-----BEGIN ${label}-----\n${body}-----END ${label}-----\n`;
}
