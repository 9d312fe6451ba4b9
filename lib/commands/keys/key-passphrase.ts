import { z } from "zod";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import { Failure } from "../error-codes.ts";
import * as field from "../parts/fields.ts";
import { requireNewPassphrase } from "../parts/key-opening.ts";
import { servicesUsing } from "../parts/services-using.ts";
import { requireFile } from "../parts/stored.ts";

/**
 * Puts a stored key under a passphrase of its own, changes that passphrase, or takes it away. The key stays the same; what
 * lay under the former passphrase is destroyed.
 */
export const keyPassphrase = command({
  name: "key-passphrase",
  effect: "replace",
  permission: "inventory.write",
  audited: "always",
  input: z
    .strictObject({
      key: field.storedName,
      passphrase: field.passphrase.optional().meta({ description: "The present one, where there is one." }),
      newPassphrase: field.passphrase.optional(),
      remove: z.literal(true).optional().meta({ description: "Instead of another one: the key needs none any more." }),
      confirm: field.confirm,
    })
    .superRefine(field.exactlyOne(["newPassphrase", "remove"])),
  secrets: ["passphrase", "newPassphrase"],
  on: ({ key }) => touchAuthorities("inventory.write", [key]),
  affectedServices: (store, { key }) => servicesUsing(store, key),
  audit: ({ key, remove, confirm }) => ({ key, remove: remove === true, confirm: confirm === true }),
  async run({ store, vault }, { key, passphrase, newPassphrase, remove }) {
    const file = await requireFile(store, key, [".key", ".pem"], ["key", "locked-key"]);
    const { fileName } = file;
    const { isLocked: hadPassphrase } = await vault.describe(fileName);
    if (remove === true && !hadPassphrase) throw new Failure("key.has-no-passphrase", { fileName });
    // A key that is kept open is not enough: who changes the passphrase has to know it.
    if (hadPassphrase && passphrase === undefined) throw new Failure("key.passphrase-needed", { fileName });
    const wanted = newPassphrase === undefined ? null : requireNewPassphrase(newPassphrase);
    const sealed = await vault.withOpening({ passphrase }).sealUnder(fileName, wanted);
    await store.resealKey(fileName, sealed);
    return { fileName, hadPassphrase, hasPassphrase: wanted !== null };
  },
});
