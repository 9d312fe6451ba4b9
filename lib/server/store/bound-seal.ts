import "server-only";
import type { NewFile } from "../../commands/ports/files.ts";
import type { SealedKey } from "../../commands/ports/vault.ts";
import type { StoreBinding } from "../database/transaction.ts";
import { basenameOf } from "./put-file.ts";

/** The key under a seal that is bound to the name of the file that it will be stored as. */
export function boundSeal(binding: StoreBinding, key: SealedKey, fileName: string): SealedKey {
  return binding.bindSeal?.(key, basenameOf(fileName)) ?? key;
}

/** The file with such a seal; one without a key as it is. */
export function boundFile(binding: StoreBinding, file: NewFile): NewFile {
  return file.sealed === undefined ? file : { ...file, sealed: boundSeal(binding, file.sealed, file.fileName) };
}
