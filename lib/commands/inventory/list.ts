import { z } from "zod";
import { command } from "../command.ts";
import { listFilter } from "../parts/list-filter.ts";
import type { ItemRow } from "../ports/items.ts";

/** `pki list`: every stored file, page by page; searched and filtered in the database. */
export const list = command({
  name: "list",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({
    ...listFilter,
    cursor: z.string().max(500).optional().meta({ description: "`next` or `previous` of another page." }),
    limit: z.int().min(1).max(200).optional(),
  }),
  positional: ["search"],
  secrets: [],
  audit: ({ search, kind, status }) => ({ search: search ?? null, kind: kind ?? null, status: status ?? null }),
  async run({ store, vault }, input) {
    const [page, counts] = await Promise.all([store.list(input), store.counts()]);
    const names = page.rows.map(({ basename }) => basename);
    // One question each for the whole page, whatever the number of services and keys.
    const [uses, locks] = await Promise.all([
      names.length === 0 ? [] : store.serviceUses(names),
      vault.locks(page.rows.filter(mayHaveKey).map(({ basename }) => basename)),
    ]);
    const by = Map.groupBy(uses, ({ basename }) => basename);
    return {
      ...page,
      counts,
      rows: page.rows.map((row) => ({
        ...row,
        /** Of a key under a passphrase of its own; null without one. */
        keyLock: locks.get(row.basename) ?? null,
        usedBy: [...new Set(by.get(row.basename)?.map(({ service }) => service))],
      })),
    };
  },
});

/** A certificate whose key is not here has no lock to be asked for. */
function mayHaveKey({ status }: ItemRow): boolean {
  return !["no-key", "bundle", "other"].includes(status);
}
