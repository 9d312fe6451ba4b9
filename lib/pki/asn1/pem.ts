import { readBase64 } from "./base64.ts";
import { readElementAt, Tag } from "./der.ts";
import type { PemFlaw, PemProblem } from "./element.ts";
import { kindsOfLabel } from "./pem-labels.ts";
import { type Boundary, boundariesOf, isBlank, isLineEnd, lineCounter, madeLineBreak } from "./pem-boundary.ts";
import { isFailure } from "../failure.ts";

/** PEM (RFC 7468, RFC 1421): reading takes near misses and says so, writing is the one strict form. */
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
  /** What is not as RFC 7468 has it and was read all the same. */
  readonly flaws: readonly PemFlaw[];
}

export interface PemReading {
  readonly blocks: readonly PemBlock[];
  readonly problems: readonly PemTrouble[];
  /** True when something besides blocks, white space and a byte order mark is there (bag attributes, text dumps). */
  readonly hasOtherText: boolean;
}

/** A block that cannot be read. */
export interface PemTrouble {
  readonly line: number;
  readonly label: string;
  readonly problem: PemProblem;
  /** How many blocks that can be read stand before it. */
  readonly after: number;
}

/** A longer list of problems helps no reader. */
const mostProblems = 1000;

/**
 * Reads every PEM block of a text: CRLF or bare CR, byte order marks (also in the middle), indentation, explanatory
 * text between blocks, blocks without a line break between them, RFC 1421 headers and lines of any length are accepted.
 * What no other program would read is read where it can only mean one thing, and listed in the `flaws` of its block:
 * boundaries with other dashes, blanks without width, another label at the end, a boundary that is missing while the
 * DER is whole. Never throws: what is broken is listed in `problems`, the first thousand. 20 MB of any text take a
 * fraction of a second.
 */
export function readPem(text: string): PemReading {
  const reader = new Reader(text);
  for (const boundary of boundariesOf(text)) reader.take(boundary);
  return reader.finish();
}

class Reader {
  readonly #text: string;
  readonly #blocks: PemBlock[] = [];
  readonly #problems: PemTrouble[] = [];
  #hasOtherText = false;
  #open: Boundary | null = null;
  /** After the last boundary. */
  #seen: number;

  constructor(text: string) {
    this.#text = text;
    this.#seen = text.startsWith("\uFEFF") ? 1 : 0;
  }

