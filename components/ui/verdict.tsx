import { CircleAlert, CircleCheck, CircleDashed, TriangleAlert } from "lucide-react";
import { toneMark } from "../styles/tone-classes";

const signs = {
  pass: { icon: CircleCheck, tone: "ok" },
  warn: { icon: TriangleAlert, tone: "warn" },
  fail: { icon: CircleAlert, tone: "danger" },
  unknown: { icon: CircleDashed, tone: "warn" },
} as const;

export type VerdictStatus = keyof typeof signs;

/** Icon and word, always both. */
export function Verdict({ status, word }: { readonly status: VerdictStatus; readonly word: string }) {
  const { icon: Icon, tone } = signs[status];
  return (
    <span className="status" data-tone={tone}>
      <Icon aria-hidden />
      {word}
    </span>
  );
}

/** The mark before a sentence; its word is there for who does not see it. */
export function VerdictMark({ status, word }: { readonly status: VerdictStatus; readonly word: string }) {
  const { icon: Icon, tone } = signs[status];
  return (
    <span className={toneMark[tone]}>
      <Icon aria-hidden />
      <span className="sr-only">{word}: </span>
    </span>
  );
}
