import "server-only";
import type { Person } from "../../commands/ports/batch.ts";
import type { Database } from "../database/db.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import type { SealedCells } from "../vault/seal-content.ts";
import { insertSeals } from "../vault/seal-rows.ts";
import type { Actor } from "../../commands/permission.ts";
import { sql, type Sql } from "../database/sql.ts";
import type { StoreBinding } from "../database/transaction.ts";
import type { BatchVault } from "./vault.ts";
import type { BatchJobContext } from "./job-context.ts";
import { Failure } from "../error-codes.ts";

/** A row as the work on it needs it. */
export interface WorkRow extends Person {
  readonly rowId: number;
  readonly basename: string;
  readonly isSuccessor: boolean;
  /** Of a row whose serial number is spent. */
  readonly begun: { readonly intentId: string; readonly serialNumber: string; readonly preparedAt: Date } | null;
  /** Of a row that is issued: its certificate. */
  readonly der: Uint8Array | null;
  /** Its key, where there is one. */
  readonly sealed: SealedCells | null;
}

interface RowCells {
  readonly id: number;
  readonly position: number;
  readonly name: string;
  readonly email: string | null;
  readonly upn: string | null;
  readonly department: string | null;
  readonly basename: string;
  readonly predecessorId: number | null;
  readonly intentId: string | null;
  readonly serialNumber: string | null;
  readonly preparedAt: Date | number | null;
  readonly der: Uint8Array | null;
  readonly sealedId: string | null;
  readonly kind: string;
  readonly sealed: Uint8Array;
  readonly wrappedDataKey: Uint8Array;
  readonly masterKeyId: string;
  /** What the seal has to have been made for: the row's own, or that of the stored key. */
  readonly sealedName: string | null;
  readonly sealedSpki: string | null;
}

export interface RowQuery {
  readonly state: "waiting" | "signing" | "packing";
  /** Position of the row before the first one. */
  readonly after: number;
  readonly limit: number;
}

/** The next rows of a batch in one state, in the order of the table. */
export async function nextRows(
  database: Database,
  batchId: string,
  { state, after, limit }: RowQuery,
): Promise<WorkRow[]> {
  const rows = await database.direct.$queryRaw<
    RowCells[]
  >(sql`SELECT r."id", r."position", r."name", r."email", r."upn", r."department", r."basename", r."predecessorId",
    r."intentId", i."serialNumber", r."preparedAt", d."der", s."id" AS "sealedId", s."kind", s."sealed", s."wrappedDataKey", s."masterKeyId",
    CASE WHEN r."sealedId" IS NULL THEN ki."basename" ELSE r."basename" END AS "sealedName",
    CASE WHEN r."sealedId" IS NULL THEN k."spkiSha256" ELSE r."spkiSha256" END AS "sealedSpki"
    FROM "BatchRow" r LEFT JOIN "SigningIntent" i ON i."id" = r."intentId" LEFT JOIN "Certificate" c ON c."id" = r."certificateId"
    LEFT JOIN "CertificateDer" d ON d."certificateId" = c."id" LEFT JOIN "Key" k ON k."spkiSha256" = c."spkiSha256"
    LEFT JOIN "Item" ki ON ki."id" = k."itemId"
    LEFT JOIN "SealedSecret" s ON s."id" = COALESCE(r."sealedId", k."sealedId")
    WHERE r."batchId" = ${batchId} AND r."state" = ${state} AND r."position" > ${after} ORDER BY r."position" LIMIT ${limit}`);
  return rows.map((row) => ({
    rowId: Number(row.id),
    position: Number(row.position),
    name: row.name,
    email: row.email,
    upn: row.upn,
    department: row.department,
    basename: row.basename,
    isSuccessor: row.predecessorId !== null,
    begun:
      row.intentId === null
        ? null
        : {
            intentId: row.intentId,
            serialNumber: row.serialNumber ?? "",
            preparedAt: dateOrNull(row.preparedAt) ?? new Date(0),
          },
    der: row.der === null ? null : Uint8Array.from(row.der),
    sealed:
      row.sealedId === null
        ? null
        : {
            id: row.sealedId,
            kind: row.kind,
            sealed: Uint8Array.from(row.sealed),
            wrappedDataKey: Uint8Array.from(row.wrappedDataKey),
            masterKeyId: row.masterKeyId,
            use: { of: "name", name: row.sealedName ?? "", identity: row.sealedSpki ?? "" },
          },
  }));
}

export async function isAnyWaiting(database: Database, batchId: string): Promise<boolean> {
  const found = await database.direct.$queryRaw(
    sql`SELECT 1 AS "one" FROM "BatchRow" WHERE "batchId" = ${batchId} AND "state" = 'waiting' LIMIT 1`,
  );
  return (found as unknown[]).length > 0;
}

/** True when a certificate of the batch is still to be signed. */
export async function isAnythingUnsigned(database: Database, batchId: string): Promise<boolean> {
  const found = await database.direct.$queryRaw<unknown[]>(
    sql`SELECT 1 AS "one" FROM "BatchRow" WHERE "batchId" = ${batchId} AND "state" IN ('waiting', 'signing') LIMIT 1`,
  );
  return found.length > 0;
}

/** The binding of the batches of one running command. */
export interface BatchBinding extends StoreBinding {
  readonly vault: BatchVault;
  readonly actor: Actor;
  /** There is work. */
  wake(): void;
}

/** The key of a new passphrase sheet. */
export async function newSheet(tx: Sql, vault: BatchVault, batch: string): Promise<string> {
  const sheet = vault.newSheet(batch);
  await insertSeals(tx, [{ ...sheet, kind: "batch-passphrases" }]);
  return sheet.recordId;
}

/** Rows are read so many at a time. */
const rowsRead = 256;

/**
 * The rows of a batch in units, in the order of the table: first those whose serial number is spent by a process that
 * did not come back, then those that wait. Each row comes once, also while the database still calls it waiting.
 */
export function rowSource({ database, lease, unitRows }: Pick<BatchJobContext, "database" | "lease" | "unitRows">) {
  const states: ("signing" | "waiting")[] = ["signing", "waiting"];
  let rows: WorkRow[] = [];
  let after = 0;

  async function read(): Promise<void> {
    while (rows.length === 0 && states[0] !== undefined) {
      rows = await nextRows(database, lease.batchId, { state: states[0], after, limit: rowsRead });
      after = rows.at(-1)?.position ?? 0;
      if (rows.length === 0) states.shift();
    }
  }

  return {
    /** Null: there are no more. */
    async next(): Promise<{ readonly rows: readonly WorkRow[]; readonly draw: number } | null> {
      await read();
      return rows.length === 0 ? null : { rows: rows.splice(0, unitRows), draw: 1 };
    },
  };
}

/** @throws Failure `key.absent`: what a row needs to be signed again is gone. */
export function requireSealed({ basename, sealed }: WorkRow): SealedCells {
  if (sealed === null) throw new Failure("key.absent", { fileName: `${basename}.key` });
  return sealed;
}
