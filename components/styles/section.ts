/** A part of a page under its own heading. */
export const sectionClass = "mt-8 first:mt-0";

export const sectionHeadClass = [
  "mb-3 flex items-baseline gap-3 max-md:flex-wrap max-md:gap-x-3 max-md:gap-y-0.5",
  "[&>h2]:text-section",
].join(" ");

/** The page's own work, and what stands beside it. */
export const splitClass = [
  "grid grid-cols-1 items-start gap-x-6 gap-y-8 lg:grid-cols-[minmax(0,1fr)_372px]",
  "[&>aside]:grid [&>aside]:grid-cols-1 [&>aside]:gap-6",
].join(" ");

/** The mark and the words of what a picture's colours mean. */
export const legendClass = [
  "flex flex-wrap gap-x-4 gap-y-1.5 text-sm text-muted",
  "[&_i]:mr-1.5 [&_i]:inline-block [&_i]:size-[9px] [&_i]:rounded-[2px]",
].join(" ");

/** A sentence that says what a thing is, in place of a table of its facts. */
export const sentenceClass = [
  "max-w-[72ch] text-lg/[26px] tracking-[-0.012em] text-muted max-md:text-[15px]/6",
  "[&_b]:text-ink",
].join(" ");

/** A page outside of the frame: one thing in the middle of the window. */
export const guestPageClass = "grid min-h-screen grid-rows-[1fr_auto] justify-items-center bg-canvas px-4 py-6";
