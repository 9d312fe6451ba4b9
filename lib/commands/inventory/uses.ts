import { z } from "zod";
import { command } from "../command.ts";
import { basenamesOf, nameList } from "../parts/names-list.ts";

/** Says what would miss each of these names: services, certificates that it issued, bundles, batches, a request that waits. */
export const uses = command({
  name: "uses",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({ names: nameList }),
  secrets: [],
  audit: ({ names }) => ({ count: names.length }),
  async run({ store }, { names }) {
    const found = await store.uses(await basenamesOf(store, names), { areTogether: true });
    return { rows: [...found.values()] };
  },
});
