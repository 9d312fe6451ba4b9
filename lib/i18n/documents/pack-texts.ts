import { packText as english } from "../en/documents/pack.ts";
import { packText as korean } from "../ko/documents/pack.ts";
import type { Locale } from "../locale.ts";
import type { PackTexts } from "./document-words.ts";

export const packTexts: Readonly<Record<Locale, PackTexts>> = { en: english, ko: korean };
