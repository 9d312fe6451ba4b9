import { z } from "zod";
import { command } from "../command.ts";
import { requirePersonId } from "../parts/names-list.ts";

/** Removes a saved view of one's own; the names that it showed stay. */
export const viewRemove = command({
  name: "view-remove",
  effect: "create",
  permission: "inventory.read",
  audited: "always",
  input: z.strictObject({ name: z.string().min(1).max(40) }),
  secrets: [],
  audit: ({ name }) => ({ name }),
  async run({ store, actor }, { name }) {
    await store.removeView(requirePersonId(actor), name);
    return { name };
  },
});
