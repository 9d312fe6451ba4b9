import { z } from "zod";
import { Failure } from "../pki/error.ts";
import { command } from "./command.ts";
import * as field from "./parts/fields.ts";
import { findBundle } from "./parts/bundle-stored.ts";
import { requireItem } from "./parts/stored.ts";

/** Makes an old generation of a certificate, or of a bundle by its file name, the live one again; the live one is kept. */
export const restore = command({
  name: "restore",
  effect: "replace",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({ name: field.storedName, generation: z.int().min(1), confirm: field.confirm }),
  secrets: [],
  audit: ({ name, generation }) => ({ name, generation }),
  async run({ store }, { name: asked, generation }) {
    const file = await findBundle(store, asked);
    if (file !== null) {
      await store.restoreFile(file.fileName, generation);
      return { name: file.fileName, generations: await store.fileGenerations(file.fileName) };
    }
    const { basename: name } = await requireItem(store, asked);
    const generations = await store.generations(name);
    if (!generations.some((row) => row.number === generation)) throw new Failure("generation.not-found", { name, generation });
    await store.restore(name, generation);
    return { name, generations: await store.generations(name) };
  },
});
