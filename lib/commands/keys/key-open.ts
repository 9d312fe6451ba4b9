import { z } from "zod";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import { Failure } from "../error-codes.ts";
import { keyOpenMinutes } from "../ports/vault.ts";
import * as field from "../parts/fields.ts";
import { requireFile } from "../parts/stored.ts";

/**
 * Keeps a key with a passphrase of its own open for a quarter of an hour: for the session that asks, in the memory of
 * this process, until it signs out, locks the key again, or the key is changed.
 */
export const keyOpen = command({
  name: "key-open",
  effect: "create",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({ key: field.storedName, passphrase: field.passphrase.optional() }),
  positional: ["key"],
  secrets: ["passphrase"],
  on: ({ key }) => touchAuthorities("certificate.sign", [key]),
  audit: ({ key }) => ({ key, minutes: keyOpenMinutes }),
  async run({ store, vault }, { key, passphrase }) {
    const file = await requireFile(store, key, [".key", ".pem"], ["key", "locked-key"]);
    if (!(await vault.describe(file.fileName)).isLocked)
      throw new Failure("key.has-no-passphrase", { fileName: file.fileName });
    // Without a passphrase it is asked whether the session keeps the key open already.
    await vault.withOpening({ passphrase, keepOpen: true }).signer(file.fileName);
    const lock = (await vault.locks([file.basename])).get(file.basename);
    return { fileName: file.fileName, until: lock?.until?.toISOString() ?? "" };
  },
});
