import "server-only";
import type { Person } from "../commands/ports/batch.ts";
import { Prisma } from "../../prisma/generated/sqlite/client.ts";
import type { Database } from "./db.ts";
import { dateOrNull } from "./item-rows.ts";

/** A row as the work on it needs it. */
export interface WorkRow extends Person {
  readonly rowId: number;
  readonly basename: string;
  readonly isSuccessor: boolean;
  /** Of a row whose serial number is spent. */
  readonly begun: { readonly intentId: string; readonly serialNumber: string; readonly preparedAt: Date; readonly sealedId: string } | null;
  /** Of a row that is issued. */
  readonly issued: { readonly der: Uint8Array; readonly sealedId: string } | null;
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
  readonly sealedId: string | null;
  readonly der: Uint8Array | null;
  readonly keySealedId: string | null;
}

/** The next rows of a batch in one state, in the order of the table. */
export async function nextRows(database: Database, batchId: string, state: "waiting" | "signing" | "packing", limit: number): Promise<WorkRow[]> {
  const rows = await database.direct.$queryRaw<RowCells[]>(Prisma.sql`SELECT r."id", r."position", r."name", r."email", r."upn", r."department", r."basename", r."predecessorId",
    r."intentId", i."serialNumber", r."preparedAt", r."sealedId", d."der", k."sealedId" AS "keySealedId"
    FROM "BatchRow" r LEFT JOIN "SigningIntent" i ON i."id" = r."intentId" LEFT JOIN "Certificate" c ON c."id" = r."certificateId"
    LEFT JOIN "CertificateDer" d ON d."certificateId" = c."id" LEFT JOIN "Key" k ON k."spkiSha256" = c."spkiSha256"
    WHERE r."batchId" = ${batchId} AND r."state" = ${state} ORDER BY r."position" LIMIT ${limit}`);
  return rows.map((row) => ({
    rowId: Number(row.id),
    position: Number(row.position),
    name: row.name,
    email: row.email,
    upn: row.upn,
    department: row.department,
    basename: row.basename,
    isSuccessor: row.predecessorId !== null,
    begun: row.intentId === null || row.sealedId === null ? null : { intentId: row.intentId, serialNumber: row.serialNumber ?? "", preparedAt: dateOrNull(row.preparedAt) ?? new Date(0), sealedId: row.sealedId },
    issued: row.der === null || row.keySealedId === null ? null : { der: Uint8Array.from(row.der), sealedId: row.keySealedId },
  }));
}

export async function countWaiting(database: Database, batchId: string): Promise<number> {
  const [row] = await database.direct.$queryRaw<{ count: number | bigint }[]>(Prisma.sql`SELECT COUNT(*) AS "count" FROM "BatchRow" WHERE "batchId" = ${batchId} AND "state" = 'waiting'`);
  return Number(row?.count ?? 0);
}
