import { z } from "zod";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";
import { requireItem } from "../parts/stored.ts";

/** Writes what a person wants to remember of a name: who asked for it, where it is installed. */
export const note = command({
  name: "note",
  effect: "create",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({
    name: field.storedName,
    note: z.string().trim().max(2000).meta({ description: "Replaces the note; empty: none. No secrets." }),
  }),
  positional: ["name", "note"],
  secrets: [],
  on: ({ name }) => touchAuthorities("inventory.write", [name]),
  // The text itself stays out of the log, which is never deleted from.
  audit: ({ name, note: text }) => ({ name, length: text.length }),
  async run({ store }, { name, note: text }) {
    const { basename } = await requireItem(store, name);
    await store.note(basename, text);
    return { name: basename, note: text };
  },
});
