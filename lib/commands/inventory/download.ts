import { z } from "zod";
import { Failure } from "../error-codes.ts";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";
import { fileContent } from "../parts/content.ts";
import { requireFile } from "../parts/stored.ts";

/** The bytes of a stored file as it would lie on the appliance; never of one that holds a private key. */
export const download = command({
  name: "download",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({ file: field.storedName, generation: z.int().min(1).optional() }),
  secrets: [],
  audit: ({ file, generation }) => ({ file, generation: generation ?? null }),
  async run({ store }, input) {
    const file = await requireFile(store, input.file, [], null);
    if (input.generation === undefined) return fileContent(file);
    const isBundle = file.kind === "bundle" || file.kind === "pkcs7";
    if (file.kind !== "certificate" && !isBundle)
      throw new Failure("generation.not-found", { name: file.fileName, generation: input.generation });
    const bytes = await (isBundle
      ? store.fileGeneration(file.fileName, input.generation)
      : store.generation(file.basename, input.generation));
    if (bytes === null)
      throw new Failure("generation.not-found", {
        name: isBundle ? file.fileName : file.basename,
        generation: input.generation,
      });
    return fileContent({ ...file, bytes });
  },
});
