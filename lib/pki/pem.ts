import type { ErrorFacts } from "./error.ts";

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
  readonly problems: readonly { line: number; label: string; problem: ErrorFacts["pem.malformed"]["problem"] }[];
  /** True when something besides blocks, white space and a byte order mark is there (bag attributes, text dumps). */
  readonly hasOtherText: boolean;
}

/** Also behind the byte order mark of a file that was appended to another one. */
const boundary = /^[ \t\uFEFF]*-----(BEGIN|END) ([^\r\n]{0,80}?)-----[ \t]*$/;
/** `cat a.pem b.pem` where the first ends without a line feed: two boundaries in one line. */
const glued = /^([ \t\uFEFF]*-----END [^\r\n-]{1,80}-----)([ \t\uFEFF]*-----BEGIN [^\r\n-]{1,80}-----[ \t]*)$/;

interface Open {
  label: string;
  line: number;
  start: number;
  lines: string[];
}

/**
 * Reads every PEM block of a text: CRLF or bare CR, byte order marks (also in the middle), indentation, explanatory text
 * between blocks, blocks without a line break between them, RFC 1421 headers and lines of any length are accepted. Never
 * throws: what is broken is listed in `problems`.
 */
export function readPem(text: string): PemReading {
  const blocks: PemBlock[] = [];
  const problems: PemReading["problems"][number][] = [];
  let hasOtherText = false;
  let open: Open | null = null;
  for (const { line, start, number: lineNumber } of piecesOf(text)) {
    const match = line.includes("-----") ? boundary.exec(line) : null;
    if (match === null) {
      if (open !== null) open.lines.push(line);
      else if (line.trim() !== "") hasOtherText = true;
      continue;
    }
    const label = match[2]!;
    const at = start + line.indexOf("-----");
    if (match[1] === "BEGIN") {
      if (open !== null) problems.push({ line: open.line, label: open.label, problem: "no-end" });
      open = { label, line: lineNumber, start: at, lines: [] };
    } else if (open === null) {
      hasOtherText = true;
    } else {
      const block = closeBlock(open, label, start + line.trimEnd().length);
      if (typeof block === "string") problems.push({ line: open.line, label: open.label, problem: block });
      else blocks.push(block);
      open = null;
    }
  }
  if (open !== null) problems.push({ line: open.line, label: open.label, problem: "no-end" });
  return { blocks, problems, hasOtherText };
}

interface Piece {
  readonly line: string;
  readonly start: number;
  /** 1-based line of the text. */
  readonly number: number;
}

/** The lines; one that ends a block and begins the next comes in two pieces. */
function* piecesOf(text: string): Generator<Piece> {
  let number = 0;
  for (const { line, start } of linesOf(text)) {
    number++;
    const match = line.includes("-----END ") && line.includes("-----BEGIN ") ? glued.exec(line) : null;
    if (match === null) yield { line, start, number };
    else {
      yield { line: match[1]!, start, number };
      yield { line: match[2]!, start: start + match[1]!.length, number };
    }
  }
}

function* linesOf(text: string): Generator<{ line: string; start: number }> {
  let start = text.startsWith("\uFEFF") ? 1 : 0;
  while (start < text.length) {
    let end = start;
    while (end < text.length && text.charCodeAt(end) !== 10 && text.charCodeAt(end) !== 13) end++;
    yield { line: text.slice(start, end), start };
    start = end + (text.charCodeAt(end) === 13 && text.charCodeAt(end + 1) === 10 ? 2 : 1);
  }
}

type PemProblem = ErrorFacts["pem.malformed"]["problem"];

function closeBlock(open: Open, endLabel: string, end: number): PemBlock | PemProblem {
  if (endLabel !== open.label) return "label-mismatch";
  const { headers, body } = readHeaders(open.lines);
  const base64 = body.join("").replace(/[ \t]/g, "");
  if (base64 === "") return "empty";
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(base64) || base64.length % 4 !== 0) return "bad-base64";
  const bytes = Uint8Array.from(Buffer.from(base64, "base64"));
  return { label: open.label, headers, bytes, line: open.line, start: open.start, end };
}

/** Headers stand before the first blank line; a continuation line begins with white space (RFC 1421 §4.6). */
function readHeaders(lines: readonly string[]): { headers: Map<string, string>; body: string[] } {
  const headers = new Map<string, string>();
  let at = 0;
  let last: string | null = null;
  for (; at < lines.length; at++) {
    const line = lines[at]!;
    const match = /^[ \t]*([A-Za-z][A-Za-z0-9-]{0,63}):[ \t]*(.*)$/.exec(line);
    if (match !== null) {
      last = match[1]!;
      headers.set(last, match[2]!.trim());
    } else if (last !== null && /^[ \t]+\S/.test(line)) {
      headers.set(last, headers.get(last)! + line.trim());
    } else break;
  }
  return { headers, body: lines.slice(at) };
}

/** One PEM block: 64 columns, line feeds, exactly one "\n" at the end (RFC 7468 §2 and §3, the strict form). */
export function writePem(label: string, der: Uint8Array): string {
  const base64 = Buffer.from(der.buffer, der.byteOffset, der.byteLength).toString("base64");
  let body = "";
  for (let at = 0; at < base64.length; at += 64) body += `${base64.slice(at, at + 64)}\n`;
  return `-----BEGIN ${label}-----\n${body}-----END ${label}-----\n`;
}
