import { z } from "zod";
import { command } from "../command.ts";
import { requirePersonId } from "../parts/names-list.ts";

const word = z.string().min(1).max(300).optional();

/** Saves a filtered list of the inventory as a view of one's own, under a name. */
export const viewSave = command({
  name: "view-save",
  effect: "create",
  permission: "inventory.read",
  audited: "always",
  input: z.strictObject({
    name: z.string().trim().min(1).max(40).meta({ description: "Of the view; a view of this name is replaced." }),
    filters: z
      .strictObject({
        q: word,
        kind: word,
        purpose: word,
        status: word,
        within: word,
        issuer: word,
        key: word,
        label: word,
        show: word,
        sort: word,
        dir: word,
      })
      .meta({ description: "As in the address of the list.", examples: [{ label: "CMS Seoul", sort: "ends" }] }),
  }),
  secrets: [],
  audit: ({ name }) => ({ name }),
  async run({ store, actor }, { name, filters }) {
    const given = Object.fromEntries(Object.entries(filters).filter(([, value]) => value !== undefined));
    await store.saveView(requirePersonId(actor), { name, filters: given });
    return { name };
  },
});
