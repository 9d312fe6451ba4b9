import type { CrlIssuer } from "@/lib/commands/ports/revocations.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import { relativeTime, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";

/** The newest list of an authority in words; null before the first one. */
export function shownList(lists: CrlIssuer | null, hasLevels: boolean, texts: UiTexts["revoke"], viewer: Viewer) {
  if (lists === null || lists.newest === null) return null;
  const { number, entries, nextUpdate } = lists.newest;
  return {
    number: fill(texts.listNow, { n: number, entries: count(viewer.locale, texts.entries, entries) }),
    next: fill(texts.nextUpdate, { in: relativeTime(viewer, nextUpdate) }),
    isLate: nextUpdate < viewer.now,
    href: `/crl/${encodeURIComponent(lists.publishedName)}.crl`,
    ocsp: `/ocsp/${encodeURIComponent(lists.publishedName)}`,
    levels: hasLevels ? `/crl/${encodeURIComponent(lists.publishedName)}/levels.pem` : null,
  };
}
