import { z } from "zod";
import { command } from "../command.ts";

/** File names that begin so: what the terminal completes a word with. */
export const complete = command({
  name: "complete",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({ prefix: z.string().max(200), limit: z.int().min(1).max(100).default(20) }),
  secrets: [],
  audit: () => ({}),
  async run({ store }, { prefix, limit }) {
    return { fileNames: await store.fileNames(prefix, limit) };
  },
});
