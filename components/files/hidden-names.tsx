import Link from "next/link";
import type { Counts } from "@/lib/commands/ports/items.ts";
import { languageTags, type Locale } from "@/lib/i18n/locale.ts";
import { count, fill } from "@/lib/i18n/ui/text.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { addressWith, type ListAddress } from "./list-query";

interface HiddenNamesProps {
  readonly address: ListAddress;
  readonly counts: Pick<Counts, "archived" | "expired">;
  readonly texts: UiTexts["files"]["hidden"];
  readonly locale: Locale;
}

/** How many names the list leaves out, and the way to see them: what is hidden is never silently gone. */
export function HiddenNames({ address, counts: { archived, expired }, texts, locale }: HiddenNamesProps) {
  if (archived + expired === 0 || address.show === "archived" || address.batch !== undefined) return null;
  const isShown = address.show === "all";
  const number = (n: number) => n.toLocaleString(languageTags[locale]);
  const said =
    archived > 0 && expired > 0
      ? fill(texts.both, { n: number(archived + expired), archived: number(archived), expired: number(expired) })
      : archived > 0
        ? count(locale, texts.archived, archived)
        : count(locale, texts.expired, expired);
  return (
    <p className="mb-3 text-sm text-muted">
      {isShown ? texts.shown : said}{" "}
      <Link href={addressWith(address, { show: isShown ? undefined : "all" })} prefetch={false}>
        {isShown ? texts.hide : texts.show}
      </Link>
    </p>
  );
}
