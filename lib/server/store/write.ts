import "server-only";
import type { Store } from "../../commands/ports/store.ts";
import { change, type StoreBinding } from "../database/transaction.ts";
import { createFiles } from "./create.ts";
import { addFiles } from "./add.ts";
import { unlockStoredKey, replaceStoredFile, restoreGeneration } from "./change-file.ts";

type Writes = Pick<Store, "create" | "add" | "unlockKey" | "replaceFile" | "restore">;

export function storeWrites(binding: StoreBinding): Writes {
  const now = () => binding.clock.now();
  return {
    create: (files) => createFiles(binding, files),
    add: (files, options) => addFiles(binding, files, options.replace),
    unlockKey: (fileName, key) => change(binding, (tx) => unlockStoredKey(tx, fileName, key, now())),
    replaceFile: (fileName, file) => change(binding, (tx) => replaceStoredFile(tx, fileName, file, now())),
    restore: (basename, generation) => change(binding, (tx) => restoreGeneration(tx, basename, generation, now())),
  };
}
