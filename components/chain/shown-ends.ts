import type { ChainEnd } from "@/lib/pki/path/chain.ts";
import type { Locale } from "@/lib/i18n/locale.ts";
import { sentenceOfEnd, sentenceOfOtherEnd } from "@/lib/i18n/sentences/chain.ts";

/** Where a chain leads and where others do, as they travel to the browser: sentences already. */
export interface ShownEnds {
  readonly leads: string | null;
  readonly others: readonly ShownEnd[];
}

export interface ShownEnd {
  readonly text: string;
  /** The field `root` with which this way is taken. */
  readonly choice: string;
  readonly subject: string;
}

/** For the server: both languages are behind it. */
export function shownEnds(
  ends: { readonly end: ChainEnd | null; readonly otherEnds: readonly ChainEnd[] },
  locale: Locale,
): ShownEnds {
  return {
    leads: ends.end?.isRoot === true ? sentenceOfEnd(ends.end, locale) : null,
    others: ends.otherEnds.map((other) => ({
      text: sentenceOfOtherEnd(other, locale),
      choice: other.choice,
      subject: other.subject,
    })),
  };
}
