import "server-only";
import type { BatchRowView, LinkState, Person, RenewableRow } from "../../commands/ports/batch.ts";
import type { Database } from "../database/db.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { join, sql } from "../database/sql.ts";
import { type When, problemOf } from "./summary.ts";

interface RowCells extends Omit<Person, "position"> {
  readonly id: number;
  readonly position: number;
  readonly state: string;
  readonly basename: string;
  readonly fileName: string;
  readonly serialNumber: string | null;
  readonly notAfter: When;
  readonly errorCode: string | null;
  readonly errorFacts: string | null;
  readonly predecessorId: number | null;
  readonly successorId: number | null;
  readonly expiresAt: When;
  readonly usedAt: When;
  readonly revokedAt: When;
  readonly takenBackAt: When;
}

const statesOf = { waiting: ["waiting", "signing"], issued: ["issued", "packing"], failed: ["failed"] } as const;

export async function readRows(
  { direct }: Database,
  batch: string,
  { after, limit, state }: { after: number; limit: number; state?: BatchRowView["state"] },
  now: Date,
): Promise<BatchRowView[]> {
  const which = state === undefined ? sql`TRUE` : sql`r."state" IN (${join(statesOf[state])})`;
  // The last link of each row is the one that counts: making a new one ends the older ones.
  const rows = await direct.$queryRaw<
    RowCells[]
  >(sql`SELECT r."id", r."position", r."name", r."email", r."upn", r."department", r."state", r."basename", r."fileName", r."errorCode", r."errorFacts",
    r."predecessorId", v."at" AS "takenBackAt", c."serialNumber", c."notAfter", l."expiresAt", l."usedAt", l."revokedAt",
    (SELECT MAX(s."id") FROM "BatchRow" s WHERE s."predecessorId" = r."id" AND s."state" <> 'failed') AS "successorId"
    FROM "BatchRow" r LEFT JOIN "Certificate" c ON c."id" = r."certificateId"
    LEFT JOIN "Revocation" v ON v."certificateId" = r."certificateId" AND v."releasedAt" IS NULL
    LEFT JOIN "BatchLink" l ON l."id" = (SELECT x."id" FROM "BatchLink" x WHERE x."rowId" = r."id" ORDER BY x."createdAt" DESC, x."id" LIMIT 1)
    WHERE r."batchId" = ${batch} AND r."position" > ${after} AND ${which} ORDER BY r."position" LIMIT ${limit}`);
  return rows.map((row) => rowView(row, now));
}

function rowView(row: RowCells, now: Date): BatchRowView {
  const state =
    row.state === "failed" ? "failed" : row.state === "issued" || row.state === "packing" ? "issued" : "waiting";
  const expiresAt = dateOrNull(row.expiresAt);
  const usedAt = dateOrNull(row.usedAt);
  return {
    position: Number(row.position),
    name: row.name,
    email: row.email,
    upn: row.upn,
    department: row.department,
    state,
    fileName: row.fileName,
    identity: state === "issued" ? row.basename : null,
    serial: row.serialNumber,
    notAfter: dateOrNull(row.notAfter),
    error: problemOf(row.errorCode, row.errorFacts),
    link:
      expiresAt === null
        ? null
        : { state: linkState({ usedAt, revokedAt: dateOrNull(row.revokedAt), expiresAt }, now), expiresAt, usedAt },
    isRenewal: row.predecessorId !== null,
    isRenewed: row.successorId !== null,
    isRevoked: row.takenBackAt !== null,
  };
}

export function linkState(
  { usedAt, revokedAt, expiresAt }: { usedAt: Date | null; revokedAt: Date | null; expiresAt: Date },
  now: Date,
): LinkState {
  if (usedAt !== null) return "used";
  if (revokedAt !== null) return "revoked";
  return expiresAt <= now ? "expired" : "open";
}

export async function renewableRows({ direct }: Database, batch: string, until: Date): Promise<RenewableRow[]> {
  const rows = await direct.$queryRaw<
    (Person & { id: number; basename: string; notAfter: When })[]
  >(sql`SELECT r."id", r."position", r."name", r."email", r."upn", r."department",
    i."basename", c."notAfter" FROM "BatchRow" r JOIN "Certificate" c ON c."id" = r."certificateId" JOIN "Item" i ON i."id" = c."itemId"
    WHERE r."batchId" = ${batch} AND r."state" IN ('issued', 'packing') AND c."notAfter" <= ${until} AND c."deletedAt" IS NULL
    AND NOT EXISTS (SELECT 1 FROM "BatchRow" s WHERE s."predecessorId" = r."id" AND s."state" <> 'failed') ORDER BY r."position"`);
  return rows.map(({ id, position, name, email, upn, department, basename, notAfter }) => ({
    row: Number(id),
    position: Number(position),
    name,
    email,
    upn,
    department,
    basename,
    notAfter: dateOrNull(notAfter) ?? new Date(0),
  }));
}
