import "server-only";
import { sentenceOfCode } from "../i18n/sentences-by-code.ts";
import type { Locale } from "../i18n/locale.ts";

/**
 * A copy of an answer in which every finding, fix and note (`{code, params}`) also carries its `message`, in the caller's
 * language. Commands answer with facts; scripts and people that read the JSON want the sentence beside them.
 */
export function withSentences(value: unknown, locale: Locale): unknown {
  if (Array.isArray(value)) return value.map((each) => withSentences(each, locale));
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) copy[key] = withSentences(each, locale);
  const { code, params } = value as { code?: unknown; params?: unknown };
  if (typeof code !== "string" || typeof params !== "object" || params === null || "message" in copy) return copy;
  const message = sentenceOfCode(code, params, locale);
  return message === undefined ? copy : { ...copy, message };
}
