import { z } from "zod";
import { touchAuthorities } from "../access.ts";
import type { Context } from "../command.ts";
import { auditedNames, basenamesOf, nameList } from "./names-list.ts";

const input = z.strictObject({ names: nameList });
type Input = z.infer<typeof input>;

/** What `archive` and `unarchive` have in common: all but the word, and which way names go. */
export const archiving = (isArchived: boolean) => ({
  effect: "create" as const,
  permission: "inventory.write" as const,
  audited: "always" as const,
  input,
  positional: ["names"],
  secrets: [],
  on: ({ names }: Input) => touchAuthorities("inventory.write", names),
  audit: ({ names }: Input) => auditedNames(names),
  async run({ store }: Context, { names }: Input) {
    const asked = await basenamesOf(store, names);
    const changed = new Set(await store.archive(asked, isArchived));
    return {
      changed: asked.filter((name) => changed.has(name)),
      unchanged: asked.filter((name) => !changed.has(name)),
    };
  },
});
