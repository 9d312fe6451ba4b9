import Link from "next/link";
import type { ReactNode } from "react";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { buttonClass } from "./button";

export const pagerClass = "flex items-center gap-3 pt-3 text-sm text-subtle max-md:flex-wrap";

/** Buttons that stand side by side as one, at the end of their line. */
export const buttonGroupClass = [
  "ml-auto inline-flex *:-ml-px *:rounded-none *:first:ml-0 *:first:rounded-l-control *:last:rounded-r-control",
].join(" ");

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
    <nav className={pagerClass} aria-label={texts.pages}>
      <span>{note}</span>
      {hasKeys ? (
        <span className="flex items-center gap-2 max-md:hidden">
          <kbd>↑</kbd>
          <kbd>↓</kbd>
          {texts.keys.move}
          <kbd>x</kbd>
          {texts.keys.select}
          <kbd>Enter</kbd>
          {texts.keys.open}
        </span>
      ) : null}
      <span className={buttonGroupClass}>
        <Step href={previous}>{texts.previous}</Step>
        <Step href={next}>{texts.next}</Step>
      </span>
    </nav>
  );
}

function Step({ href, children }: { readonly href: string | null; readonly children: ReactNode }) {
  if (href === null) {
    return (
      <button type="button" className={buttonClass({ size: "sm" })} disabled>
        {children}
      </button>
    );
  }
  return (
    <Link className={buttonClass({ size: "sm" })} href={href} prefetch={false}>
      {children}
    </Link>
  );
}
