import type { ChainEnd } from "../../pki/path/chain.ts";
import { chainMessages as english } from "../en/sentences/chain.ts";
import { chainMessages as korean } from "../ko/sentences/chain.ts";
import type { Locale } from "../locale.ts";
import type { ChainMessages } from "./error-messages.ts";
import { sentenceOfPathFinding } from "./path.ts";

const messages: Readonly<Record<Locale, ChainMessages>> = { en: english, ko: korean };

export const sentenceOfEnd = (end: ChainEnd, locale: Locale): string => messages[locale].leads(end);

/** The way that was not taken, how to take it, and what is wrong with it now. */
export function sentenceOfOtherEnd({ subject, length, choice, problem }: ChainEnd, locale: Locale): string {
  return messages[locale].otherWay({
    subject,
    length,
    root: /\s/.test(choice) ? `root:"${choice}"` : `root:${choice}`,
    problem: problem === null ? "" : sentenceOfPathFinding(problem, locale),
  });
}
