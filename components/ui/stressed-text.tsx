import type { ReactNode } from "react";

/** A sentence whose `**stressed**` words are set apart: the words of a language decide where they stand. */
export function StressedText({ text }: { readonly text: string }): ReactNode {
  return text.split("**").map((part, index) => (index % 2 === 1 ? <b key={index}>{part}</b> : part));
}
