import "server-only";
import type { NewFile } from "../../commands/ports/files.ts";
import type { Store } from "../../commands/ports/store.ts";
import type { SealedKey } from "../../commands/ports/vault.ts";
import { change, type StoreBinding } from "../database/transaction.ts";
import { createFiles } from "./create.ts";
import { boundFile, boundSeal } from "./bound-seal.ts";
import { addFiles } from "./add.ts";
import { resealKey } from "./reseal-key.ts";
import { unlockStoredKey, replaceStoredFile, restoreGeneration } from "./change-file.ts";

type Writes = Pick<Store, "create" | "add" | "unlockKey" | "resealKey" | "replaceFile" | "restore">;

export function storeWrites(binding: StoreBinding): Writes {
  const now = () => binding.clock.now();
  const bind = (key: SealedKey, fileName: string) => boundSeal(binding, key, fileName);
  const bound = (file: NewFile) => boundFile(binding, file);
  return {
    create: (files) => createFiles(binding, files.map(bound)),
    add: (files, options) => addFiles(binding, files.map(bound), options),
    unlockKey: (fileName, key) => change(binding, (tx) => unlockStoredKey(tx, fileName, bind(key, fileName), now())),
    async resealKey(fileName, key) {
      await change(binding, (tx) => resealKey(tx, fileName, bind(key, fileName), now()));
      await binding.database.purgeLog();
    },
    replaceFile: (fileName, file) => change(binding, (tx) => replaceStoredFile(tx, fileName, bound(file), now())),
    restore: (basename, generation) => change(binding, (tx) => restoreGeneration(tx, basename, generation, now())),
  };
}
