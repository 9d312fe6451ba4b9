import { readBase64 } from "../asn1/base64.ts";
import type { Note, UnsupportedFormat } from "../asn1/element.ts";

/** The text of a file: UTF-8 or Latin-1, UTF-16 with a byte order mark (or plainly so), null for binary content. */
export function readFileText(bytes: Uint8Array): { text: string; notes: Note[] } | null {
  const utf16 = utf16Order(bytes);
  if (utf16 !== null) {
    const even = bytes.subarray(0, bytes.length & ~1);
    return { text: new TextDecoder(utf16).decode(even), notes: [{ code: "text.utf16", params: {} }] };
  }
  if (!isProbablyText(bytes)) return null;
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const hasMark = buffer[0] === 0xef && buffer[1] === 0xbb && buffer[2] === 0xbf;
  return { text: buffer.toString("utf8", hasMark ? 3 : 0), notes: [] };
}

/** A byte order mark, or "-----" spelled in two bytes each. */
function utf16Order(bytes: Uint8Array): "utf-16le" | "utf-16be" | null {
  const [a, b, c, d] = bytes;
  if ((a === 0xff && b === 0xfe) || (a === 0x2d && b === 0 && c === 0x2d && d === 0)) return "utf-16le";
  if ((a === 0xfe && b === 0xff && c === 0) || (a === 0 && b === 0x2d && c === 0 && d === 0x2d)) return "utf-16be";
  return null;
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

/** The format of a text that is known by its first words and not read here; null for everything else. */
export function foreignTextFormat(text: string): UnsupportedFormat | null {
  if (/^\s*PuTTY-User-Key-File-/.test(text)) return "putty-key";
  if (/^\s*-----BEGIN PGP /.test(text)) return "openpgp";
  if (/^\s*(?:<\?xml|<[A-Za-z!])/.test(text)) return "xml";
  if (/^\s*\{/.test(text)) return "json";
  if (/application\/(?:x-)?pkcs7-/.test(text.slice(0, 10_000))) return "smime";
  return null;
}
