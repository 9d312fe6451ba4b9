import { z } from "zod";
import { command } from "../command.ts";
import { givenBundle } from "../parts/bundle/given.ts";
import { keptBundle } from "../parts/bundle/stored.ts";
import { fileContent, readSource } from "../parts/content.ts";
import * as field from "../parts/fields.ts";

import { requireFile } from "../parts/stored.ts";

/** `pki inspect`: what a file is, what it belongs to, what is wrong with it. */
export const inspect = command({
  name: "inspect",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z
    .strictObject({
      ...field.source,
      fileName: z.string().max(200).optional(),
      passphrase: field.passphrase.optional(),
    })
    .superRefine(field.exactlyOne(["file", "text", "bytes"])),
  positional: ["file"],
  secrets: ["passphrase"],
  audit: ({ file, fileName }) => ({ file: file ?? fileName ?? null }),
  async run({ store, vault, reader, clock }, input) {
    const options = { now: clock.now(), ...(input.passphrase === undefined ? {} : { passphrase: input.passphrase }) };
    if (input.file === undefined) {
      const bytes = readSource(input);
      const inspection = await reader.inspect(bytes, options);
      return {
        fileName: input.fileName ?? null,
        kind: inspection.kind,
        pairedWith: [],
        inspection,
        given: await givenBundle({ store, clock }, bytes),
        kept: null,
      };
    }
    const file = await requireFile(store, input.file, [".crt", ".csr", ".key", ".pem", ".cer", ".p12", ".pub"], null);
    const isSealed = file.kind === "key" || file.kind === "locked-key" || file.kind === "pkcs12";
    // DER is downloaded as PEM, so that is the file that a person asks about.
    const inspection = isSealed
      ? await vault.inspect(file.fileName, options)
      : await reader.inspect(fileContent(file).bytes, options);
    const sameKey = file.spkiSha256 === null ? [] : await store.filesByPublicKey(file.spkiSha256);
    const pairedWith = sameKey.map(({ fileName }) => fileName).filter((fileName) => fileName !== file.fileName);
    const kept = file.kind === "bundle" || file.kind === "pkcs7" ? await keptBundle({ store, clock }, file) : null;
    return { fileName: file.fileName, kind: inspection.kind, pairedWith, inspection, given: null, kept };
  },
});
