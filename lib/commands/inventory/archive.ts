import { z } from "zod";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import { auditedNames, basenamesOf, nameList } from "../parts/names-list.ts";

/** Puts names away: they stay as they are, keep working for their services, and lists leave them out. */
export const archive = command({
  name: "archive",
  effect: "create",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({ names: nameList }),
  positional: ["names"],
  secrets: [],
  on: ({ names }) => touchAuthorities("inventory.write", names),
  audit: ({ names }) => auditedNames(names),
  async run({ store }, { names }) {
    const asked = await basenamesOf(store, names);
    const changed = new Set(await store.archive(asked, true));
    return {
      changed: asked.filter((name) => changed.has(name)),
      unchanged: asked.filter((name) => !changed.has(name)),
    };
  },
});
