import type { ComparedField, ComparedRow, Relation } from "../../pki/inspect/compare.ts";
import { compareTexts as english } from "../en/sentences/compare.ts";
import { compareTexts as korean } from "../ko/sentences/compare.ts";
import type { Locale } from "../locale.ts";

export interface CompareTexts {
  /** Extensions, attributes and what is none of these keep the name that OpenSSL gives them. */
  readonly fields: Readonly<
    Record<Exclude<ComparedField, "extension" | "attribute" | "other" | "fingerprint">, string>
  > & {
    readonly fingerprint: (digest: string) => string;
  };
  readonly relations: Readonly<Record<Relation, string>>;
  readonly result: (differences: number, fields: number) => string;
  readonly critical: string;
  readonly firstOf: (count: number) => string;
}

export const compareTexts: Readonly<Record<Locale, CompareTexts>> = { en: english, ko: korean };

/** What a line of a comparison is about, in the language of the person. */
export function nameOfComparedField({ field, label }: Pick<ComparedRow, "field" | "label">, locale: Locale): string {
  const { fields } = compareTexts[locale];
  if (field === "extension" || field === "attribute" || field === "other") return label;
  return field === "fingerprint" ? fields.fingerprint(label) : fields[field];
}
