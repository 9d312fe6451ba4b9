"use client";
import { createContext, Fragment, startTransition, useContext, useState, type MouseEvent, type ReactNode } from "react";
import { useFollowedLinks } from "../ui/follow-links";

interface Visits {
  readonly count: number;
  /** Says that a person goes to the address. */
  readonly visit: (href: string) => void;
}

const Visits = createContext<Visits>({ count: 0, visit: () => undefined });

/** Around the navigation and the page: a place that is chosen while it is open begins anew. */
export function PageVisits({ children }: { readonly children: ReactNode }) {
  const [count, setCount] = useState(0);
  // The address of a page that is open already would change nothing of what was typed and made there.
  const visit = (href: string): void =>
    startTransition(() => (href === location.pathname ? setCount((known) => known + 1) : undefined));
  return <Visits value={{ count, visit }}>{children}</Visits>;
}

/** The page: nothing that was typed or made on the last visit is in the next. */
export function FreshPage({ children }: { readonly children: ReactNode }) {
  return <Fragment key={useContext(Visits).count}>{children}</Fragment>;
}

/** To be told before a place is gone to. */
export function usePlaceVisit(): (href: string) => void {
  return useContext(Visits).visit;
}

/** Follows the links of a navigation. */
export function usePlaceLinks(onGo?: () => void): (event: MouseEvent) => void {
  const visit = usePlaceVisit();
  return useFollowedLinks((href) => {
    onGo?.();
    visit(href);
  });
}
