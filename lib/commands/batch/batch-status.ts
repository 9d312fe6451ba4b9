import { z } from "zod";
import { command } from "../command.ts";
import { batchId } from "../parts/batch/input.ts";

/** How far a batch is, person by person. */
export const batchStatus = command({
  name: "batch-status",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({
    batch: batchId,
    after: z.int().min(0).default(0).meta({ description: "Rows after this position: `next` of another page." }),
    limit: z.int().min(0).max(1000).default(1000),
    state: z.enum(["waiting", "issued", "failed"]).optional(),
  }),
  positional: ["batch"],
  secrets: [],
  audit: ({ batch }) => ({ batch }),
  async run({ batches }, { batch, after, limit, state }) {
    const summary = await batches.summary(batch);
    const found =
      limit === 0
        ? []
        : await batches.rows(batch, { after, limit: limit + 1, ...(state === undefined ? {} : { state }) });
    const rows = found.slice(0, limit);
    return {
      ...summary,
      waiting: summary.total - summary.issued - summary.failed,
      rows,
      next: found.length > limit ? (rows.at(-1)?.position ?? null) : null,
    };
  },
});
