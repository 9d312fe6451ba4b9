import type { OutputOf } from "@/lib/commands/index.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import { relativeTime, type Viewer } from "@/lib/i18n/ui/time.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";

/** The newest list of an authority in words; null before the first one. */
export function shownList(
  lists: OutputOf<"item">["lists"],
  hasLevels: boolean,
  texts: Pick<UiTexts, "revoke" | "addresses" | "overview">,
  viewer: Viewer,
) {
  if (lists === null || lists.newest === null) return null;
  const { number, entries, nextUpdate } = lists.newest;
  const { standing } = lists;
  const { revoke } = texts;
  return {
    number: fill(revoke.listNow, { n: number, entries: count(viewer.locale, revoke.entries, entries) }),
    next: fill(revoke.nextUpdate, { in: relativeTime(viewer, nextUpdate) }),
    standing:
      standing === "good" || standing === "none"
        ? null
        : {
            word: texts.addresses.standings[standing],
            says: texts.overview.ownLists[standing].says,
            isFailing: standing === "over" || standing === "behind" || standing === "responder-over",
          },
    href: `/crl/${encodeURIComponent(lists.publishedName)}.crl`,
    ocsp: `/ocsp/${encodeURIComponent(lists.publishedName)}`,
    levels: hasLevels ? `/crl/${encodeURIComponent(lists.publishedName)}/levels.pem` : null,
  };
}
