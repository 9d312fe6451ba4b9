import { z } from "zod";
import { command } from "../command.ts";
import { batchId } from "../parts/batch/input.ts";

/** Begins no further certificate. What is issued stays, and the batch can be resumed. */
export const batchCancel = command({
  name: "batch-cancel",
  effect: "create",
  permission: "certificate.sign",
  audited: "always",
  input: z.strictObject({ batch: batchId }),
  secrets: [],
  audit: ({ batch }) => ({ batch }),
  async run({ batches }, { batch }) {
    await batches.cancel(batch);
    return batches.summary(batch);
  },
});
