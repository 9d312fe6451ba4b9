import type { ComparedRow } from "../../pki/inspect/compare.ts";
import { compareTexts as english } from "../en/sentences/compare.ts";
import { compareTexts as korean } from "../ko/sentences/compare.ts";
import type { CompareTexts } from "./compare-texts.ts";
import type { Locale } from "../locale.ts";

export const compareTexts: Readonly<Record<Locale, CompareTexts>> = { en: english, ko: korean };

/** What a line of a comparison is about, in the language of the person. */
export function nameOfComparedField({ field, label }: Pick<ComparedRow, "field" | "label">, locale: Locale): string {
  const { fields } = compareTexts[locale];
  if (field === "extension" || field === "attribute" || field === "other") return label;
  return field === "fingerprint" ? fields.fingerprint(label) : fields[field];
}
