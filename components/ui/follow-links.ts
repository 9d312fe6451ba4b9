import { useRouter } from "next/navigation";
import type { MouseEvent } from "react";

/**
 * One listener for the plain links inside of an element: a plain click goes there without loading the page anew, every
 * other one (a new tab, a download) is the browser's. A table or a navigation of many links costs a listener, not a
 * component each.
 */
export function useFollowedLinks(onGo?: (href: string) => void): (event: MouseEvent) => void {
  const router = useRouter();
  return (event) => {
    const link = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a[href^='/']") : null;
    if (
      link === null ||
      event.defaultPrevented ||
      event.button !== 0 ||
      event.ctrlKey ||
      event.metaKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    event.preventDefault();
    const href = link.getAttribute("href") ?? "/";
    onGo?.(href);
    router.push(href);
  };
}
