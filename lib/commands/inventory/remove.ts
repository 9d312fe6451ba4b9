import { z } from "zod";
import { Failure } from "../error-codes.ts";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";
import { servicesUsing } from "../parts/services-using.ts";
import { requireFile } from "../parts/stored.ts";

/** Deletes one file. What a stored authority issued is hidden, never forgotten. */
export const remove = command({
  name: "remove",
  effect: "destroy",
  permission: "inventory.delete",
  audited: "always",
  input: z.strictObject({
    file: field.storedName,
    confirm: field.confirm,
    anyway: z.boolean().optional().meta({ description: "Also when other files or services depend on it." }),
  }),
  secrets: [],
  affectedServices: (store, { file }) => servicesUsing(store, file),
  on: ({ file }) => touchAuthorities("inventory.delete", [file]),
  audit: ({ file, anyway }) => ({ file, anyway: anyway === true }),
  async run({ store }, input) {
    const file = await requireFile(store, input.file, [], null);
    const services = await servicesUsing(store, file.fileName);
    const dependents = await store.dependents(file.fileName);
    if (dependents.length + services.length > 0 && input.anyway !== true)
      throw new Failure("file.has-dependents", { fileName: file.fileName, dependents, services });
    await store.remove(file.fileName);
    return { fileName: file.fileName, dependents, services };
  },
});
