"use client";
import { useEffect, useState } from "react";

/** A stored file in words, as the server wrote them. */
interface Suggested {
  readonly fileName: string;
  /** Kind, common name, end. */
  readonly about: string;
}

export interface Suggestions {
  readonly offered: readonly (Suggested & {
    /** Its key is under a passphrase. */
    readonly lock?: string;
    /** It was found by a name that is not shown: it is never taken unless a person goes to it. */
    readonly foundBy?: string;
  })[];
  readonly notOffered: readonly (Suggested & { readonly why: string })[];
  readonly hasMore: boolean;
}

export type SuggestFiles = (query: string, kinds: readonly string[]) => Promise<Suggestions>;

const none: Suggestions = { offered: [], notOffered: [], hasMore: false };

/** Asks the inventory 120 ms after the last key; the answer to an older question is dropped. */
export function useSuggestions(
  query: string,
  isOpen: boolean,
  { kinds, suggest }: { readonly kinds: readonly string[]; readonly suggest: SuggestFiles },
): { readonly query: string; readonly found: Suggestions } | null {
  const [answer, setAnswer] = useState<{ readonly query: string; readonly found: Suggestions } | null>(null);
  const wanted = kinds.join("|");
  useEffect(() => {
    if (!isOpen) return;
    let isCurrent = true;
    const timer = setTimeout(() => {
      suggest(query, wanted === "" ? [] : wanted.split("|")).then(
        (found) => (isCurrent ? setAnswer({ query, found }) : undefined),
        () => (isCurrent ? setAnswer({ query, found: none }) : undefined),
      );
    }, 120);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [query, isOpen, wanted, suggest]);
  return answer;
}

/** The one that Enter takes without a step by the arrows: the first whose shown names hold what was typed. */
export function firstShown({ offered }: Suggestions): string | null {
  const [first] = offered;
  return first === undefined || first.foundBy !== undefined ? null : first.fileName;
}
