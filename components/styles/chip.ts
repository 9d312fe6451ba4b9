import { clsx } from "clsx";

const base = "inline-flex max-w-full items-center gap-[5px] rounded-control border text-sm";

const looks = {
  plain: "h-6.5 border-line-strong bg-surface pr-0.5 pl-2 max-md:h-8",
  bad: "h-6.5 border-danger-mark bg-danger-soft pr-0.5 pl-2 text-danger max-md:h-8",
  /** Made by the console, not typed. */
  auto: "h-6.5 border-dashed border-line-strong bg-sunken px-2 max-md:h-8 icon:text-subtle",
  /** What narrows a list. */
  pick: "h-7 border-accent-line bg-accent-soft pr-0.5 pl-2.5 max-md:h-9",
  /** The way to one more. */
  add: "h-7 cursor-pointer border-dashed border-line-control px-2.5 text-muted max-md:h-9",
} as const;

/** A name in a box of its own, that can be taken away. */
export function chipClass(look: keyof typeof looks = "plain", more?: string): string {
  return clsx(base, looks[look], more);
}

export const chipKindClass = "font-mono text-[11px]/4 font-medium";
export const chipButtonClass = "grid size-6 flex-none place-items-center rounded-badge hover:bg-active hover:text-ink";
