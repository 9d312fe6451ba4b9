import { z } from "zod";
import { command } from "../command.ts";

/** What the filter menus of the list offer. */
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
