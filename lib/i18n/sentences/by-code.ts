import { bundleNotes as englishBundles, orderFindings as englishOrders } from "../en/sentences/bundle.ts";
import { errors as englishErrors } from "../en/errors/errors.ts";
import { findings as englishFindings } from "../en/sentences/findings.ts";
import { notes as englishNotes } from "../en/sentences/notes.ts";
import { pathFindings as englishPaths, pathFixes as englishFixes } from "../en/sentences/path.ts";
import { fixes as englishPreflightFixes } from "../en/sentences/preflight.ts";
import { stepNotes as englishSteps } from "../en/sentences/step-notes.ts";
import { bundleNotes as koreanBundles, orderFindings as koreanOrders } from "../ko/sentences/bundle.ts";
import { errors as koreanErrors } from "../ko/errors/errors.ts";
import { findings as koreanFindings } from "../ko/sentences/findings.ts";
import { notes as koreanNotes } from "../ko/sentences/notes.ts";
import { pathFindings as koreanPaths, pathFixes as koreanFixes } from "../ko/sentences/path.ts";
import { fixes as koreanPreflightFixes } from "../ko/sentences/preflight.ts";
import { stepNotes as koreanSteps } from "../ko/sentences/step-notes.ts";
import { rehearsalLines as englishRehearsal } from "../en/sentences/rehearsal.ts";
import { rehearsalLines as koreanRehearsal } from "../ko/sentences/rehearsal.ts";
import type { Locale } from "../locale.ts";

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
