import "server-only";
import { createHash } from "node:crypto";
import type { Database } from "../database/db.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { join, sql } from "../database/sql.ts";

/**
 * Failed attempts after which each further one has to wait, and longer each time: for a secret that is not locked for
 * good, because the person who knows it needs it. All consoles of a database count together, in the rows of the other
 * limits (attempts.ts); a failure is forgotten a day after the last one.
 */
const free = 5;
/** Seconds to wait after the fifth failure, the sixth …; the last one for all that follow. */
const waits = [10, 20, 40, 80, 160, 320, 900] as const;
const daySeconds = 86_400;

interface Counted {
  readonly events: number;
  readonly endsAt: Date | number;
}

/** Seconds to wait after so many failures. */
function waitAfter(failures: number): number {
  return failures < free ? 0 : waits[Math.min(failures - free, waits.length - 1)]!;
}

/**
 * Counts an attempt before it is judged; one that was right is taken back by `forgetFailures`. Returns 0 when it may be
 * made, else the seconds to wait: then it was not counted. One statement, so that attempts at the same moment are
 * counted one after the other.
 */
export async function countOrWait({ direct }: Database, key: readonly string[], now: Date): Promise<number> {
  const id = rowKey(key);
  // `endsAt` is a day after the last failure, so that failure is long enough ago when `endsAt` is before this.
  const before = (failures: number) => new Date(now.getTime() + (daySeconds - waitAfter(failures)) * 1000);
  const allowed = waits.map((_, index) => {
    const failures = free + index;
    const count = index === waits.length - 1 ? sql`>= ${failures}` : sql`= ${failures}`;
    return sql`("Attempt"."events" ${count} AND "Attempt"."endsAt" <= ${before(failures)})`;
  });
  const [counted] = await direct.$queryRaw<
    Counted[]
  >(sql`INSERT INTO "Attempt" ("key", "endsAt", "events") VALUES (${id}, ${before(0)}, 1)
    ON CONFLICT ("key") DO UPDATE SET "events" = CASE WHEN "Attempt"."endsAt" <= ${now} THEN 1 ELSE "Attempt"."events" + 1 END,
      "endsAt" = excluded."endsAt" WHERE "Attempt"."events" < ${free} OR ${join(allowed, " OR ")}
    RETURNING "events", "endsAt"`);
  if (counted !== undefined) return 0;
  const [row] = await direct.$queryRaw<Counted[]>(sql`SELECT "events", "endsAt" FROM "Attempt" WHERE "key" = ${id}`);
  if (row === undefined) return 0;
  const failedAt = (dateOrNull(row.endsAt) ?? now).getTime() - daySeconds * 1000;
  return Math.max(1, Math.ceil((failedAt + waitAfter(Number(row.events)) * 1000 - now.getTime()) / 1000));
}

/** Takes one attempt back: it was not judged. */
export async function forgiveFailure({ direct }: Database, key: readonly string[]): Promise<void> {
  await direct.$executeRaw(
    sql`UPDATE "Attempt" SET "events" = "events" - 1 WHERE "key" = ${rowKey(key)} AND "events" > 1`,
  );
}

/** The right one came. */
export async function forgetFailures({ direct }: Database, key: readonly string[]): Promise<void> {
  await direct.$executeRaw(sql`DELETE FROM "Attempt" WHERE "key" = ${rowKey(key)}`);
}

/** 64 hex digits: a reader of the table does not learn who tried what. */
function rowKey(key: readonly string[]): string {
  return createHash("sha256")
    .update(["growing wait", ...key].join("\0"), "utf8")
    .digest("hex");
}
