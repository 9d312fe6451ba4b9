import type { BundleNote, BundleNoteCode, BundleNoteFacts } from "../../pki/bundle/notes.ts";
import type { OrderFinding, OrderFindingCode, OrderFindingFacts } from "../../pki/bundle/review.ts";
import { bundleNotes as englishNotes, orderFindings as englishFindings } from "../en/sentences/bundle.ts";
import { bundleNotes as koreanNotes, orderFindings as koreanFindings } from "../ko/sentences/bundle.ts";
import type { Locale } from "../locale.ts";

/** One sentence per note about a bundle, and per finding about the order of one. A missing code does not compile. */
export type BundleNoteMessages = { readonly [C in BundleNoteCode]: (facts: BundleNoteFacts[C]) => string };
export type OrderFindingMessages = { readonly [C in OrderFindingCode]: (facts: OrderFindingFacts[C]) => string };

const notes: Readonly<Record<Locale, BundleNoteMessages>> = { en: englishNotes, ko: koreanNotes };
const findings: Readonly<Record<Locale, OrderFindingMessages>> = { en: englishFindings, ko: koreanFindings };

export function sentenceOfBundleNote({ code, params }: BundleNote, locale: Locale): string {
  return (notes[locale][code] as (facts: unknown) => string)(params);
}

export function sentenceOfOrderFinding({ code, params }: OrderFinding, locale: Locale): string {
  return (findings[locale][code] as (facts: unknown) => string)(params);
}
