import type { PathFinding } from "../pki/path/finding.ts";
import { pathFindings as english } from "./en/path.ts";
import { pathFindings as korean } from "./ko/path.ts";
import type { Locale } from "./locale.ts";
import type { PathMessages } from "./path-messages.ts";

const messages: Readonly<Record<Locale, PathMessages>> = { en: english, ko: korean };

export function sentenceOfPathFinding({ code, params }: Pick<PathFinding, "code" | "params">, locale: Locale): string {
  return (messages[locale][code] as (facts: unknown) => string)(params);
}
