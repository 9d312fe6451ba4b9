"use client";
import { clsx } from "clsx";
import Link from "next/link";
import { usePathname } from "next/navigation";
import { tabsClass } from "../styles/tabs";

export function SettingsTabs({
  tabs,
  label,
}: {
  readonly tabs: readonly { readonly href: string; readonly label: string }[];
  readonly label: string;
}) {
  const path = usePathname();
  return (
    <nav className={clsx(tabsClass, "mb-6")} aria-label={label}>
      {tabs.map((tab) => (
        <Link key={tab.href} href={tab.href} prefetch={false} aria-current={path === tab.href ? "page" : undefined}>
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
