import "server-only";
import type { DueCounts } from "../../commands/ports/endings.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { endsSoonLimit } from "./status.ts";

/** Counts what is over and in use, what ends soon, and the requests that wait; a batch counts once. */
export async function readDue({ direct }: Database, now: Date): Promise<DueCounts> {
  const [row] = await direct.$queryRaw<Readonly<Record<keyof DueCounts, number | bigint>>[]>(sql`SELECT
    (SELECT COUNT(*) FROM "Item" WHERE "shelf" = 'listed' AND "notAfter" < ${now}
      AND EXISTS (SELECT 1 FROM "ServiceUse" u WHERE u."basename" = "Item"."basename")) AS "overInUse",
    (SELECT COUNT(DISTINCT COALESCE("batchId", "basename")) FROM "Item"
      WHERE "notAfter" >= ${now} AND "notAfter" < ${endsSoonLimit(now)} AND "shelf" <> 'archived') AS "endsSoon",
    (SELECT COUNT(*) FROM "Item" WHERE "state" = 'waiting' AND "shelf" <> 'archived') AS "waiting"`);
  return {
    overInUse: Number(row?.overInUse ?? 0),
    endsSoon: Number(row?.endsSoon ?? 0),
    waiting: Number(row?.waiting ?? 0),
  };
}
