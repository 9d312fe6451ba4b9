/** Around a table: its line, and its round corners. */
export const tableBoxClass = "overflow-clip rounded-card border";

/** On a phone each row becomes a block of lines, and the headings are for screen readers alone. */
export const rowsOnPhoneClass = [
  "max-md:[&_thead]:sr-only max-md:[&_:is(table,tbody)]:block max-md:[&_tr]:grid max-md:[&_tr]:gap-0.5",
  "max-md:[&_tr]:border-b max-md:[&_tr]:px-4 max-md:[&_tr]:py-2.5 max-md:[&_tbody_tr:last-child]:border-b-0",
  "max-md:[&_td]:border-0 max-md:[&_td]:bg-transparent max-md:[&_td]:p-0 max-md:[&_td]:text-start",
  "max-md:[&_tbody_tr[aria-selected=true]]:bg-accent-soft",
].join(" ");
