import type { Finding, FindingMessages } from "../pki/checks/finding.ts";
import type { ErrorCode } from "../pki/error.ts";
import { errors as englishErrors } from "./en/errors.ts";
import { findings as englishFindings } from "./en/findings.ts";
import type { ErrorMessages } from "./error-messages.ts";
import { errors as koreanErrors } from "./ko/errors.ts";
import { findings as koreanFindings } from "./ko/findings.ts";
import type { Locale } from "./locale.ts";

const errors: Readonly<Record<Locale, ErrorMessages>> = { en: englishErrors, ko: koreanErrors };
const findings: Readonly<Record<Locale, FindingMessages>> = { en: englishFindings, ko: koreanFindings };

/** The sentence of an error. Code and facts belong together; an index into the messages cannot say so. */
export function sentenceOfError({ code, params }: { readonly code: ErrorCode; readonly params: unknown }, locale: Locale): string {
  return (errors[locale][code] as (facts: unknown) => string)(params);
}

export function sentenceOfFinding({ code, params }: Pick<Finding, "code" | "params">, locale: Locale): string {
  return (findings[locale][code] as (facts: unknown) => string)(params);
}
