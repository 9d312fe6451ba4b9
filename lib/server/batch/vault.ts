import "server-only";
import { createSecretKey, type KeyObject, randomBytes, randomUUID } from "node:crypto";
import type { BatchTemplate } from "../../commands/ports/batch.ts";
import type { HeldKey } from "../../commands/ports/vault.ts";
import type { Clock } from "../../commands/ports/world.ts";
import { Failure } from "../error-codes.ts";
import type { Database } from "../database/db.ts";
import type { MasterKey } from "../vault/master-key.ts";
import { leaseSeconds } from "./lease.ts";
import { unseal } from "../vault/aes-seal.ts";
import { sql, type Sql } from "../database/sql.ts";
import { type KeySeal, passphraseBinding } from "./worker-jobs.ts";
import { type WorkerSession, createBatchPool } from "./worker-pool.ts";
import { openSealed, rewrapDataKey, sealBytes, type SealedCells, type SealUse, wiping } from "../vault/seal-content.ts";
import type { OpenVault } from "../vault/vault.ts";

/**
 * The vault's work for a batch: keys in flight, their .p12 files and the passphrases of those. Each batch has a key of
 * its own, sealed like any other content, and the passphrases of its people are sealed under it: when the passphrase
 * sheet is taken, that one key is destroyed and no passphrase can be read any more.
 */
export interface BatchVault {
  /** The name under which leases of this process say that it holds the key of their batch. */
  readonly reserver: string;
  /** Keeps a batch for this process, which holds its key, until the work on it begins. Part of the transaction. */
  reserve(tx: Sql, batch: string): Promise<void>;
  /** The key of a batch, in memory until `dropKey`: an issuer whose key has a passphrase of its own. */
  holdKey(batch: string, key: HeldKey): void;
  /** The batches whose keys are held. */
  heldBatches(): readonly string[];
  dropKey(batch: string): void;
  /**
   * A batch on the threads of the vault, where its keys are made. @throws Failure `key.damaged-seal`, `key.absent`,
   * `key.passphrase-needed`: this process does not hold it
   */
  openSession(order: BatchLineOrder): Promise<WorkerSession>;
  newSheet(batch: string): KeySeal;
  /** The passphrases of these rows. @throws Failure `key.damaged-seal` */
  readSheet(sheet: BatchSheet, tx: Sql): Promise<SheetReader>;
  /** The same seal for the name that its key got. @throws Failure `key.damaged-seal` */
  renameSeal(cells: Omit<SealedCells, "sealed">, use: SealUse): Uint8Array;
  close(): Promise<void>;
}

export interface BatchLineOrder {
  readonly batch: string;
  /** False: certificates are there, and are packed anew; the issuer's key is not opened for that. */
  readonly signs: boolean;
  readonly issuerKeyFile: string;
  /** DER, as those that follow. */
  readonly issuer: Uint8Array;
  readonly ancestors: readonly (readonly Uint8Array[])[];
  /** The chain in a .p12 beside the certificate itself: leaf excluded, nearest first. */
  readonly chain: readonly Uint8Array[];
  readonly template: BatchTemplate;
  readonly sheet: BatchSheet | null;
}

/** The sealed key of a batch's passphrases. */
export interface BatchSheet {
  readonly batch: string;
  readonly sealedId: string;
}

export interface SheetReader {
  passphrase(rowId: number, sealed: Uint8Array): string;
  close(): void;
}

export function createBatchVault({
  database,
  masterKey,
  vault,
  clock,
}: {
  database: Database;
  clock: Clock;
  masterKey: MasterKey;
  vault: OpenVault;
}): BatchVault {
  const pool = createBatchPool();
  const held = new Map<string, KeyObject>();
  const reserver = `holds-keys ${randomUUID()}`;
  // Handed to the threads as they are: bytes of a key would be copied into each message.
  const handed = ({ id, key }: { id: string; key: Buffer }) => ({ id, key: createSecretKey(key) });
  const sealingKey = { ...handed(masterKey), older: masterKey.older.map(handed) };

  async function open({ batch, sealedId: id }: BatchSheet, tx: Sql): Promise<Buffer> {
    const [row] = await tx.$queryRaw<Omit<SealedCells, "use">[]>(
      sql`SELECT "id", "kind", "sealed", "wrappedDataKey", "masterKeyId" FROM "SealedSecret" WHERE "id" = ${id}`,
    );
    if (row === undefined) throw new Failure("key.absent", { fileName: id });
    const bytes = openSealed(masterKey, { ...row, use: { of: "batch", batch } });
    if (bytes === null) throw new Failure("key.damaged-seal", { fileName: id });
    return bytes;
  }

  async function sheetKeyOf(sheet: BatchSheet | null): Promise<KeyObject | null> {
    return sheet === null ? null : wiping(await open(sheet, database.direct), (bytes) => createSecretKey(bytes));
  }

  return {
    reserver,
    async reserve(tx, batch) {
      const until = new Date(clock.now().getTime() + leaseSeconds * 1000);
      await tx.$executeRaw(
        sql`UPDATE "Batch" SET "leaseOwner" = ${reserver}, "leaseUntil" = ${until} WHERE "id" = ${batch}`,
      );
    },
    holdKey: (batch, key) => void held.set(batch, vault.heldKey(key)),
    heldBatches: () => [...held.keys()],
    dropKey: (batch) => void held.delete(batch),
    async openSession({ issuerKeyFile, sheet, batch, signs, ...order }) {
      const issuerKey = signs ? (held.get(batch) ?? (await vault.keyObject(issuerKeyFile))) : null;
      const sheetKey = await sheetKeyOf(sheet);
      return pool.openSession({ ...order, issuerKey, sealingKey, sheetKey });
    },
    newSheet: (batch) =>
      wiping(randomBytes(32), (key) => sealBytes(masterKey, key, "batch-passphrases", { of: "batch", batch })),
    renameSeal(cells, use) {
      const renamed = rewrapDataKey(masterKey, cells, { use, masterKey });
      if (renamed === null) throw new Failure("key.damaged-seal", { fileName: cells.id });
      return renamed;
    },
    async readSheet(sheet, tx) {
      const sheetKey = await open(sheet, tx);
      return {
        passphrase(rowId, sealed) {
          const clear = unseal(sheetKey, sealed, passphraseBinding(rowId));
          if (clear === null) throw new Failure("key.damaged-seal", { fileName: String(rowId) });
          return wiping(clear, (bytes) => bytes.toString("utf8"));
        },
        close: () => void sheetKey.fill(0),
      };
    },
    close() {
      held.clear();
      return pool.close();
    },
  };
}
