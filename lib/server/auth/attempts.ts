import "server-only";
import { createHash } from "node:crypto";
import type { Database } from "../database/db.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { sql } from "../database/sql.ts";

/** At most so many attempts in so many seconds, for each key of its own kind. */
export interface AttemptLimit {
  readonly name: string;
  readonly attempts: number;
  readonly seconds: number;
}

interface Window {
  readonly events: number;
  readonly endsAt: Date | number;
}

/**
 * Counts one attempt in a fixed window that all consoles of the database share, so that two of them do not allow twice
 * as much. One statement: attempts at the same moment are counted one after the other. Returns 0 when it is allowed,
 * else the seconds until the window ends.
 */
export async function countAttempt({ direct }: Database, limit: AttemptLimit, key: string, now: Date): Promise<number> {
  const endsAt = new Date(now.getTime() + limit.seconds * 1000);
  const [window] = await direct.$queryRaw<
    Window[]
  >(sql`INSERT INTO "Attempt" ("key", "endsAt", "events") VALUES (${rowKey(limit, key)}, ${endsAt}, 1)
    ON CONFLICT ("key") DO UPDATE SET "events" = CASE WHEN "Attempt"."endsAt" <= ${now} THEN 1 ELSE "Attempt"."events" + 1 END,
      "endsAt" = CASE WHEN "Attempt"."endsAt" <= ${now} THEN excluded."endsAt" ELSE "Attempt"."endsAt" END
    RETURNING "events", "endsAt"`);
  if (window === undefined) throw new Error("an attempt was not counted");
  // The request that begins a window deletes those that have ended: the table holds no more than the windows that are
  // open.
  if (Number(window.events) === 1) await direct.$executeRaw(sql`DELETE FROM "Attempt" WHERE "endsAt" <= ${now}`);
  if (Number(window.events) <= limit.attempts) return 0;
  return Math.max(1, Math.ceil(((dateOrNull(window.endsAt) ?? endsAt).getTime() - now.getTime()) / 1000));
}

/** The right password came: its attempts are forgiven. */
export async function forgetAttempts({ direct }: Database, limit: AttemptLimit, key: string): Promise<void> {
  await direct.$executeRaw(sql`DELETE FROM "Attempt" WHERE "key" = ${rowKey(limit, key)}`);
}

const rowKey = ({ name }: AttemptLimit, key: string): string =>
  createHash("sha256").update(`${name}\0${key}`, "utf8").digest("hex");
