import "server-only";
import type { NewFile } from "../../commands/ports/files.ts";
import { Failure } from "../error-codes.ts";
import { holdItem } from "./summary.ts";
import type { TransactionClient } from "../database/db.ts";
import { change, isTaken, type StoreBinding } from "../database/transaction.ts";
import { markStored } from "./trust-marks.ts";
import { basenameOf, requireNamesFree, putFile, refreshSiblings } from "./put-file.ts";

export async function createFiles(binding: StoreBinding, files: readonly NewFile[]): Promise<void> {
  try {
    await change(binding, (tx) => writeNewFiles(tx, files, binding.clock.now()));
  } catch (error) {
    if (isTaken(error))
      throw new Failure(
        "name.in-use",
        { name: basenameOf(files[0]?.fileName ?? ""), fileNames: files.map((file) => file.fileName), services: [] },
        error,
      );
    throw error;
  }
}

/** The same as part of a transaction. @throws Failure `name.in-use` */
export async function writeNewFiles(tx: TransactionClient, files: readonly NewFile[], now: Date): Promise<void> {
  for (const file of files) {
    const item = await holdItem(tx, basenameOf(file.fileName), now);
    await requireNamesFree(tx, files);
    await putFile(tx, item, file, null, now);
    // What is made here is trusted; a bundle holds what others have made.
    const isMade = file.kind === "certificate" && file.trust === undefined;
    await markStored(tx, isMade ? { ...file, trust: { mark: "trusted", by: null } } : file, now);
  }
  await refreshSiblings(tx, files, now);
}
