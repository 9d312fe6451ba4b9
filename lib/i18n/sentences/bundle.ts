import type { BundleNote } from "../../pki/bundle/notes.ts";
import type { OrderFinding } from "../../pki/bundle/review.ts";
import { bundleNotes as englishNotes, orderFindings as englishFindings } from "../en/sentences/bundle.ts";
import { bundleNotes as koreanNotes, orderFindings as koreanFindings } from "../ko/sentences/bundle.ts";
import type { Locale } from "../locale.ts";
import type { BundleNoteMessages, OrderFindingMessages } from "./error-messages.ts";

const notes: Readonly<Record<Locale, BundleNoteMessages>> = { en: englishNotes, ko: koreanNotes };
const findings: Readonly<Record<Locale, OrderFindingMessages>> = { en: englishFindings, ko: koreanFindings };

export function sentenceOfBundleNote({ code, params }: BundleNote, locale: Locale): string {
  return (notes[locale][code] as (facts: unknown) => string)(params);
}

export function sentenceOfOrderFinding({ code, params }: OrderFinding, locale: Locale): string {
  return (findings[locale][code] as (facts: unknown) => string)(params);
}
