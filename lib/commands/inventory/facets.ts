import { z } from "zod";
import { command } from "../command.ts";

/** The options of the list's filter menus, with their counts. */
export const facets = command({
  name: "facets",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({}),
  secrets: [],
  audit: () => ({}),
  async run({ store }) {
    return store.facets();
  },
});
