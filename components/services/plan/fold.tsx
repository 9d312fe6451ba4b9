"use client";
import { useRouter } from "next/navigation";
import { useCallback, useEffect, useRef, useState, type ReactNode } from "react";

interface FoldProps {
  readonly id: string;
  readonly className: string;
  /** It has what comes next: it opens, and stays as the person leaves it. */
  readonly isOpen: boolean;
  /** The `<summary>`. */
  readonly head: ReactNode;
  /** Where it stands open, and the words for it: a link for a browser without scripts. */
  readonly address: string;
  readonly offer: string;
  /** What it holds; null when it was not asked for: a plan has many steps, and few are looked at. */
  readonly children: ReactNode;
}

/** The address with these folds open; all else in it stays. */
function withOpenFolds(address: string, ids: readonly string[]): string {
  const url = new URL(address);
  url.searchParams.set("phase", ids.join(","));
  url.hash = "";
  return `${url.pathname}${url.search.replaceAll("%2C", ",")}`;
}

/**
 * A fold whose content comes when it is opened. It opens when its turn comes and never closes by itself: the box that
 * was just ticked, and the keyboard on it, would be gone.
 */
export function Fold({ id, className, isOpen, head, address, offer, children }: FoldProps) {
  const router = useRouter();
  const element = useRef<HTMLDetailsElement>(null);
  const [wasOpen] = useState(isOpen);
  // What it held stays in view while it is asked for again.
  const [held, hold] = useState(children);
  if (children !== null && children !== held) hold(children);

  const isAsked = useRef(false);

  const ask = useCallback((): void => {
    if (isAsked.current) return;
    isAsked.current = true;
    const folds = document.querySelectorAll<HTMLDetailsElement>("details[data-fold][open]");
    const open = [...folds].flatMap(({ dataset }) => dataset["fold"] ?? []);
    router.replace(withOpenFolds(location.href, open), { scroll: false });
  }, [router]);

  useEffect(() => {
    if (element.current === null) return;
    if (children !== null) isAsked.current = false;
    if (isOpen) element.current.open = true;
    else if (element.current.open) ask();
  }, [isOpen, children, ask]);
  return (
    <details
      ref={element}
      className={className}
      id={`phase-${id}`}
      data-fold={id}
      open={wasOpen}
      onToggle={(event) => {
        if (event.currentTarget.open && children === null) ask();
      }}
    >
      {head}
      {children ?? held ?? (
        <a className="block px-4 py-3" href={address}>
          {offer}
        </a>
      )}
    </details>
  );
}
