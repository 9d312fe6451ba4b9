import type { PathFinding } from "../../pki/path/finding.ts";
import type { PathFix } from "../../pki/path/fixes.ts";
import { pathFindings as english, pathFixes as englishFixes } from "../en/sentences/path.ts";
import { pathFindings as korean, pathFixes as koreanFixes } from "../ko/sentences/path.ts";
import type { Locale } from "../locale.ts";
import type { PathFixMessages, PathMessages } from "./error-messages.ts";

const messages: Readonly<Record<Locale, PathMessages>> = { en: english, ko: korean };

export function sentenceOfPathFinding({ code, params }: Pick<PathFinding, "code" | "params">, locale: Locale): string {
  return (messages[locale][code] as (facts: unknown) => string)(params);
}

const fixes: Readonly<Record<Locale, PathFixMessages>> = { en: englishFixes, ko: koreanFixes };

export function sentenceOfPathFix({ code, params }: PathFix, locale: Locale): string {
  return (fixes[locale][code] as (facts: unknown) => string)(params);
}
