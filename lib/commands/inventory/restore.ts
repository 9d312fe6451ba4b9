import { z } from "zod";
import { Failure } from "../error-codes.ts";
import { touchAuthorities } from "../access.ts";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";
import { servicesUsing } from "../parts/services-using.ts";
import { requireItem } from "../parts/stored.ts";
import type { StoredFile } from "../ports/files.ts";
import type { Store } from "../ports/store.ts";

/**
 * Makes an old generation the live one again: of a certificate by the name, of a key, a request, a bundle or a
 * revocation list by the name of its file. The live one is kept.
 */
export const restore = command({
  name: "restore",
  effect: "replace",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({ name: field.storedName, generation: z.int().min(1), confirm: field.confirm }),
  secrets: [],
  affectedServices: (store, { name }) => servicesUsing(store, name),
  on: ({ name }) => touchAuthorities("inventory.write", [name]),
  audit: ({ name, generation }) => ({ name, generation }),
  async run({ store }, { name: asked, generation }) {
    const file = await findOther(store, asked);
    if (file !== null) {
      await store.restoreFile(file.fileName, generation);
      return { name: file.fileName, generations: await store.fileGenerations(file.fileName) };
    }
    const { basename: name } = await requireItem(store, asked);
    const generations = await store.generations(name);
    if (!generations.some((row) => row.number === generation))
      throw new Failure("generation.not-found", { name, generation });
    await store.restore(name, generation);
    return { name, generations: await store.generations(name) };
  },
});

/** The file of this name, or the only one under it; null where the name, or its file, speaks of a certificate. */
async function findOther(store: Store, name: string): Promise<StoredFile | null> {
  const exact = await store.file(name);
  const [only, ...others] = exact === null ? await store.filesOf(name) : [exact];
  return only === undefined || others.length > 0 || only.kind === "certificate" ? null : only;
}
