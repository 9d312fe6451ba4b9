/** The pages that a person looked at last, in this browser: addresses and titles, nothing that was typed. */
export interface RecentPage {
  readonly href: string;
  readonly label: string;
}

const most = 6;
const key = "recent";

/** Pages of one thing: what is on them has a name that is worth coming back to. */
const ofOneThing = /^\/(files|services|batches)\/(?!new$)[^/]+$/;

export function readRecent(): readonly RecentPage[] {
  try {
    const kept: unknown = JSON.parse(localStorage.getItem(key) ?? "[]");
    return Array.isArray(kept) ? kept.filter(isPage).slice(0, most) : [];
  } catch {
    return [];
  }
}

function isPage(value: unknown): value is RecentPage {
  const page = value as Partial<RecentPage> | null;
  return typeof page?.href === "string" && ofOneThing.test(page.href) && typeof page.label === "string";
}

export function keepRecent({ href, label }: RecentPage): void {
  if (!ofOneThing.test(href)) return;
  const pages = [{ href, label }, ...readRecent().filter((page) => page.href !== href)].slice(0, most);
  try {
    localStorage.setItem(key, JSON.stringify(pages));
  } catch {
    // a browser that keeps nothing shows no recent pages
  }
}

/** The next person at this browser does not see them. */
export function forgetRecent(): void {
  try {
    localStorage.removeItem(key);
  } catch {
    // nothing was kept
  }
}
