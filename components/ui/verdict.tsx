import { toneMark } from "../styles/tone-classes";
import { Glyph } from "./glyph";

const signs = {
  pass: { icon: "circle-check", tone: "ok" },
  warn: { icon: "triangle-exclamation-point", tone: "warn" },
  fail: { icon: "circle-exclamation-point", tone: "danger" },
  unknown: { icon: "circle-dashed", tone: "warn" },
} as const;

export type VerdictStatus = keyof typeof signs;

/** Icon and word, always both. */
export function Verdict({ status, word }: { readonly status: VerdictStatus; readonly word: string }) {
  const { icon, tone } = signs[status];
  return (
    <span className="status" data-tone={tone}>
      <Glyph name={icon} />
      {word}
    </span>
  );
}

/** The mark before a sentence; its word is there for who does not see it. */
export function VerdictMark({ status, word }: { readonly status: VerdictStatus; readonly word: string }) {
  const { icon, tone } = signs[status];
  return (
    <span className={toneMark[tone]}>
      <Glyph name={icon} />
      <span className="sr-only">{word}: </span>
    </span>
  );
}
