"use client";
import { clsx } from "clsx";
import { usePathname } from "next/navigation";
import { Suspense, use, useState } from "react";
import { Mark } from "../ui/brand";
import { Glyph } from "../ui/glyph";
import { keepChoice } from "./choices";
import { usePlaceLinks } from "./fresh-page";
import { placeGlyphs, type CountsToCome, type VisibleGroup } from "./navigation";
import { iconButtonClass } from "../ui/button";

export const brandClass = [
  "flex h-13 flex-none items-center gap-2.5 px-2 text-[15px] font-semibold tracking-[-0.015em] text-ink no-underline",
].join(" ");

/** Around the links: what they and the headings of their groups look like. */
export const placesClass = [
  "[&_h2]:px-2 [&_h2]:pt-[18px] [&_h2]:pb-1.5 [&_h2]:text-xs [&_h2]:font-medium [&_h2]:text-subtle",
  "[&_li>a]:flex [&_li>a]:h-8 [&_li>a]:items-center [&_li>a]:gap-2.5 [&_li>a]:rounded-control [&_li>a]:px-2",
  "[&_li>a]:text-sm [&_li>a]:font-medium [&_li>a]:text-muted [&_li>a]:no-underline [&_li>a:hover]:bg-active",
  "[&_li>a:hover]:text-ink [&_a[aria-current]]:bg-active [&_a[aria-current]]:font-semibold",
  "[&_a[aria-current]]:text-ink [&_a[aria-current]>svg]:text-accent-text",
].join(" ");

/* Narrow, a group has a line for its heading, and the words are for screen readers. */
const navigationClass = [
  "sticky top-0 flex h-screen flex-col overflow-y-auto border-r bg-canvas px-2 pb-4 max-md:hidden print:hidden",
  "data-narrow:px-[7px] data-narrow:[&_:is(a>span,h2)]:sr-only data-narrow:[&_li>a]:justify-center",
  "data-narrow:[&>div:has(>h2)]:mt-2 data-narrow:[&>div:has(>h2)]:border-t data-narrow:[&>div:has(>h2)]:pt-2",
].join(" ");

/** The links themselves; whatever holds them follows them (`usePlaceLinks`). */
export function NavLinks({
  groups,
  counts,
}: {
  readonly groups: readonly VisibleGroup[];
  readonly counts: CountsToCome;
}) {
  const path = usePathname();
  const isHere = (href: string): boolean =>
    href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
  return groups.map((group, index) => (
    <div key={group.title ?? index}>
      {group.title === null ? null : <h2>{group.title}</h2>}
      <ul>
        {group.places.map(({ href, label, icon }) => (
          <li key={href}>
            <a href={href} title={label} aria-current={isHere(href) ? "page" : undefined}>
              <Glyph name={placeGlyphs[icon]} />
              <span>{label}</span>
              <Suspense>
                <PlaceCount counts={counts} href={href} />
              </Suspense>
            </a>
          </li>
        ))}
      </ul>
    </div>
  ));
}

/** The number beside a place, when it has come: no page waits for it. */
function PlaceCount({ counts, href }: { readonly counts: CountsToCome; readonly href: string }) {
  const found = use(counts)[href];
  if (found === undefined) return null;
  return (
    <span className={clsx("ml-auto text-xs tabular-nums", found.isUrgent ? "text-danger" : "text-subtle")}>
      <span aria-hidden>{found.shown}</span>
      <span className="sr-only">{found.words}</span>
    </span>
  );
}

interface NavProps {
  readonly groups: readonly VisibleGroup[];
  readonly counts: CountsToCome;
  readonly texts: { readonly label: string; readonly narrow: string; readonly wide: string };
  readonly isNarrow: boolean;
}

/** The navigation of a wide window; it narrows to its icons, and the choice is kept. */
export function Nav({ groups, counts, texts, isNarrow: wasNarrow }: NavProps) {
  const [isNarrow, setNarrow] = useState(wasNarrow);
  const follow = usePlaceLinks();
  function toggle(): void {
    keepChoice("nav", isNarrow ? "wide" : "narrow");
    setNarrow(!isNarrow);
  }
  return (
    <nav
      className={clsx(placesClass, navigationClass)}
      aria-label={texts.label}
      data-narrow={isNarrow || undefined}
      onClick={follow}
    >
      <a className={brandClass} href="/">
        <Mark />
        <span>Chainsmith</span>
      </a>
      <NavLinks groups={groups} counts={counts} />
      <div className="mt-auto px-2 pt-4">
        <button
          type="button"
          className={iconButtonClass}
          onClick={toggle}
          aria-expanded={!isNarrow}
          aria-label={isNarrow ? texts.wide : texts.narrow}
          title={isNarrow ? texts.wide : texts.narrow}
        >
          <Glyph name="panel-left" />
        </button>
      </div>
    </nav>
  );
}
