import { madeLineBreak } from "../../asn1/pem-boundary.ts";
import type { Unwrapped } from "./wrapping.ts";

/** Rich text, which word processors and mail programs save and put on the clipboard. */
export function unwrapRtf(text: string): Unwrapped | null {
  if (!/^\s*\{\\rtf/.test(text)) return null;
  const content = text
    .replace(/\\(?:emdash|endash)\b ?/g, "\u2014")
    .replace(/\\(?:par|line|row|cell|tab)\b ?|\\(?=[\r\n])/g, madeLineBreak)
    .replace(/\\'([0-9a-fA-F]{2})/g, (_, hex: string) => String.fromCharCode(parseInt(hex, 16)))
    .replace(/\\u(-?\d{1,5}) ?\??/g, (_, code: string) => String.fromCharCode(Number(code) & 0xffff))
    .replace(/\\[a-zA-Z]{1,32}-?\d{0,10} ?|[{}]/g, "")
    .replace(/\\[~_-]/g, "");
  return { wrapping: "rtf", pieces: [{ content, line: 1 }] };
}
