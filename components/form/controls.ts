import { clsx } from "clsx";

const box = "w-full rounded-control border border-line-control bg-surface text-ink";
const focused = "focus-visible:border-focus focus-visible:outline-2 focus-visible:-outline-offset-1";

/** A field of one line. A phone enlarges the page when its letters are smaller than 16 px. */
export function controlClass({ isMono = false } = {}, more?: string): string {
  return clsx(
    box,
    "h-control px-2.5 text-sm max-md:text-[16px]",
    "hover:border-subtle focus:border-focus focus:outline-2 focus:-outline-offset-1 focus:outline-focus",
    "aria-invalid:border-danger-mark aria-invalid:shadow-[0_0_0_1px_var(--danger-mark)]",
    "read-only:border-line-strong read-only:bg-sunken disabled:border-line-strong disabled:bg-sunken",
    "disabled:text-subtle",
    isMono && "font-mono tracking-[-0.01em]",
    more,
  );
}

export function textAreaClass({ isMono = false } = {}, more?: string): string {
  return clsx(
    box,
    focused,
    "min-h-30 resize-y px-2.5 py-2",
    isMono ? "overflow-x-auto font-mono text-[12.5px] tracking-[-0.01em] whitespace-pre" : "text-sm max-md:text-[16px]",
    more,
  );
}

/** The browser's own list, in a box with an arrow. */
export const selectBoxClass = [
  "relative block icon:pointer-events-none icon:absolute icon:top-[calc(var(--control-height)/2-8px)]",
  "icon:right-[9px] icon:text-subtle",
].join(" ");
export const selectClass = clsx(
  box,
  focused,
  "h-control cursor-pointer appearance-none pr-8 pl-2.5 text-left text-sm text-ellipsis max-md:text-[16px]",
);

/** A field with an icon before its text, or a button after it. */
export const fieldWithClass = [
  "relative block icon:pointer-events-none icon:absolute icon:top-2 icon:left-2.5 icon:text-subtle",
  "max-md:icon:top-3 [&>svg+input]:pl-8 has-[>[data-after]]:[&>input]:pr-9",
  "[&>[data-after]]:absolute [&>[data-after]]:top-1 [&>[data-after]]:right-1.5",
].join(" ");

/** Label, control, error, help: one above the other. */
export const fieldClass = "grid min-w-0 content-start gap-1.5";
export const labelClass = "flex items-baseline gap-1.5 text-sm/[18px] font-medium";
export const fieldLabelClass = `${labelClass} max-h-9 min-h-[18px]`;
export const labelNoteClass = "ml-auto text-xs/none font-normal text-subtle";
export const labelWordClass = "font-mono text-xs/none font-normal text-subtle";
export const helpClass = "text-xs/[18px] text-subtle";
export const errorLineClass = "flex gap-1.5 text-sm/[18px] text-danger icon:mt-px [&_a]:text-inherit [&_a]:underline";

/** A box to tick, and its sentence. */
export const checkLineClass = "flex items-start gap-2.5 text-sm [&>.checkbox]:mt-0.5";

/** Where files are dropped; `data-over` while they hang over it. */
export const dropBoxClass = [
  "flex flex-wrap items-center justify-center gap-3 rounded-card border border-dashed border-line-control bg-sunken",
  "px-4 py-5 text-sm text-muted data-over:border-accent data-over:bg-accent-soft data-over:text-ink",
].join(" ");

/** Over the whole window while files hang over it. */
export const dropTargetClass = [
  "pointer-events-none fixed inset-2 z-40 grid place-items-center rounded-dialog border-2 border-dashed border-accent",
  "bg-surface/86",
].join(" ");
