import { lineCounter } from "../../asn1/pem-boundary.ts";
import type { UnreadPart } from "../recognised.ts";
import { isKnownStructure, lengthOfSequence, mostFalseStarts } from "./der-run.ts";
import type { Piece, Unwrapped } from "./wrapping.ts";

/**
 * Bytes written as numbers: hexadecimal, plain or with colons, blanks, `0x`, `\x` or commas between (a C array, a Cisco
 * configuration, `bytea`, SQL), the dump of xxd, hexdump or od, or decimal with commas (JSON of a Buffer, PowerShell).
 */
export function unwrapHex(text: string): Unwrapped | null {
  const dumped = columnsOfDump(text);
  if (dumped !== null) {
    const pieces = hexPieces(dumped).pieces;
    if (pieces.length > 0) return { wrapping: "hex-dump", pieces };
  }
  const hex = hexPieces(text);
  if (hex.pieces.length + hex.unread.length > 0) return { wrapping: "hex", ...hex };
  const decimal = findRuns(text, decimalStart, readDecimal);
  return decimal.pieces.length > 0 ? { wrapping: "byte-list", ...decimal } : null;
}

function hexPieces(text: string): { pieces: Piece[]; unread: UnreadPart[] } {
  const found = findRuns(text, hexStart, readHex);
  return found.pieces.length > 0 ? found : { pieces: hexOfPem(text), unread: [] };
}

/** 30 and the length, however they are written. */
const hexStart =
  /(?<![0-9A-Za-z])(?:0[xX]|\\{1,8}x|[xX]')?30(?=(?:(?:[\s,:;"'\\{}()+.-]|byte\)){0,12}(?:0[xX]|x)?[0-9A-Fa-f]{2}){4})/g;
const decimalStart = /(?<![0-9.])48(?=(?:[\s,;]{1,8}\d{1,3}){4}[\s,;])/g;

/** Reads one byte at an offset, with what stands before it; null at the end of the run. */
type ReadByte = (text: string, at: number) => { byte: number; end: number } | null;

const separator = /^[\s,:;"'\\{}()+.-]$/;

const readHex: ReadByte = (text, from) => {
  let at = from;
  const limit = from + 120; // a line break, an indentation and `(byte) 0x`
  while (at < limit && at < text.length && separator.test(text[at]!)) at++;
  if (text.startsWith("byte)", at)) at += 5;
  while (at < limit && text[at] === " ") at++;
  if (text[at] === "x" || text[at] === "X") at += 1;
  else if (text[at] === "0" && (text[at + 1] === "x" || text[at + 1] === "X")) at += 2;
  const high = nibble(text.charCodeAt(at));
  const low = nibble(text.charCodeAt(at + 1));
  return high < 0 || low < 0 ? null : { byte: high * 16 + low, end: at + 2 };
};

const readDecimal: ReadByte = (text, from) => {
  const match = /^[\s,;]{0,40}(\d{1,3})(?!\d)/.exec(text.slice(from, from + 44));
  const byte = Number(match?.[1] ?? 256);
  return match === null || byte > 255 ? null : { byte, end: from + match[0].length };
};

function nibble(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const letter = code | 0x20;
  return letter >= 0x61 && letter <= 0x66 ? letter - 0x57 : -1;
}

/** Every DER whose bytes a text spells. */
function findRuns(text: string, begin: RegExp, read: ReadByte): { pieces: Piece[]; unread: UnreadPart[] } {
  const pieces: Piece[] = [];
  const unread: UnreadPart[] = [];
  const lines = lineCounter(text);
  const start = new RegExp(begin.source, begin.flags);
  for (let match = start.exec(text), misses = 0; match !== null && misses < mostFalseStarts; match = start.exec(text)) {
    const found = readRun(text, match.index + match[0].length - 2, read);
    if (found === null) misses++;
    else {
      const line = lines(match.index);
      start.lastIndex = Math.max(found.end, start.lastIndex);
      if (found.bytes !== null) pieces.push({ content: found.bytes, line });
      else
        unread.push({
          line,
          label: "",
          after: pieces.length,
          failure: { code: "der.malformed", facts: { offset: 0, problem: "truncated" } },
        });
    }
  }
  return { pieces, unread };
}

const longestHeader = 5;

/** Null when it is no structure that is known here; without bytes when one breaks off. */
function readRun(text: string, from: number, read: ReadByte): { bytes: Uint8Array | null; end: number } | null {
  const header: number[] = [];
  let at = from;
  const next = (): number | null => {
    const found = read(text, at);
    if (found === null) return null;
    at = found.end;
    return found.byte;
  };
  let size: number | null = null;
  while (header.length < longestHeader && size === null) {
    const byte = next();
    if (byte === null) return null;
    header.push(byte);
    if (header.length > 1) size = lengthOfSequence(header);
  }
  if (size === null || size > text.length / 2 || size < 16) return null;
  const bytes = new Uint8Array(size);
  bytes.set(header);
  for (let count = header.length; count < size; count++) {
    const byte = next();
    // the first bytes of a certificate are two SEQUENCEs; other numbers that begin so are none of ours
    if (byte === null) return count > 64 && bytes[4] === 0x30 ? { bytes: null, end: at } : null;
    bytes[count] = byte;
  }
  return isKnownStructure(bytes) ? { bytes, end: at } : null;
}

/** "-----BEGIN" in hexadecimal, as a whole. */
function hexOfPem(text: string): Piece[] {
  const at = text.search(/2d[\s:]?2d[\s:]?2d[\s:]?2d[\s:]?2d[\s:]?42[\s:]?45[\s:]?47[\s:]?49[\s:]?4e/i);
  if (at < 0) return [];
  const digits = /^[0-9A-Fa-f\s:]+/.exec(text.slice(at))![0].replace(/[\s:]+/g, "");
  return [{ content: Buffer.from(digits, "hex").toString("latin1"), line: 1 }];
}

const dumpLine =
  /^[ \t]*([0-9A-Fa-f]{4,16}):?[ \t]{1,4}((?:[0-9A-Fa-f]{2,8}[ \t]{1,2}){0,32}[0-9A-Fa-f]{2,8})(?:[ \t]{2,}.*|[ \t]*\|.*|[ \t]*)$/;

/** The columns of bytes of a dump, without offsets and characters; null for a text that is none. */
function columnsOfDump(text: string): string | null {
  const firstLine = /^[ \t]*0{4,16}:?[ \t]/m.exec(text);
  if (firstLine === null) return null;
  let found = 0;
  const columns = text.replace(/[^\r\n]+/g, (line) => {
    const match = line.length > 400 ? null : dumpLine.exec(line);
    if (match === null) return "";
    found++;
    // xxd and hexdump put two blanks before the characters; a short last line has more
    return match[2]!;
  });
  return found > 1 ? columns : null;
}
