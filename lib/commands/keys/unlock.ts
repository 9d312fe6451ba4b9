import { z } from "zod";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";
import { requireFile } from "../parts/stored.ts";

/** `pki unlock`: opens a locked key with its passphrase; the stored key is then usable under the same name. */
export const unlock = command({
  name: "unlock",
  effect: "create",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({ key: field.storedName, passphrase: field.passphrase }),
  positional: ["key"],
  secrets: ["passphrase"],
  on: ({ key }) => touchAuthorities("inventory.write", [key]),
  audit: ({ key }) => ({ key }),
  async run({ store, vault }, input) {
    const file = await requireFile(store, input.key, [".key", ".pem"], ["key", "locked-key"]);
    if (file.kind === "key" && !(await vault.describe(file.fileName)).isLocked) {
      return {
        fileName: file.fileName,
        wasLocked: false,
        keyLabel: (await vault.describe(file.fileName)).keyLabel,
        spkiSha256: file.spkiSha256,
        pairedWith: [],
      };
    }
    // A key whose public half is known stays the same key; of another, the locked file is kept as the generation before.
    const opened = await (file.kind === "key"
      ? vault.withOpening({ passphrase: input.passphrase }).sealUnder(file.fileName, null)
      : vault.unlock(file.fileName, input.passphrase));
    await (file.kind === "key" ? store.resealKey(file.fileName, opened) : store.unlockKey(file.fileName, opened));
    const spkiSha256 = opened.spki === null ? null : publicKeyId(opened.spki);
    const sameKey = spkiSha256 === null ? [] : await store.filesByPublicKey(spkiSha256);
    const pairedWith = sameKey.map(({ fileName }) => fileName).filter((fileName) => fileName !== file.fileName);
    return { fileName: file.fileName, wasLocked: true, keyLabel: opened.keyLabel, spkiSha256, pairedWith };
  },
});
