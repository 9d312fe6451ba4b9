import type { PeopleSource } from "./batch-people";

/** A table that was chosen or dropped on the list of batches, on its way to the form; a page that is loaded has none. */
let handed: PeopleSource | null = null;

export function handTable(table: PeopleSource): void {
  handed = table;
}

export const handedTable = (): PeopleSource | null => handed;

/** The form has it; the next form begins without. */
export function forgetTable(): void {
  handed = null;
}
