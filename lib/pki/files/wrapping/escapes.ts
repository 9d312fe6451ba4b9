import { madeLineBreak } from "../../asn1/pem-boundary.ts";
import type { Wrapping } from "../../asn1/element.ts";
import type { Unwrapped } from "./wrapping.ts";

const escape =
  /`r`n|`[nr](?=[A-Za-z0-9+/=-])|(?<!\\)(?:\\{1,8}r\\{1,8}n|\\{1,8}u000[dD]\\{1,8}u000[aA]|\\{1,8}x0[dD]\\{1,8}x0[aA]|\\{1,8}015\\{1,8}012|\\{1,8}(?:u([0-9a-fA-F]{4})|x([0-9a-fA-F]{2})|([0-3][0-7]{2})|([nrt"'/=+-])|(?=[\r\n])|$))/g;

/** A value with its line breaks written `\n` (in PowerShell behind a backtick): JSON, YAML, an environment file, the log of a program. */
export function unwrapEscapes(text: string): Unwrapped | null {
  if (!text.includes("\\") && !/`[nr]/.test(text)) return null;
  const content = withoutEscapes(text);
  return content === text ? null : { wrapping: languageOf(text), pieces: [{ content, line: 1 }] };
}

/** The text with its escapes of a string undone, whatever the number of backslashes. */
export function withoutEscapes(text: string): string {
  return text.replace(escape, (whole: string, unicode?: string, byte?: string, octal?: string, letter?: string) => {
    if (unicode !== undefined) return characterOf(parseInt(unicode, 16));
    if (byte !== undefined) return characterOf(parseInt(byte, 16));
    if (octal !== undefined) return characterOf(parseInt(octal, 8));
    if (letter === "t") return " ";
    if (letter === "n" || letter === "r") return madeLineBreak;
    if (letter !== undefined) return letter;
    return /^\\+$/.test(whole) ? "" : madeLineBreak;
  });
}

function characterOf(code: number): string {
  return code === 10 || code === 13 ? madeLineBreak : String.fromCharCode(code);
}

/** What the text round a value looks like. */
export function languageOf(text: string): Extract<Wrapping, "json" | "yaml" | "env" | "escapes"> {
  const start = text.slice(0, 2000);
  if (/^\s*[[{]/.test(start)) return "json";
  if (/^\s*(?:#[^\n]*\n\s*)*(?:export\s+|set\s+)?[A-Za-z_][\w.]*=/.test(start)) return "env";
  return /^\s*(?:-\s+)?["']?[\w./-]+["']?:\s/m.test(start) ? "yaml" : "escapes";
}
