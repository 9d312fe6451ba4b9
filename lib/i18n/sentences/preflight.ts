import { fixes as englishFixes, preflight as english } from "../en/sentences/preflight.ts";
import { stepNotes as englishNotes } from "../en/sentences/step-notes.ts";
import { fixes as koreanFixes, preflight as korean } from "../ko/sentences/preflight.ts";
import { stepNotes as koreanNotes } from "../ko/sentences/step-notes.ts";
import type { CheckResult, Fix, PreflightMessages } from "../../targets/preflight.ts";
import type { StepNote, StepNoteMessages } from "../../targets/step-notes.ts";
import type { Locale } from "../locale.ts";
import { sentenceOfCode } from "./by-code.ts";

const messages: Readonly<Record<Locale, PreflightMessages>> = { en: english, ko: korean };
const fixes = { en: englishFixes, ko: koreanFixes } as const;
const stepNotes: Readonly<Record<Locale, StepNoteMessages>> = { en: englishNotes, ko: koreanNotes };

/** The sentence of a check; a finding of lib/pki/checks or lib/pki/path is told by its own table. */
export function sentenceOfCheck(
  { code, status, params }: Pick<CheckResult, "status" | "params"> & { readonly code: string },
  locale: Locale,
): string {
  const byStatus = (
    messages[locale] as Readonly<Record<string, Readonly<Record<string, (facts: unknown) => string>> | undefined>>
  )[code];
  const said = byStatus?.[status]?.(params) ?? sentenceOfCode(code, params, locale) ?? code;
  // A path may fail by an authority above the certificate that the check is about.
  return code.startsWith("path.") && params["certificate"] !== undefined ? `${params["certificate"]}: ${said}` : said;
}

export function sentenceOfFix({ code, params }: Fix, locale: Locale): string {
  return (fixes[locale][code] as (facts: unknown) => string)(params);
}

export function sentenceOfStepNote({ code, params }: StepNote, locale: Locale): string {
  return (stepNotes[locale][code] as (facts: unknown) => string)(params);
}
