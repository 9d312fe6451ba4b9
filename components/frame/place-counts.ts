import type { OutputOf } from "@/lib/commands/index.ts";
import { languageTags, type Locale } from "@/lib/i18n/locale.ts";
import { count } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import type { PlaceCount } from "./navigation";

const places = [
  { href: "/", of: "ending", isUrgent: true },
  { href: "/files", of: "names", isUrgent: false },
  { href: "/services", of: "notReady", isUrgent: true },
  { href: "/request", of: "waiting", isUrgent: false },
] as const;

/** The numbers beside the navigation in words, by address; a nought is not shown. */
export function placeCounts(
  counted: OutputOf<"counts">,
  texts: UiTexts["frame"]["counts"],
  locale: Locale,
): Readonly<Record<string, PlaceCount>> {
  return Object.fromEntries(
    places.flatMap(({ href, of, isUrgent }) => {
      const n = counted[of] ?? 0;
      if (n === 0) return [];
      return [[href, { shown: n.toLocaleString(languageTags[locale]), words: count(locale, texts[of], n), isUrgent }]];
    }),
  );
}
