"use client";
import { usePathname } from "next/navigation";
import { useState } from "react";
import { Mark } from "../ui/brand";
import { useFollowedLinks } from "../ui/follow-links";
import { Glyph } from "../ui/glyph";
import { keepChoice } from "./choices";
import { placeGlyphs, type VisibleGroup } from "./navigation";

/** The links themselves; whatever holds them follows them (`useFollowedLinks`). */
export function NavLinks({ groups }: { readonly groups: readonly VisibleGroup[] }) {
  const path = usePathname();
  const isHere = (href: string): boolean =>
    href === "/" ? path === "/" : path === href || path.startsWith(`${href}/`);
  return groups.map((group, index) => (
    <div key={group.title ?? index}>
      {group.title === null ? null : <h2>{group.title}</h2>}
      <ul>
        {group.places.map(({ href, label, icon }) => (
          <li key={href}>
            <a className="it" href={href} title={label} aria-current={isHere(href) ? "page" : undefined}>
              <Glyph name={placeGlyphs[icon]} />
              <span>{label}</span>
            </a>
          </li>
        ))}
      </ul>
    </div>
  ));
}

interface NavProps {
  readonly groups: readonly VisibleGroup[];
  readonly texts: { readonly label: string; readonly narrow: string; readonly wide: string };
  readonly isNarrow: boolean;
}

/** The navigation of a wide window; it narrows to its icons, and the choice is kept. */
export function Nav({ groups, texts, isNarrow: wasNarrow }: NavProps) {
  const [isNarrow, setNarrow] = useState(wasNarrow);
  const follow = useFollowedLinks();
  function toggle(): void {
    keepChoice("nav", isNarrow ? "wide" : "narrow");
    setNarrow(!isNarrow);
  }
  return (
    <nav className="nav" aria-label={texts.label} data-narrow={isNarrow || undefined} onClick={follow}>
      <a className="brand" href="/">
        <Mark />
        <span>Chainsmith</span>
      </a>
      <NavLinks groups={groups} />
      <div className="foot">
        <button
          type="button"
          className="copy"
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
