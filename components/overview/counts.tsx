import Link from "next/link";
import type { Counts } from "@/lib/commands/ports/items.ts";
import { languageTags, type Locale } from "@/lib/i18n/locale.ts";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { sectionClass, sectionHeadClass } from "../styles/section";

const figureClass = [
  "grid gap-0.5 rounded-card border px-4 py-3 text-ink no-underline hover:bg-hover [&>b]:text-xl",
  "[&>b]:tracking-[-0.018em] [&>span]:text-xs [&>span]:text-subtle",
].join(" ");

const figures = [
  { name: "certificates", href: "/files?kind=certificate" },
  { name: "keys", href: "/files?kind=key" },
  { name: "requests", href: "/files?kind=csr" },
  { name: "authorities", href: "/files?kind=authority" },
  { name: "bundles", href: "/files?kind=bundle" },
] as const;

/** How much there is of each; each figure leads to its list. */
export function Counts({
  counts,
  texts,
  locale,
}: {
  readonly counts: Counts;
  readonly texts: UiTexts["overview"];
  readonly locale: Locale;
}) {
  return (
    <section className={sectionClass} aria-labelledby="figures">
      <header className={sectionHeadClass}>
        <h2 id="figures">{texts.inventory}</h2>
      </header>
      <div className="grid grid-cols-[repeat(auto-fit,minmax(132px,1fr))] gap-3">
        {figures.map(({ name, href }) => (
          <Link key={name} className={figureClass} href={href} prefetch={false}>
            <b>{counts[name].toLocaleString(languageTags[locale])}</b>
            <span>{texts.figures[name]}</span>
          </Link>
        ))}
      </div>
    </section>
  );
}
