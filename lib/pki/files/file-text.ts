import { readBase64 } from "../asn1/base64.ts";
import { latin1 } from "../asn1/der-value.ts";
import type { Note } from "../asn1/element.ts";

export interface FileText {
  readonly text: string;
  readonly notes: readonly Note[];
}

/**
 * The text of a file: UTF-8, else the code page of a Western Windows; UTF-16 with or without a byte order mark, also in
 * a part of the file alone (PowerShell appends it to a file of another encoding). Null for binary content.
 */
export function readFileText(bytes: Uint8Array): FileText | null {
  const utf16 = utf16Order(bytes);
  if (utf16 !== null) {
    const even = bytes.subarray(0, bytes.length & ~1);
    const text = new TextDecoder(utf16).decode(even);
    // one half of the file alone: the other one came out as characters of other scripts
    const isWhole = !isMixed(bytes) || /BEGIN/i.test(text) === containsBegin(latin1(bytes));
    return isWhole ? { text, notes: [{ code: "text.utf16", params: {} }] } : readMixedText(bytes);
  }
  if (!isProbablyText(bytes)) return null;
  if (isMixed(bytes)) return readMixedText(bytes);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hasMark = buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf;
  const text = buffer.toString("utf8", hasMark ? 3 : 0);
  return { text: text.includes("\uFFFD") ? new TextDecoder("windows-1252").decode(bytes) : text, notes: [] };
}

/**
 * The text without the zero bytes of UTF-16: what is ASCII in any of its encodings is right then, and PEM is ASCII.
 */
export function readMixedText(bytes: Uint8Array): FileText {
  const text = latin1(bytes.filter((byte) => byte !== 0)).replace(/\xff\xfe|\xfe\xff|\xef\xbb\xbf/g, "");
  return { text, notes: [{ code: "text.utf16", params: {} }] };
}

/** "BEGIN" in two bytes a letter. */
export function isMixed(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes("B\0E\0G\0I\0N", 0, "latin1");
}

const containsBegin = (text: string): boolean => /BEGIN/i.test(text);

const sampleSize = 4096;

/** A byte order mark, or a zero in nearly every second place. */
function utf16Order(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const [a, b, c, d] = bytes;
  if (a === 0xff && b === 0xfe && !(c === 0 && d === 0)) return "utf-16le";
  if (a === 0xfe && b === 0xff && c === 0) return "utf-16be";
  if (bytes.length < 16) return null;
  const sample = bytes.subarray(0, sampleSize & ~1);
  let even = 0;
  let odd = 0;
  for (let at = 0; at + 1 < sample.length; at += 2) {
    if (sample[at] === 0) even++;
    if (sample[at + 1] === 0) odd++;
  }
  const most = sample.length * 0.35;
  const few = sample.length * 0.05;
  if (odd >= most && even <= few && isProbablyText(sample.filter((byte) => byte !== 0))) return "utf-16le";
  return even >= most && odd <= few && isProbablyText(sample.filter((byte) => byte !== 0)) ? "utf-16be" : null;
}

/** DER has a control byte among its first few; text has none but white space and escape. */
function isProbablyText(bytes: Uint8Array): boolean {
  const allowed = new Set([0x09, 0x0a, 0x0b, 0x0c, 0x0d, 0x1b]);
  return bytes.subarray(0, 512).every((octet) => octet >= 0x20 || allowed.has(octet));
}

/** The bytes of bare base64 (white space anywhere), or null when it is not base64 of at least 16 bytes. */
export function readBareBase64(text: string): Uint8Array | null {
  const bytes = readBase64(text, "optional");
  return bytes === null || bytes.length < 16 ? null : bytes;
}
