import "server-only";
import type { RevocationReason } from "../../pki/x509/revocation-reason.ts";
import { writeListEntries } from "../../pki/issue/revocation-list.ts";
import type { Database } from "../database/db.ts";
import { sql, type SqlFragment } from "../database/sql.ts";
import { dateOrNull } from "../inventory/item-rows.ts";

interface EntryCells {
  readonly serialNumber: string;
  readonly reason: string;
  readonly at: Date | number | string;
  readonly invalidityDate: Date | number | string | null;
  readonly releasedAt: Date | number | string | null;
}

/** Entries of a list, as they are written, in parts of any size. */
export interface WrittenEntries {
  readonly parts: readonly Uint8Array[];
  readonly count: number;
}

/** Rows that are read and written at a time: what waits for this process waits some milliseconds. */
const rowsAtATime = 5000;

/** What an authority has revoked now, in the order of the serial numbers; `part`: of that part alone, 0 for all. */
export function entriesOf(database: Database, authority: string, part = 0): Promise<WrittenEntries> {
  const ofPart = part === 0 ? sql`TRUE` : sql`"shard" = ${part}`;
  return writeWhere(database, authority, sql`"releasedAt" IS NULL AND ${ofPart}`);
}

/** What has changed since a revision: a hold that was released is taken from the list (RFC 5280 §5.2.4). */
export function changesSince(database: Database, authority: string, revision: number): Promise<WrittenEntries> {
  return writeWhere(database, authority, sql`"revision" > ${revision}`);
}

async function writeWhere({ direct }: Database, authority: string, which: SqlFragment): Promise<WrittenEntries> {
  const parts: Uint8Array[] = [];
  let count = 0;
  for (let after = ""; ;) {
    const rows = await direct.$queryRaw<EntryCells[]>(sql`SELECT "serialNumber", "reason", "at", "invalidityDate",
        "releasedAt" FROM "Revocation"
      WHERE "issuerSpkiSha256" = ${authority} AND "serialNumber" > ${after} AND ${which}
      ORDER BY "serialNumber" LIMIT ${rowsAtATime}`);
    if (rows.length > 0) parts.push(writeListEntries(rows.map(entryOf)));
    count += rows.length;
    if (rows.length < rowsAtATime) return { parts, count };
    after = rows.at(-1)!.serialNumber;
  }
}

function entryOf({ serialNumber, reason, at, invalidityDate, releasedAt }: EntryCells) {
  const released = dateOrNull(releasedAt);
  return {
    serialNumber: Buffer.from(serialNumber, "hex"),
    at: released ?? dateOrNull(at)!,
    reason: released === null ? (reason as RevocationReason) : "removeFromCRL",
    invalidityDate: released === null ? dateOrNull(invalidityDate) : null,
  } as const;
}
