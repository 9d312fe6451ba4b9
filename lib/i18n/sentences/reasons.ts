import type { ErrorCode, FamilyReasons, OwnReasons } from "./error-messages.ts";
import { familyReasons as englishFamilies, ownReasons as english } from "../en/sentences/reasons.ts";
import { familyReasons as koreanFamilies, ownReasons as korean } from "../ko/sentences/reasons.ts";
import type { Locale } from "../locale.ts";

const own: Readonly<Record<Locale, OwnReasons>> = { en: english, ko: korean };
const families: Readonly<Record<Locale, FamilyReasons>> = { en: englishFamilies, ko: koreanFamilies };
const unknown: Readonly<Record<Locale, string>> = {
  en: "the reason is one that this version does not know",
  ko: "이 버전이 모르는 이유입니다",
};

/** The end of a sentence, without its full stop. */
export function wordsOfReason(code: string, locale: Locale): string {
  const [family = ""] = code.split(".");
  if (Object.hasOwn(own[locale], code)) return own[locale][code as ErrorCode] ?? unknown[locale];
  return Object.hasOwn(families[locale], family) ? families[locale][family as keyof FamilyReasons] : unknown[locale];
}
