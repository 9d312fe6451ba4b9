import { boundariesOf } from "../../asn1/pem-boundary.ts";
import type { Unwrapped } from "./wrapping.ts";

/**
 * Lines behind a mark: `> ` of an answered mail, `# ` or `// ` of a comment, the numbers of `cat -n`, the column that a
 * log or `docker compose logs` puts before each line. The line with the first BEGIN shows which.
 */
export function unwrapQuotedLines(text: string): Unwrapped | null {
  const content = withoutLineMarks(text);
  return content === null ? null : { wrapping: "quoted-lines", pieces: [{ content, line: 1 }] };
}

const longestMark = 120;

/** Null when no mark stands before the first boundary. */
export function withoutLineMarks(text: string): string | null {
  const [first] = boundariesOf(text);
  if (first === undefined) return null;
  const lineStart = Math.max(text.lastIndexOf("\n", first.start), text.lastIndexOf("\r", first.start)) + 1;
  if (first.start - lineStart > longestMark) return null;
  const mark = text.slice(lineStart, first.start);
  if (mark.trim() === "") return null;
  const strip = stripperOf(mark);
  return text.replace(/[^\r\n]+/g, strip);
}

function stripperOf(mark: string): (line: string) => string {
  const trimmed = mark.trimEnd();
  if (/^[>|\s]+$/.test(mark)) return (line) => line.replace(/^[>|\s]{1,40}/, "");
  if (/^\s*\d{1,7}[\s:.)|\]-]+$/.test(mark)) return (line) => line.replace(/^\s{0,40}\d{1,7}[\s:.)|\]-]{1,8}/, "");
  return (line) => {
    if (line.startsWith(mark)) return line.slice(mark.length);
    if (line.startsWith(trimmed)) return line.slice(trimmed.length);
    // as wide, and not the same: the time of a log
    return line.length >= mark.length && /[\s|:\]>]$/.test(mark) && !/\S/.test(line.slice(mark.length - 1, mark.length))
      ? line.slice(mark.length)
      : line;
  };
}
