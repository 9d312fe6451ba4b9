import { z } from "zod";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import { auditedNames, basenamesOf, labels, nameList } from "../parts/names-list.ts";

/** Gives labels to names and takes them away; lists are filtered by them. */
export const label = command({
  name: "label",
  effect: "create",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({
    names: nameList,
    add: labels.optional().meta({ description: "Given to each name.", examples: [["CMS Seoul"]] }),
    remove: labels.optional().meta({ description: "Taken from each name." }),
  }),
  positional: ["names"],
  attributes: { add: "add", remove: "remove" },
  secrets: [],
  on: ({ names }) => touchAuthorities("inventory.write", names),
  audit: ({ names, add, remove }) => ({ ...auditedNames(names), add: add ?? [], remove: remove ?? [] }),
  async run({ store }, { names, add = [], remove = [] }) {
    return { results: await store.label(await basenamesOf(store, names), { add, remove }) };
  },
});
