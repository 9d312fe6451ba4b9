import { z } from "zod";
import { issuerOf } from "../access.ts";
import { command } from "../command.ts";
import { isFailure } from "../error-codes.ts";
import { keyOpening } from "../parts/key-opening.ts";
import { authorityOf } from "../ports/authority.ts";
import type { StoredFile } from "../ports/files.ts";
import type { Store } from "../ports/store.ts";
import { batchId } from "../parts/batch/input.ts";

async function keyFileOf(store: Store, issuer: StoredFile): Promise<string | null> {
  try {
    return (await authorityOf(store, issuer)).keyFile;
  } catch (error) {
    if (isFailure(error, "key.absent")) return null;
    throw error;
  }
}

/** Goes on with the rows that wait, and tries again those that failed. No row gets a second certificate. */
export const batchResume = command({
  name: "batch-resume",
  effect: "create",
  permission: "certificate.sign",
  audited: "always",
  input: z.strictObject({ batch: batchId, ...keyOpening }),
  secrets: ["passphrase"],
  on: ({ batch }) => [{ may: "certificate.sign", on: issuerOf(batch) }],
  audit: ({ batch }) => ({ batch }),
  async run({ batches, store, vault }, { batch, ...opening }) {
    const { issuerFile } = await batches.summary(batch);
    // What is missing since is told by the batch itself.
    const issuer = await store.file(issuerFile);
    const keyFile = issuer?.kind === "certificate" ? await keyFileOf(store, issuer) : null;
    await batches.resume(batch, keyFile === null ? null : await vault.withOpening(opening).hold(keyFile));
    return batches.summary(batch);
  },
});
