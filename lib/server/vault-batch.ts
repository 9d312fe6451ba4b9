import "server-only";
import { createPrivateKey, randomBytes } from "node:crypto";
import type { BatchTemplate } from "../commands/ports/batch.ts";
import type { SealedKey } from "../commands/ports/vault.ts";
import { Failure } from "../pki/error.ts";
import { generatePassphrase } from "../pki/passphrase.ts";
import type { KeyAlgorithm } from "../pki/public-key.ts";
import { signerOf } from "../pki/signer.ts";
import { Prisma } from "../../prisma/generated/sqlite/client.ts";
import type { Database } from "./db.ts";
import type { MasterKey } from "./master-key.ts";
import { seal, unseal } from "./seal.ts";
import type { Sql } from "./sql.ts";
import { createBatchWorkers } from "./vault-batch-worker.ts";
import { openSealed, sealBytes, sealKey, wiping } from "./vault.ts";

/**
 * What the vault does for a batch: keys in flight, their .p12 files and the passphrases of those. Each batch has a key of its
 * own, sealed like any other content, and the passphrases of its people are sealed under it: when the sheet is taken, that
 * one key is destroyed and no passphrase can be read any more.
 */
export interface BatchVault {
  generate(algorithm: KeyAlgorithm, count: number): Promise<FreshKey[]>;
  /** A key that was sealed before: for a certificate that a crash left unsigned, and for another .p12. @throws Failure `key.damaged-seal`, `key.absent` */
  reopen(sealedId: string): Promise<FreshKey>;
  newSheet(): SheetSeal;
  /** The passphrases of these rows. @throws Failure `key.damaged-seal` */
  readSheet(sheetSealedId: string, sql: Sql): Promise<SheetReader>;
  close(): Promise<void>;
}

/** A private key on its way into a .p12. */
export interface FreshKey {
  readonly spki: Uint8Array;
  /** Null for one that is sealed already. */
  readonly sealed: SealedKey | null;
  /** Under a passphrase of its own, which only the sheet opens again. */
  pack(order: PackOrder): Promise<Packed>;
  /** Wipes it. */
  drop(): void;
}

export interface PackOrder {
  readonly rowId: number;
  readonly sheetSealedId: string;
  readonly certificates: readonly Uint8Array[];
  readonly friendlyName: string;
  readonly template: BatchTemplate;
}

export interface Packed {
  readonly pkcs12: Uint8Array;
  readonly passphrase: Uint8Array;
}

export interface SheetReader {
  passphrase(rowId: number, sealed: Uint8Array): string;
  close(): void;
}

export type SheetSeal = Pick<SealedKey, "sealed" | "wrappedDataKey" | "recordId" | "masterKeyId">;

export function createBatchVault({ database, masterKey }: { database: Database; masterKey: MasterKey }): BatchVault {
  const workers = createBatchWorkers();

  function held(pkcs8: Uint8Array, spki: Uint8Array, sealed: SealedKey | null): FreshKey {
    return {
      spki,
      sealed,
      drop: () => void pkcs8.fill(0),
      async pack({ rowId, sheetSealedId, certificates, friendlyName, template }) {
        if (template.profile === "none") throw new Error("this batch has no .p12 files");
        const passphrase = generatePassphrase(randomBytes);
        const sealedPassphrase = await withSheet(sheetSealedId, database.direct, (sheetKey) => wiping(Buffer.from(passphrase, "utf8"), (clear) => seal(sheetKey, clear, binding(rowId))));
        const pkcs12 = await workers.pack({ key: pkcs8, certificates, friendlyName, passphrase, profile: template.profile, iterations: template.iterations });
        return { pkcs12, passphrase: sealedPassphrase };
      },
    };
  }

  async function withSheet<T>(sheetSealedId: string, sql: Sql, use: (sheetKey: Buffer) => T): Promise<T> {
    return wiping(await open(sheetSealedId, sql), use);
  }

  async function open(id: string, sql: Sql): Promise<Buffer> {
    const [row] = await sql.$queryRaw<SealedRow[]>(Prisma.sql`SELECT "id", "kind", "sealed", "wrappedDataKey", "masterKeyId" FROM "Sealed" WHERE "id" = ${id}`);
    if (row === undefined) throw new Failure("key.absent", { fileName: id });
    const bytes = openSealed(masterKey, row);
    if (bytes === null) throw new Failure("key.damaged-seal", { fileName: id });
    return bytes;
  }

  return {
    async generate(algorithm, count) {
      const made = await workers.generate(algorithm, count);
      return made.map(({ pkcs8, spki }) => held(pkcs8, spki, sealKey(masterKey, pkcs8, spki)));
    },
    async reopen(sealedId) {
      const pkcs8 = await open(sealedId, database.direct);
      const { spki } = signerOf(createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" }));
      return held(pkcs8, spki, null);
    },
    newSheet: () => wiping(randomBytes(32), (key) => sealBytes(masterKey, key, "batch-sheet")),
    async readSheet(sheetSealedId, sql) {
      const sheetKey = await open(sheetSealedId, sql);
      return {
        passphrase(rowId, sealed) {
          const clear = unseal(sheetKey, sealed, binding(rowId));
          if (clear === null) throw new Failure("key.damaged-seal", { fileName: String(rowId) });
          return wiping(clear, (bytes) => bytes.toString("utf8"));
        },
        close: () => void sheetKey.fill(0),
      };
    },
    close: () => workers.close(),
  };
}

interface SealedRow {
  readonly id: string;
  readonly kind: string;
  readonly sealed: Uint8Array;
  readonly wrappedDataKey: Uint8Array;
  readonly masterKeyId: string;
}

/** Bound to its row: a passphrase moved to another person does not open. */
function binding(rowId: number): string {
  return `passphrase\n${rowId}`;
}
