import Link from "next/link";
import type { ReactNode } from "react";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";

interface PagerProps {
  readonly texts: Pick<UiTexts["files"], "previous" | "next" | "pages" | "keys">;
  readonly note: string;
  readonly previous: string | null;
  readonly next: string | null;
  /** The keys of a table with rows to move in. */
  readonly hasKeys?: boolean;
}

/** Previous and next, and no page numbers: a place in a long list is a name, not a count. */
export function Pager({ texts, note, previous, next, hasKeys = true }: PagerProps) {
  return (
    <nav className="pager" aria-label={texts.pages}>
      <span>{note}</span>
      {hasKeys ? (
        <span className="hide-s row">
          <kbd>↑</kbd>
          <kbd>↓</kbd>
          {texts.keys.move}
          <kbd>x</kbd>
          {texts.keys.select}
          <kbd>Enter</kbd>
          {texts.keys.open}
        </span>
      ) : null}
      <span className="group">
        <Step href={previous}>{texts.previous}</Step>
        <Step href={next}>{texts.next}</Step>
      </span>
    </nav>
  );
}

function Step({ href, children }: { readonly href: string | null; readonly children: ReactNode }) {
  if (href === null) {
    return (
      <button type="button" className="btn sm" disabled>
        {children}
      </button>
    );
  }
  return (
    <Link className="btn sm" href={href} prefetch={false}>
      {children}
    </Link>
  );
}
