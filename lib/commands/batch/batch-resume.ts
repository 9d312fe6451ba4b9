import { z } from "zod";
import { issuerOf } from "../access.ts";
import { command } from "../command.ts";
import { batchId } from "../parts/batch/input.ts";

/** Goes on with the rows that wait, and tries again those that failed. No row gets a second certificate. */
export const batchResume = command({
  name: "batch-resume",
  effect: "create",
  permission: "certificate.sign",
  audited: "always",
  input: z.strictObject({ batch: batchId }),
  secrets: [],
  on: ({ batch }) => [{ may: "certificate.sign", on: issuerOf(batch) }],
  audit: ({ batch }) => ({ batch }),
  async run({ batches }, { batch }) {
    await batches.resume(batch);
    return batches.summary(batch);
  },
});
