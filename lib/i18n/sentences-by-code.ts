import { bundleNotes as englishBundles, orderFindings as englishOrders } from "./en/bundle.ts";
import { errors as englishErrors } from "./en/errors.ts";
import { findings as englishFindings } from "./en/findings.ts";
import { notes as englishNotes } from "./en/notes.ts";
import { pathFindings as englishPaths, pathFixes as englishFixes } from "./en/path.ts";
import { fixes as englishPreflightFixes } from "./en/preflight.ts";
import { stepNotes as englishSteps } from "./en/step-notes.ts";
import { bundleNotes as koreanBundles, orderFindings as koreanOrders } from "./ko/bundle.ts";
import { errors as koreanErrors } from "./ko/errors.ts";
import { findings as koreanFindings } from "./ko/findings.ts";
import { notes as koreanNotes } from "./ko/notes.ts";
import { pathFindings as koreanPaths, pathFixes as koreanFixes } from "./ko/path.ts";
import { fixes as koreanPreflightFixes } from "./ko/preflight.ts";
import { stepNotes as koreanSteps } from "./ko/step-notes.ts";
import { rehearsalLines as englishRehearsal } from "./en/rehearsal.ts";
import { rehearsalLines as koreanRehearsal } from "./ko/rehearsal.ts";
import type { Locale } from "./locale.ts";

type Sentences = Readonly<Record<string, ((facts: never) => string) | undefined>>;

/** Everything that an answer says by code and facts. A test holds that no two tables share a code. */
export const tables: Readonly<Record<Locale, readonly Sentences[]>> = {
  en: [
    englishFindings,
    englishPaths,
    englishFixes,
    englishNotes,
    englishPreflightFixes,
    englishSteps,
    englishRehearsal,
    englishBundles,
    englishOrders,
  ],
  ko: [
    koreanFindings,
    koreanPaths,
    koreanFixes,
    koreanNotes,
    koreanPreflightFixes,
    koreanSteps,
    koreanRehearsal,
    koreanBundles,
    koreanOrders,
  ],
};

/** Reasons inside an answer, as of a row that was refused. A code that a finding shares is the finding's. */
const errors: Readonly<Record<Locale, Sentences>> = { en: englishErrors, ko: koreanErrors };

/** The sentence of a finding, fix, note or refusal; undefined for a code of something else. */
export function sentenceOfCode(code: string, params: object, locale: Locale): string | undefined {
  const table = [...tables[locale], errors[locale]].find((each) => Object.hasOwn(each, code));
  return (table?.[code] as ((facts: object) => string) | undefined)?.(params);
}
