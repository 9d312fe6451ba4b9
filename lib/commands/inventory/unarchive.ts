import { z } from "zod";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import { auditedNames, basenamesOf, nameList } from "../parts/names-list.ts";

/** Takes names back into the lists that were put away. */
export const unarchive = command({
  name: "unarchive",
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
    const changed = new Set(await store.archive(asked, false));
    return {
      changed: asked.filter((name) => changed.has(name)),
      unchanged: asked.filter((name) => !changed.has(name)),
    };
  },
});
