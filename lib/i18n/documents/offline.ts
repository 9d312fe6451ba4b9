import { offlineWords as english } from "../en/documents/offline.ts";
import { offlineWords as korean } from "../ko/documents/offline.ts";
import type { Locale } from "../locale.ts";
import type { OfflineWords } from "./document-words.ts";

export const offlineWords: Readonly<Record<Locale, OfflineWords>> = { en: english, ko: korean };
