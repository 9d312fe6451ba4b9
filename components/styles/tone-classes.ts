import type { Tone } from "../ui/tones";

/** The colour of words. */
export const toneText: Readonly<Record<Tone, string>> = {
  ok: "text-ok",
  warn: "text-warn",
  danger: "text-danger",
  info: "text-info",
  idle: "text-idle",
};

/** The colour of a mark before words: an icon may be stronger than what is read. */
export const toneMark: Readonly<Record<Tone, string>> = {
  ok: "text-ok-mark",
  warn: "text-warn-mark",
  danger: "text-danger-mark",
  info: "text-info-mark",
  idle: "text-idle-mark",
};
