import type { CrlCard } from "../../pki/inspect/types.ts";
import { revocationLists as english } from "../en/sentences/revocation-lists.ts";
import { revocationLists as korean } from "../ko/sentences/revocation-lists.ts";
import type { Locale } from "../locale.ts";
import type { ListSignature, RevocationListSentences } from "./revocation-list-sentences.ts";

const sentences: Readonly<Record<Locale, RevocationListSentences>> = { en: english, ko: korean };

/** Who signed a revocation list, as far as the stored certificates tell. */
export function sentenceOfListSignature({ verdict, by }: ListSignature, locale: Locale): string {
  const who = by === null ? "" : by.fileName === null ? by.subject : `${by.fileName} (${by.subject})`;
  return sentences[locale].signature[verdict](who);
}

/** What a revocation list says of the serial number that was asked for: a sentence an entry. */
export function sentencesOfLookup(lookup: NonNullable<CrlCard["lookup"]>, locale: Locale): string[] {
  if (lookup.entries.length === 0) return [sentences[locale].notListed(lookup.serials)];
  return lookup.entries.map((entry) => sentences[locale].revoked({ ...entry, date: entry.date.slice(0, 10) }));
}
