import { z } from "zod";
import { Failure } from "../error-codes.ts";
import { sshPublicKey } from "../../pki/ssh/openssh.ts";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";
import { requireFile } from "../parts/stored.ts";

/**
 * `pki pkcs12-to-ssh`: the uploaded PKCS#12 `<username>.pub` becomes the OpenSSH public key of that person. The
 * PKCS#12 is kept as the generation before.
 */
export const pkcs12ToSsh = command({
  name: "pkcs12-to-ssh",
  effect: "create",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({ username: field.storedName, passphrase: field.passphrase }),
  positional: ["username"],
  secrets: ["passphrase"],
  on: ({ username }) => touchAuthorities("inventory.write", [username]),
  audit: ({ username }) => ({ username }),
  async run({ store, vault }, input) {
    const file = await requireFile(store, input.username, [".pub", ".p12", ".pfx"], ["pkcs12"]);
    const { keys } = await vault.openPkcs12(file.fileName, input.passphrase);
    const spki = keys.find((key) => key.spki !== null)?.spki;
    if (spki === undefined || spki === null) throw new Failure("pkcs12.has-no-key", { fileName: file.fileName });
    const publicKey = sshPublicKey(spki, file.basename);
    const fileName = `${file.basename}.pub`;
    await store.replaceFile(file.fileName, {
      fileName,
      kind: "ssh-public-key",
      bytes: new TextEncoder().encode(`${publicKey}\n`),
    });
    return { fileName, publicKey };
  },
});
