import "server-only";
import type { Actor } from "../../commands/permission.ts";
import { Prisma } from "../../../prisma/generated/sqlite/client.ts";
import type { Sql } from "../database/sql.ts";
import type { StoreBinding } from "../database/transaction.ts";
import type { BatchVault } from "./vault.ts";

/** What the batches of one running command are bound to. */
export interface BatchBinding extends StoreBinding {
  readonly vault: BatchVault;
  readonly actor: Actor;
  /** There is work. */
  wake(): void;
}

/** The key of a new passphrase sheet. */
export async function newSheet(sql: Sql, vault: BatchVault): Promise<string> {
  const { recordId, sealed, wrappedDataKey, masterKeyId } = vault.newSheet();
  await sql.$executeRaw(
    Prisma.sql`INSERT INTO "Sealed" ("id", "kind", "sealed", "wrappedDataKey", "masterKeyId") VALUES (${recordId}, ${"batch-sheet"}, ${Buffer.from(sealed)}, ${Buffer.from(wrappedDataKey)}, ${masterKeyId})`,
  );
  return recordId;
}
