import { z } from "zod";
import { command } from "../command.ts";
import { batchId } from "../parts/batch/input.ts";
import * as field from "../parts/fields.ts";

/**
 * The sheet is lost, or the people shall have other passphrases: every .p12 is made anew from the same key and
 * certificate.
 */
export const batchRepack = command({
  name: "batch-repack",
  effect: "replace",
  permission: "key.export",
  audited: "always",
  input: z.strictObject({ batch: batchId, confirm: field.confirm }),
  secrets: [],
  audit: ({ batch }) => ({ batch }),
  async run({ batches }, { batch }) {
    await batches.repack(batch);
    return batches.summary(batch);
  },
});
