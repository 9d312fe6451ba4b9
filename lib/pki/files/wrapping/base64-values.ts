import { Tag } from "../../asn1/der.ts";
import { readBase64 } from "../../asn1/base64.ts";
import { lineCounter } from "../../asn1/pem-boundary.ts";
import type { UnreadPart } from "../recognised.ts";
import { isKnownStructure, lengthOfSequence, mostFalseStarts } from "./der-run.ts";
import { languageOf } from "./escapes.ts";
import type { Piece, Unwrapped } from "./wrapping.ts";

/**
 * Base64 of DER or of PEM among other text: a Kubernetes Secret or kubeconfig, `x5c`, `<X509Certificate>`, the `<data>`
 * of a property list, LDIF, the Client-Cert field of RFC 9440.
 */
export function unwrapBase64Values(text: string): Unwrapped | null {
  const { pieces, unread } = findBase64(text);
  if (pieces.length + unread.length === 0) return null;
  const language = languageOf(text);
  // `name:: value` is LDIF, `Name: :value:` a field of HTTP
  const isOther = language === "escapes" || (language === "yaml" && /:[ \t]?:/.test(text.slice(0, 2000)));
  return { wrapping: isOther ? "base64-values" : language, pieces, unread };
}

/** What is base64 in a text and is DER or PEM; what began as DER and is not whole is unread. */
export function findBase64(text: string): { pieces: Piece[]; unread: UnreadPart[] } {
  const pieces: Piece[] = [];
  const unread: UnreadPart[] = [];
  const lines = lineCounter(text);
  const run = /[A-Za-z0-9+/]{24}/g;
  let falseStarts = 0;
  for (let match = run.exec(text); match !== null && falseStarts < mostFalseStarts; match = run.exec(text)) {
    const start = Buffer.from(match[0], "base64");
    const size = lengthOfSequence(start);
    const found = readAt(text, match.index, start, size);
    if (found === null) {
      if (size !== null) falseStarts++;
      // not in the middle of what did not begin well
      while (isBase64(text.charCodeAt(run.lastIndex))) run.lastIndex++;
      continue;
    }
    const line = lines(match.index);
    run.lastIndex = Math.max(found.end, run.lastIndex);
    if (found.bytes !== null) pieces.push({ content: found.bytes, line });
    else if (size !== null && size > 127 && found.end - match.index >= 48)
      unread.push({
        line,
        label: "",
        after: pieces.length,
        failure: { code: "der.malformed", facts: { offset: 0, problem: "truncated" } },
      });
    if (found.bytes === null) falseStarts++;
  }
  return { pieces, unread };
}

interface Found {
  readonly bytes: Uint8Array | null;
  /** Offset after what was looked at. */
  readonly end: number;
}

function readAt(text: string, from: number, start: Uint8Array, size: number | null): Found | null {
  if (isIndefinite(start)) return readRunAt(text, from);
  if (size !== null) return readDerAt(text, from, size);
  return isText(start) ? readTextAt(text, from) : null;
}

/** The base64 of exactly `size` bytes, white space passed over; null when it is no structure that is known. */
function readDerAt(text: string, from: number, size: number): Found | null {
  const wanted = Math.ceil((size * 4) / 3);
  let count = 0;
  let at = from;
  for (; at < text.length && count < wanted; at++) {
    const code = text.charCodeAt(at);
    if (isBase64(code)) count++;
    else if (!isSpace(code)) break;
  }
  if (count < wanted) return { bytes: null, end: at };
  const bytes = readBase64(text.slice(from, at), "optional")?.subarray(0, size) ?? null;
  if (bytes === null || !isKnownStructure(bytes)) return null;
  while (text[at] === "=") at++;
  return { bytes, end: at };
}

/** BER of indefinite length, as Java and Windows write PKCS#12 and PKCS#7. */
const isIndefinite = ([tag, length]: Uint8Array): boolean => tag === Tag.sequence && length === 0x80;

/** As `readRunAt`; without bytes unless there is PEM in them. */
function readTextAt(text: string, from: number): Found {
  const { bytes, end } = readRunAt(text, from);
  const isPem = bytes !== null && /BEGIN /.test(Buffer.from(bytes).toString("latin1"));
  return { bytes: isPem ? bytes : null, end };
}

/** Base64 to its padding, or to the end of the last line that is nothing but base64. */
function readRunAt(text: string, from: number): Found {
  let end = from;
  for (;;) {
    while (end < text.length && isBase64(text.charCodeAt(end))) end++;
    if (text[end] === "=") {
      while (text[end] === "=") end++;
      break;
    }
    const next = /^[ \t]*(?:\r\n|\r|\n|\u2028)[ \t]*(?=[A-Za-z0-9+/]{2,}={0,2}[ \t"'<,;]*(?:[\r\n\u2028]|$))/.exec(
      text.slice(end, end + 20_000),
    );
    if (next === null) break;
    end += next[0].length;
  }
  const bytes = readBase64(text.slice(from, end), "optional");
  return { bytes, end };
}

function isText(start: Uint8Array): boolean {
  return start.every((byte) => (byte >= 0x20 && byte < 0x7f) || byte === 9 || byte === 10 || byte === 13);
}

function isBase64(code: number): boolean {
  return (
    (code >= 0x61 && code <= 0x7a) ||
    (code >= 0x41 && code <= 0x5a) ||
    (code >= 0x30 && code <= 0x39) ||
    code === 0x2b ||
    code === 0x2f
  );
}

const isSpace = (code: number): boolean => (code >= 9 && code <= 13) || code === 0x20 || code === 0x2028;
