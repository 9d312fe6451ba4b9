import { z } from "zod";
import { command } from "../command.ts";

/** The saved views of the list of a person: a token has none. */
export const views = command({
  name: "views",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({}),
  secrets: [],
  audit: () => ({}),
  async run({ store, actor }) {
    return { views: actor.kind === "user" ? await store.views(actor.id) : [] };
  },
});
