import "server-only";
import { sentenceOfCheck } from "../../i18n/sentences/preflight.ts";
import { sentenceOfCode } from "../../i18n/sentences/by-code.ts";
import type { Locale } from "../../i18n/locale.ts";

/**
 * A copy of an answer in which every finding, fix and note (`{code, params}`) also carries its `message`, in the
 * caller's language. Commands answer with facts; scripts and people that read the JSON want the sentence beside them.
 */
export function withSentences(value: unknown, locale: Locale): unknown {
  if (Array.isArray(value)) return value.map((each) => withSentences(each, locale));
  if (typeof value !== "object" || value === null || Object.getPrototypeOf(value) !== Object.prototype) return value;
  const copy: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) copy[key] = withSentences(each, locale);
  const { code, params } = value as { code?: unknown; params?: unknown };
  if (typeof code !== "string" || typeof params !== "object" || params === null || "message" in copy) return copy;
  const { status } = value as { status?: unknown };
  const message = isStatus(status)
    ? sentenceOfCheck({ code, status, params: params as Record<string, string> }, locale)
    : sentenceOfCode(code, params, locale);
  return message === undefined ? copy : { ...copy, message };
}

/** A check of preflight says one thing when it passes and another when it does not. */
const isStatus = (status: unknown): status is "pass" | "warn" | "fail" | "unknown" =>
  typeof status === "string" && ["pass", "warn", "fail", "unknown"].includes(status);
