import "server-only";
import type { ErrorMessages } from "../i18n/error-messages.ts";
import { errors as english } from "../i18n/en/errors.ts";
import { errors as korean } from "../i18n/ko/errors.ts";
import type { Locale } from "../i18n/locale.ts";
import type { AnswerError } from "./execute.ts";

const messages: Readonly<Record<Locale, ErrorMessages>> = { en: english, ko: korean };

/** The sentence of an error in a language. */
export function errorSentence({ code, params }: AnswerError, locale: Locale): string {
  // Code and facts belong together in AnswerError; the index loses that.
  return (messages[locale][code] as (facts: unknown) => string)(params);
}
