import { clsx } from "clsx";

/** What floats over the page with choices in it. */
export const menuBoxClass = "z-60 min-w-52 animate-appear rounded-card bg-raised p-1 text-sm shadow-menu";

export const menuLineClass = "-mx-1 my-1 h-px bg-line";

export function menuItemClass(isDanger = false): string {
  return clsx(
    "flex min-h-8 cursor-pointer items-center gap-2 rounded-badge px-2 py-1 no-underline outline-none",
    "hover:bg-active data-highlighted:bg-active data-[selected=true]:bg-active",
    isDanger ? "text-danger icon:text-danger" : "text-ink icon:text-muted",
  );
}
