import { clsx } from "clsx";
import Link from "next/link";
import type { UiTexts } from "@/lib/i18n/ui/ui-texts.ts";
import { tabsClass } from "../styles/tabs";

export const tabs = ["summary", "text", "der", "history"] as const;
export type Tab = (typeof tabs)[number];

export function isTab(text: string | undefined): text is Tab {
  return tabs.some((tab) => tab === text);
}

export function tabAddress(name: string, tab: Tab, file: string | undefined): string {
  const query = new URLSearchParams({
    ...(tab === "summary" ? {} : { tab }),
    ...(file === undefined ? {} : { file }),
  }).toString();
  return `/files/${encodeURIComponent(name)}${query === "" ? "" : `?${query}`}`;
}

/** The three depths and the history: links, so that each has an address. */
export function ItemTabs({
  name,
  file,
  tab,
  texts,
}: {
  readonly name: string;
  readonly file: string | undefined;
  readonly tab: Tab;
  readonly texts: UiTexts["item"]["tabs"];
}) {
  return (
    <nav className={clsx(tabsClass, "mb-6")} aria-label={texts.label}>
      {tabs.map((each) => (
        <Link
          key={each}
          href={tabAddress(name, each, file)}
          prefetch={false}
          scroll={false}
          aria-current={each === tab ? "page" : undefined}
        >
          {texts[each]}
        </Link>
      ))}
    </nav>
  );
}
