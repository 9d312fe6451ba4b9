import "server-only";
import type { RevocationReason } from "../../pki/x509/revocation-reason.ts";
import { writeListEntries } from "../../pki/issue/revocation-list.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { dateOrNull } from "../inventory/item-rows.ts";

interface EntryCells {
  readonly serialNumber: string;
  readonly reason: string;
  readonly at: Date | number | string;
  readonly invalidityDate: Date | number | string | null;
}

/** Rows that are read and written at a time: what waits for this process waits some milliseconds. */
const rowsAtATime = 5000;

/** What an authority has revoked now, as entries of a list in parts, in the order of the serial numbers. */
export async function entriesOf(
  { direct }: Database,
  authority: string,
): Promise<{ readonly parts: readonly Uint8Array[]; readonly count: number }> {
  const parts: Uint8Array[] = [];
  let count = 0;
  for (let after = ""; ;) {
    const rows = await direct.$queryRaw<
      EntryCells[]
    >(sql`SELECT "serialNumber", "reason", "at", "invalidityDate" FROM "Revocation"
      WHERE "issuerSpkiSha256" = ${authority} AND "serialNumber" > ${after} AND "releasedAt" IS NULL
      ORDER BY "serialNumber" LIMIT ${rowsAtATime}`);
    if (rows.length > 0) parts.push(writeListEntries(rows.map(entryOf)));
    count += rows.length;
    if (rows.length < rowsAtATime) return { parts, count };
    after = rows.at(-1)!.serialNumber;
  }
}

function entryOf({ serialNumber, reason, at, invalidityDate }: EntryCells) {
  return {
    serialNumber: Buffer.from(serialNumber, "hex"),
    at: dateOrNull(at)!,
    reason: reason as RevocationReason,
    invalidityDate: dateOrNull(invalidityDate),
  };
}
