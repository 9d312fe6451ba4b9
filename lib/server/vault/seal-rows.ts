import "server-only";
import { Failure } from "../error-codes.ts";
import { join, sql, type Sql } from "../database/sql.ts";
import { masterKeySetting } from "./master-key.ts";

/** A row of SealedSecret that is to be written. */
export interface NewSealRow {
  readonly recordId: string;
  readonly kind: string;
  readonly sealed: Uint8Array;
  readonly wrappedDataKey: Uint8Array;
  readonly masterKeyId: string;
}

/**
 * Writes seals, part of the transaction that needs them.
 * @throws Failure `master-key.changed`: the master key is not the one that sealed them any more.
 */
export async function insertSeals(tx: Sql, seals: readonly NewSealRow[]): Promise<void> {
  const rows = seals.map(
    ({ recordId, kind, sealed, wrappedDataKey, masterKeyId }) =>
      sql`(${recordId}, ${kind}, ${Buffer.from(sealed)}, ${Buffer.from(wrappedDataKey)}, ${masterKeyId})`,
  );
  await tx.$executeRaw(
    sql`INSERT INTO "SealedSecret" ("id", "kind", "sealed", "wrappedDataKey", "masterKeyId") VALUES ${join(rows)}`,
  );
  for (const id of new Set(seals.map(({ masterKeyId }) => masterKeyId))) await requireCurrentKey(tx, id);
}

/**
 * Asked after the row is written, never before: a change of the master key waits for every writer of the table that came
 * first, and one that comes later finds the new key here.
 * @throws Failure `master-key.changed`
 */
export async function requireCurrentKey(tx: Sql, masterKeyId: string): Promise<void> {
  const [row] = await tx.$queryRaw<{ value: string }[]>(
    sql`SELECT "value" FROM "Setting" WHERE "key" = ${masterKeySetting}`,
  );
  const current = row === undefined ? undefined : (JSON.parse(row.value) as { id: string }[])[0]?.id;
  if (current !== undefined && current !== masterKeyId)
    throw new Failure("master-key.changed", { held: masterKeyId, current });
}
