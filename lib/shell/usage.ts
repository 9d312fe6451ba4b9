import type { Locale } from "../i18n/locale.ts";
import type { TypedName } from "../i18n/terminal/texts.ts";
import { helpTexts as englishHelp, usageTexts as english } from "../i18n/en/terminal/usage.ts";
import { helpTexts as koreanHelp, usageTexts as korean } from "../i18n/ko/terminal/usage.ts";
import { typed, typedNames } from "./grammar.ts";

const texts = { en: { usage: english, help: englishHelp }, ko: { usage: korean, help: koreanHelp } } as const;

/** Writes the text of `help` (topic null) and `help csr`. */
export function writeHelp(topic: string | null, locale: Locale): string {
  return topic === null ? writeOverview(locale) : writeTopic(topic as TypedName, locale);
}

function writeOverview(locale: Locale): string {
  const { usage, help } = texts[locale];
  const names = ["usage", ...typedNames] as TypedName[];
  const rows = names.map((name) => `  ${(name === "usage" ? "pki" : `pki ${name}`).padEnd(20)} ${usage[name].summary}`);
  return [help.heading, ...rows, "", help.more].join("\n");
}

function writeTopic(name: TypedName, locale: Locale): string {
  const { usage, help } = texts[locale];
  const { summary, details, examples } = usage[name];
  const form = typed[name]?.usage ?? "";
  return [
    `${help.usage} ${form}`,
    "",
    summary,
    ...details,
    "",
    help.examples,
    ...examples.map((line) => `  ${line}`),
  ].join("\n");
}
