import type { StepNote } from "./step-notes.ts";

/** A line that a program prints when it goes wrong, with what it means. */
export interface KnownMessage {
  /** As the program prints it, never translated; `…` stands for what differs from case to case. */
  readonly message: string;
  readonly meaning: StepNote;
  /** How the ids of the steps that mend it begin: `callbridge@` is one step of each machine; `database-` all of them. */
  readonly mendedBy: readonly string[];
  readonly citation: string;
}

/**
 * True when the text holds the message: its parts in their order, in any case, with any space between words. A message is
 * pasted out of a log with more around it, or broken over lines by a window.
 */
export function holdsMessage(text: string, { message }: Pick<KnownMessage, "message">): boolean {
  const found = plain(text);
  let from = 0;
  for (const part of message.split("…").map(plain)) {
    const at = found.indexOf(part, from);
    if (at === -1) return false;
    from = at + part.length;
  }
  return true;
}

const plain = (text: string): string =>
  text
    .normalize("NFKC")
    .replace(/[\u2018\u2019\u201c\u201d]/g, "'")
    .replace(/\s+/g, " ")
    .trim()
    .toLowerCase();
