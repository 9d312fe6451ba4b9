import { z } from "zod";
import { Failure } from "../pki/error.ts";
import { command } from "./command.ts";
import * as field from "./parts/fields.ts";
import { fileContent } from "./parts/content.ts";
import { requireFile } from "./parts/stored.ts";

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
    if (file.kind !== "certificate") throw new Failure("generation.not-found", { name: file.fileName, generation: input.generation });
    const bytes = await store.generation(file.basename, input.generation);
    if (bytes === null) throw new Failure("generation.not-found", { name: file.basename, generation: input.generation });
    return fileContent({ ...file, bytes });
  },
});
