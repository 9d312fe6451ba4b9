import { z } from "zod";
import { command } from "../command.ts";

/** The batches, newest first. */
export const batchList = command({
  name: "batch-list",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({ cursor: z.string().max(200).optional(), limit: z.int().min(1).max(200).default(50) }),
  secrets: [],
  audit: () => ({}),
  async run({ batches }, { cursor, limit }) {
    return batches.list({ limit, ...(cursor === undefined ? {} : { cursor }) });
  },
});
