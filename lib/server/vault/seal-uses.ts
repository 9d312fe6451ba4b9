import "server-only";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import type { SealedCells, SealUse } from "./seal-content.ts";

/** A row of SealedSecret with the row that uses it; `null`: nothing does. */
export interface UsedSeal extends Omit<SealedCells, "use"> {
  readonly use: SealUse | null;
  /** Of a person of a batch whose certificate is being made. */
  readonly batchRowId: number | null;
}

interface UsedCells extends Omit<SealedCells, "use"> {
  readonly name: string | null;
  readonly identity: string | null;
  readonly batch: string | null;
  readonly responder: string | null;
  readonly offlineKeyId: number | null;
  readonly batchRowId: number | null;
}

/** Seals in order of their ids, after one of them; each with the use that its row gives it. */
export async function readUsedSeals(
  { direct }: Database,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<UsedSeal[]> {
  const rows = await direct.$queryRaw<
    UsedCells[]
  >(sql`SELECT s."id", s."kind", s."sealed", s."wrappedDataKey", s."masterKeyId",
      COALESCE(ki."basename", oi."basename", r."basename") AS "name", b."id" AS "batch", r."id" AS "batchRowId",
      p."issuerSpkiSha256" AS "responder", f."id" AS "offlineKeyId",
      COALESCE(k."spkiSha256", k."contentSha256", o."sha256", r."spkiSha256", p."spkiSha256", f."spkiSha256") AS "identity"
    FROM "SealedSecret" s LEFT JOIN "Key" k ON k."sealedId" = s."id" LEFT JOIN "Item" ki ON ki."id" = k."itemId"
    LEFT JOIN "OtherContent" o ON o."sealedId" = s."id" LEFT JOIN "Item" oi ON oi."id" = o."itemId"
    LEFT JOIN "Batch" b ON b."passphrasesSealedId" = s."id" LEFT JOIN "BatchRow" r ON r."sealedId" = s."id"
    LEFT JOIN "OcspResponder" p ON p."sealedId" = s."id" LEFT JOIN "OfflineKey" f ON f."sealedId" = s."id"
    WHERE s."id" > ${after} ORDER BY s."id" LIMIT ${limit}`);
  return rows.map(({ name, identity, batch, responder, offlineKeyId, batchRowId, ...cells }) => ({
    ...cells,
    batchRowId: batchRowId === null ? null : Number(batchRowId),
    use: useOf({ name, identity: identity ?? "", batch, responder, offlineKeyId }),
  }));
}

function useOf({
  name,
  identity,
  batch,
  responder,
  offlineKeyId,
}: Pick<UsedCells, "name" | "batch" | "responder" | "offlineKeyId"> & { readonly identity: string }): SealUse | null {
  if (batch !== null) return { of: "batch", batch };
  if (responder !== null) return { of: "responder", authority: responder, identity };
  if (offlineKeyId !== null) return { of: "offline-packages", identity };
  return name === null ? null : { of: "name", name, identity };
}
