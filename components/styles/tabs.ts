/** Links or buttons in a line, the present one underlined. */
export const tabsClass = [
  "flex gap-5 border-b max-md:max-w-full max-md:overflow-x-auto max-md:[scrollbar-width:none]",
  "*:-mb-px *:inline-flex *:h-9 *:items-center *:border-b-2 *:border-transparent",
  "*:text-sm *:font-medium *:whitespace-nowrap *:text-muted *:no-underline",
  "[&>*:hover]:text-ink [&>[aria-current]]:border-accent [&>[aria-current]]:text-ink",
].join(" ");

/** A few choices in one box; the chosen one is raised (`aria-pressed`). */
export const segmentsClass = [
  "inline-flex gap-0.5 rounded-control border bg-sunken p-0.5 max-md:max-w-full max-md:overflow-x-auto",
  "max-md:[scrollbar-width:none] [&>button]:h-6.5 [&>button]:rounded-badge [&>button]:px-2.5 [&>button]:text-sm",
  "[&>button]:font-medium [&>button]:whitespace-nowrap [&>button]:text-muted",
  "[&>[aria-pressed=true]]:bg-raised [&>[aria-pressed=true]]:text-ink",
  "[&>[aria-pressed=true]]:shadow-[0_0_0_1px_var(--border-strong)]",
].join(" ");
