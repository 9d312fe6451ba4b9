import type { Unwrapped } from "./wrapping.ts";

/** Quoted-printable (RFC 2045 §6.7) without the head of its mail. */
export function unwrapQuotedPrintable(text: string): Unwrapped | null {
  if (!/=(?:3D|20|0D|0A|2B|2D|\r?\n)/.test(text) || !/BEGIN/i.test(text)) return null;
  return { wrapping: "quoted-printable", pieces: [{ content: decodeQuotedPrintable(text), line: 1 }] };
}

/** The text; a line that goes on in the next one leaves its break behind the end of the whole, so that lines count on. */
export function decodeQuotedPrintable(text: string): string {
  let owed = "";
  return text.replace(/=[ \t]{0,80}(?:\r\n|\r|\n)|\r\n|\r|\n|=([0-9A-Fa-f]{2})/g, (whole: string, hex?: string) => {
    if (hex !== undefined) return String.fromCharCode(parseInt(hex, 16));
    if (whole.startsWith("=")) {
      owed += "\n";
      return "";
    }
    const paid = whole + owed;
    owed = "";
    return paid;
  });
}
