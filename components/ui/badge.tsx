import { clsx } from "clsx";
import type { ReactNode } from "react";

const base = [
  "inline-flex h-5 items-center gap-1 rounded-badge border px-1.5 text-xs/5 font-medium whitespace-nowrap",
  "icon:size-3",
];

const tones = {
  idle: "border-idle-line bg-idle-soft text-idle",
  ok: "border-ok-line bg-ok-soft text-ok",
  warn: "border-warn-line bg-warn-soft text-warn",
  danger: "border-danger-line bg-danger-soft text-danger",
  info: "border-info-line bg-info-soft text-info",
  accent: "border-accent-line bg-accent-soft text-accent-text",
} as const;

function badgeClass(tone: keyof typeof tones = "idle"): string {
  return clsx(base, tones[tone]);
}

/** Badges in lines; a long one takes several. */
export const badgesClass = [
  "flex flex-wrap gap-x-1.5 gap-y-1 [&>span]:h-auto [&>span]:min-h-5 [&>span]:wrap-anywhere",
  "[&>span]:whitespace-normal",
].join(" ");

export function Badge({
  tone,
  title,
  children,
}: {
  readonly tone?: keyof typeof tones;
  readonly title?: string;
  readonly children: ReactNode;
}) {
  return (
    <span className={badgeClass(tone)} title={title}>
      {children}
    </span>
  );
}