  take(boundary: Boundary): void {
    if (boundary.word === "BEGIN") {
      if (this.#open !== null) this.#closeWithoutEnd(this.#open, boundary.start);
      else this.#passOver(this.#seen, boundary.start);
      this.#open = boundary;
    } else if (this.#open === null) this.#takeWithoutBegin(boundary);
    else {
      this.#close(this.#open, boundary);
      this.#open = null;
    }
    this.#seen = boundary.end;
  }

  finish(): PemReading {
    const { length } = this.#text;
    if (this.#open === null) this.#passOver(this.#seen, length);
    else this.#closeWithoutEnd(this.#open, length);
    return { blocks: this.#blocks, problems: this.#problems, hasOtherText: this.#hasOtherText };
  }

  #passOver(from: number, to: number): void {
    if (!this.#hasOtherText && hasText(this.#text, from, to)) this.#hasOtherText = true;
  }

  #complain({ line, label }: Boundary, problem: PemProblem): void {
    if (this.#problems.length < mostProblems) this.#problems.push({ line, label, problem, after: this.#blocks.length });
  }

  #close(open: Boundary, close: Boundary): void {
    const inside = this.#text.slice(open.end, close.start);
    const flaws = new Set<PemFlaw>([...open.flaws, ...close.flaws]);
    // text behind the dashes of END is other text, and no flaw of the block
    if (!open.flaws.includes("same-line") && !hasTextBetweenLines(this.#text, open.end, close.start))
      flaws.delete("same-line");
    const { headers, body } = readHeaders(inside);
    if (!hasText(body, 0, body.length)) {
      // "from -----BEGIN X----- to -----END X-----" in an instruction, or a block that lost its content
      if (flaws.has("same-line")) this.#hasOtherText = true;
      else this.#complain(open, "empty");
      return;
    }
    const read = decodeBody(body, flaws);
    const decoded = read !== null && headers.size === 0 && isMisread(open.label, read, flaws) ? null : read;
    if (decoded === null && flaws.has("same-line") && isProse(body)) {
      this.#hasOtherText = true;
      return;
    }
    const isOther = close.label !== open.label;
    if (decoded === null || (isOther && !isOneDer(decoded)))
      return this.#complain(open, isOther ? "label-mismatch" : "bad-base64");
    if (isOther) flaws.add("end-label");
    this.#add(open, { headers, bytes: decoded, end: close.end, flaws });
  }

  /** The base64 below a BEGIN without END; when it is one whole DER, nothing but the END was lost. */
  #closeWithoutEnd(open: Boundary, to: number): void {
    const end = endOfBase64(this.#text, open.end, to);
    // shorter than any key
    if (end - open.end < 40) return this.#complain(open, "no-end");
    const flaws = new Set<PemFlaw>([...open.flaws, "no-end"]);
    const bytes = decodeBody(this.#text.slice(open.end, end), flaws);
    if (bytes === null || !isOneDer(bytes)) return this.#complain(open, "no-end");
    this.#add(open, { headers: new Map(), bytes, end, flaws });
    this.#passOver(end, to);
  }

  #takeWithoutBegin(close: Boundary): void {
    const start = startOfBase64(this.#text, this.#seen, close.start);
    this.#passOver(this.#seen, start);
    const body = this.#text.slice(start, close.start);
    if (!hasText(body, 0, body.length)) {
      this.#hasOtherText = true;
      return;
    }
    const flaws = new Set<PemFlaw>([...close.flaws, "no-begin"]);
    flaws.delete("same-line");
    const bytes = decodeBody(body, flaws);
    if (bytes === null || !isOneDer(bytes)) return this.#complain(close, "no-begin");
    const line = lineCounter(body)(body.length);
    this.#add(
      { ...close, start, line: Math.max(1, close.line - line + 1) },
      { headers: new Map(), bytes, end: close.end, flaws },
    );
  }

  #add(
    { label, line, start }: Boundary,
    rest: { headers: ReadonlyMap<string, string>; bytes: Uint8Array; end: number; flaws: ReadonlySet<PemFlaw> },
  ): void {
    this.#blocks.push({ label, line, start, ...rest, flaws: [...rest.flaws] });
  }
}

const hasText = (text: string, from: number, to: number): boolean => {
  for (let at = from; at < to; at++) {
    const code = text.charCodeAt(at);
    if (code > 0x20 && (code < 0x80 || !(isBlank(code) || isLineEnd(code)))) return true;
    if (code < 0x20 && (code < 9 || code > 13)) return true;
  }
  return false;
};

/** Whether END stands in a line with something of the block. */
function hasTextBetweenLines(text: string, from: number, to: number): boolean {
  let at = to;
  while (at > from && !isLineEnd(text.charCodeAt(at - 1))) at--;
  return hasText(text, at, to);
}

/** Words between two boundaries that a sentence mentions: no line of base64 among them. */
function isProse(body: string): boolean {
  return body.length < 1000 && !/[A-Za-z0-9+/=]{20}/.test(body);
}

const notSequences: ReadonlySet<string> = new Set(["OPENSSH PRIVATE KEY", "EC PARAMETERS"]);

/** `// ` and `12 ` before each line are base64 too, and what they say with the rest is none of the block. */
function isMisread(label: string, bytes: Uint8Array, flaws: ReadonlySet<PemFlaw>): boolean {
  return (
    flaws.has("same-line") && bytes[0] !== Tag.sequence && kindsOfLabel(label).length > 0 && !notSequences.has(label)
  );
}

/** Blanks without width and blanks that are no spaces: what word processors and web pages put in. */
const odd = /[\u0085\u00A0\u00AD\u1680\u180E\u2000-\u200F\u202A-\u202F\u205F-\u206F\u3000\uFEFF]+/g;

function decodeBody(body: string, flaws: Set<PemFlaw>): Uint8Array | null {
  const exact = readBase64(body, "needed");
  if (exact !== null) return exact;
  const clean = body.replace(odd, "");
  const cleaned = clean.length === body.length ? null : readBase64(clean, "needed");
  if (cleaned !== null) {
    flaws.add("invisible");
    return cleaned;
  }
  const unpadded = readBase64(clean, "optional");
  if (unpadded === null || !isOneDer(unpadded)) return null;
  if (clean.length !== body.length) flaws.add("invisible");
  flaws.add("padding");
  return unpadded;
}

function isOneDer(bytes: Uint8Array): boolean {
  if (bytes[0] !== Tag.sequence) return false;
  try {
    return readElementAt(bytes, 0).end === bytes.length;
  } catch (error) {
    if (isFailure(error, "der.malformed")) return false;
    throw error;
  }
}

const base64Line = /^[ \t]*[A-Za-z0-9+/=]*[ \t]*$/;

/** Offset after the last line of base64 in a row from `from`; what stands in the line of `from` counts. */
function endOfBase64(text: string, from: number, to: number): number {
  let end = from;
  while (end < to) {
    let lineEnd = end;
    while (lineEnd < to && !isLineEnd(text.charCodeAt(lineEnd))) lineEnd++;
    if (!base64Line.test(text.slice(end, lineEnd))) break;
    end = lineEnd + 1;
  }
  return Math.min(end, to);
}

function startOfBase64(text: string, from: number, to: number): number {
  let start = to;
  while (start > from) {
    let lineStart = start - 1;
    while (lineStart > from && !isLineEnd(text.charCodeAt(lineStart - 1))) lineStart--;
    if (!base64Line.test(text.slice(lineStart, start).replace(/[\r\n\u2028]+$/, ""))) break;
    start = lineStart;
  }
  return start;
}

/** RFC 1421 knows a handful. */
const mostHeaderLines = 200;

/** Headers stand before the first blank line; a continuation line begins with white space (RFC 1421 §4.6). */
function readHeaders(inside: string): { headers: Map<string, string>; body: string } {
  const headers = new Map<string, string>();
  const inOneLine =
    /^[ \t]*Proc-Type:[ \t]*(4,[ \t]*ENCRYPTED)[ \t]+DEK-Info:[ \t]*([A-Za-z0-9-]{1,40},[ \t]?[0-9A-Fa-f]{1,64})[ \t]+/.exec(
      inside.slice(0, 300),
    );
  if (inOneLine !== null) {
    headers.set("Proc-Type", inOneLine[1]!).set("DEK-Info", inOneLine[2]!);
    return { headers, body: inside.slice(inOneLine[0].length) };
  }
  const nextLine = /([^\r\n\u2028]*)(?:\r\n|\r|\n|\u2028|$)/y;
  nextLine.lastIndex = /^[ \t]*(?:\r\n|\r|\n|\u2028)?/.exec(inside)![0].length; // the end of the BEGIN line
  let last: string | null = null;
  let body = nextLine.lastIndex;
  for (let count = 0; count < mostHeaderLines && body < inside.length; count++) {
    const line = nextLine.exec(inside)![1]!;
    const match = line.length > 1000 ? null : /^[ \t]*([A-Za-z][A-Za-z0-9-]{0,63}):[ \t]*(.*)$/.exec(line);
    if (match !== null) headers.set((last = match[1]!), match[2]!.trim());
    else if (last !== null && /^[ \t]+\S/.test(line)) headers.set(last, headers.get(last)! + line.trim());
    else if (line.trim() !== "" || (last !== null && !isInterrupted(headers))) break;
    body = nextLine.lastIndex;
  }
  return { headers, body: inside.slice(body).replaceAll(madeLineBreak, "\n") };
}

/** What copied or unwrapped a locked key put empty lines between its headers. */
function isInterrupted(headers: ReadonlyMap<string, string>): boolean {
  return headers.has("Proc-Type") && !headers.has("DEK-Info");
}

/** One PEM block: 64 columns, line feeds, exactly one "\n" at the end (RFC 7468 §2 and §3, the strict form). */
export function writePem(label: string, der: Uint8Array): string {
  const base64 = Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString("base64");
  let body = "";
  for (let at = 0; at < base64.length; at += 64) body += `${base64.slice(at, at + 64)}\n`;
  return `-----BEGIN ${label}-----\n${body}-----END ${label}-----\n`;
}
