import { z } from "zod";
import { command } from "../command.ts";
import { batchId, positions } from "../parts/batch/input.ts";
import * as field from "../parts/fields.ts";

/** Ends links that were not used yet. */
export const batchLinksRevoke = command({
  name: "batch-links-revoke",
  effect: "destroy",
  permission: "key.export",
  audited: "always",
  input: z.strictObject({ batch: batchId, positions, confirm: field.confirm }),
  secrets: [],
  audit: ({ batch, positions: chosen }) => ({ batch, people: chosen?.length ?? null }),
  async run({ batches }, { batch, positions: chosen }) {
    return { batch, revoked: await batches.revokeLinks(batch, chosen) };
  },
});
