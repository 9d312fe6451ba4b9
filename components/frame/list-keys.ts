/** Keys for the list of a page, wherever the focus is: up and down from row to row, x to select. */

const steps: Readonly<Record<string, 1 | -1>> = { ArrowDown: 1, j: 1, ArrowUp: -1, k: -1 };
const taken =
  'input, textarea, select, [contenteditable], [role="listbox"], [role="menu"], [role="tablist"], [role="radiogroup"], dialog, [role="dialog"]';

/** Of a table, or the items of a list. */
const rowsOf = "tbody tr, [data-list] > li";

/** Moves along the first table or list with `data-list`; true when the key was for it. */
export function moveInList(event: KeyboardEvent): boolean {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return false;
  const target = event.target instanceof Element ? event.target : null;
  const list = document.querySelector("main [data-list]");
  if (list === null || document.querySelector('[role="dialog"], [role="menu"]') !== null) return false;
  const row = target?.closest(rowsOf) ?? null;
  const isInList = row !== null && list.contains(row);
  if (target?.matches(taken) === true && !(isInList && target.matches('input[type="checkbox"]'))) return false;
  if (target !== null && target.closest(taken) !== null && !isInList) return false;
  // Arrows scroll and move within what has the focus; the letters are free everywhere.
  if (event.key.startsWith("Arrow") && !isInList && target !== document.body && target?.id !== "main") return false;
  const step = steps[event.key];
  if (step === undefined) return false;
  const rows = [...list.querySelectorAll<HTMLElement>(list.matches("ul, ol") ? ":scope > li" : "tbody tr")].filter(
    (each) => each.querySelector("a") !== null,
  );
  const at = row === null ? -1 : rows.indexOf(row as HTMLElement);
  const next = isInList && at >= 0 ? rows[at + step] : step === 1 ? rows[0] : rows.at(-1);
  if (next === undefined) return false;
  event.preventDefault();
  next.querySelector<HTMLElement>("a")?.focus();
  return true;
}
