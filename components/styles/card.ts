/** What belongs together, in a line around it. */
export const cardClass = "min-w-0 rounded-card border bg-surface";

/** The first line of a card. */
export const cardHeadClass = "flex min-h-11 items-center gap-2 border-b px-4 py-2.5 text-sm font-semibold";

/** A line within a card that says what the next ones are. */
export const groupHeadClass = [
  "flex gap-2 border-t bg-sunken px-4 py-[7px] text-xs font-medium text-muted",
  "max-md:flex-wrap max-md:gap-x-2 max-md:gap-y-0 [&_span]:font-normal [&_span]:text-subtle",
  "[:first-child>&:first-child]:rounded-t-[7px] [:first-child>&:first-child]:border-t-0",
].join(" ");

/** A short list of files or services: a name, and what is said of it on the right. */
export const fileListClass = [
  "[&>li]:flex [&>li]:items-center [&>li]:gap-2.5 [&>li]:border-t [&>li]:py-[7px] [&>li]:pr-2 [&>li]:pl-4",
  "[&>li]:text-sm [&>li:first-child]:border-t-0 [&_a[aria-current]]:font-semibold [&_a[aria-current]]:text-ink",
].join(" ");

/** `<details>` as a card that opens. */
export const foldClass = [
  "[&>summary]:cursor-pointer [&>summary]:px-4 [&>summary]:py-2.5 [&>summary]:text-sm [&>summary]:font-semibold",
  "[&[open]>summary]:border-b",
].join(" ");

/** `<details>` at the end of a card: what few people need. */
export const moreClass = [
  "[&>summary]:cursor-pointer [&>summary]:border-t [&>summary]:px-4 [&>summary]:py-2.5 [&>summary]:text-sm",
  "[&>summary]:font-medium [&>summary]:text-accent-text first:[&>summary]:border-t-0",
  "[&>summary:only-child]:border-t-0",
].join(" ");

export const planLineClass = "grid gap-0.5 border-t px-4 py-2 text-sm first:border-t-0";
