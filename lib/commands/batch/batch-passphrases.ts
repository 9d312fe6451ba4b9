import { z } from "zod";
import { writeCsv } from "../parts/csv.ts";
import { command } from "../command.ts";
import { batchId } from "../parts/batch/input.ts";
import * as field from "../parts/fields.ts";

/** The passphrases of a batch, once: what is shown here is destroyed in the same moment. */
export const batchPassphrases = command({
  name: "batch-passphrases",
  effect: "destroy",
  permission: "key.export",
  audited: "always",
  input: z.strictObject({ batch: batchId, confirm: field.confirm }),
  secrets: [],
  audit: ({ batch }) => ({ batch }),
  async run({ batches }, { batch }) {
    const rows = await batches.takeSheet(batch);
    const lines = rows.map(({ name, email, fileName, passphrase }) => [name, email ?? "", fileName, passphrase]);
    return { batch, rows, csv: writeCsv([["name", "email", "file", "passphrase"], ...lines]) };
  },
});
