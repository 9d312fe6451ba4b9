import { inventoryColumns as english } from "../en/documents/inventory-csv.ts";
import { commonText as englishWords } from "../en/ui/ui.ts";
import { inventoryColumns as korean } from "../ko/documents/inventory-csv.ts";
import { commonText as koreanWords } from "../ko/ui/ui.ts";
import type { ItemStatus } from "../../commands/ports/items.ts";
import type { Locale } from "../locale.ts";

export type InventoryColumn = keyof typeof english;

export interface InventoryCsvWords {
  readonly columns: Readonly<Record<InventoryColumn, string>>;
  readonly status: Readonly<Record<ItemStatus, string>>;
}

export const inventoryCsvWords: Readonly<Record<Locale, InventoryCsvWords>> = {
  en: { columns: english, status: englishWords.status },
  ko: { columns: korean, status: koreanWords.status },
};
