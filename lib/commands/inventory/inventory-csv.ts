import { z } from "zod";
import { locales } from "../../i18n/locale.ts";
import { storedNamesIn } from "../../targets/fields.ts";
import { command } from "../command.ts";
import { writeInventory } from "../parts/inventory-csv.ts";
import { listFilter } from "../parts/list-filter.ts";
import { requireInputs } from "../parts/service/plan.ts";
import { requireService } from "../parts/service/service-name.ts";
import type { ItemRow, ListQuery } from "../ports/items.ts";
import type { Store } from "../ports/store.ts";

const pageSize = 200;

/** The inventory, what a search of it finds, or the names that a service uses, as CSV with a row for each name. */
export const inventoryCsv = command({
  name: "inventory-csv",
  effect: "read",
  permission: "inventory.read",
  audited: "always",
  input: z.strictObject({
    ...listFilter,
    service: z.string().min(1).max(200).optional().meta({ description: "The names that this service uses, alone." }),
    language: z.enum(locales).default("en").meta({ description: "Of the head and of the words for a status." }),
  }),
  secrets: [],
  audit: ({ search, kind, status, service }) => ({
    search: search ?? null,
    kind: kind ?? null,
    status: status ?? null,
    service: service ?? null,
  }),
  async run({ store, clock }, { service, language, ...query }) {
    const pages = service === undefined ? pagesOf(store, query) : pageOfService(await namesOf(store, service), store);
    return {
      fileName: `${service ?? "inventory"}-${clock.now().toISOString().slice(0, 10)}.csv`,
      mediaType: "text/csv; charset=utf-8",
      bytes: new Uint8Array(),
      chunks: writeInventory(store, pages, language),
    };
  },
});

async function* pagesOf(store: Store, query: ListQuery): AsyncGenerator<readonly ItemRow[]> {
  let cursor: string | null = null;
  do {
    const page = await store.list({ ...query, limit: pageSize, ...(cursor === null ? {} : { cursor }) });
    yield page.rows;
    cursor = page.next;
  } while (cursor !== null);
}

/** @throws Failure `service.unknown` */
async function namesOf(store: Store, name: string): Promise<readonly string[]> {
  const kept = await requireService(store, name);
  const { target, inputs } = requireInputs(kept.target, kept.inputs);
  const { identities, certificates, crls } = storedNamesIn(target.fields, inputs);
  return [...identities, ...certificates, ...crls];
}

/** A service names items, and files of items; what it names and is not stored has no row. */
async function* pageOfService(names: readonly string[], store: Store): AsyncGenerator<readonly ItemRow[]> {
  const rows = new Map<string, ItemRow>();
  for (const name of names) {
    const row = (await store.item(name)) ?? (await store.item((await store.file(name))?.basename ?? name));
    if (row !== null) rows.set(row.basename, row);
  }
  yield [...rows.values()];
}
