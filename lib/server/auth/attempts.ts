import "server-only";
import { createHash } from "node:crypto";
import type { Database } from "../database/db.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { sql } from "../database/sql.ts";

/** At most so many failed attempts in so many seconds, for each key of its own kind. */
export interface AttemptLimit {
  readonly name: string;
  readonly attempts: number;
  readonly seconds: number;
}

/** What is limited: one thing, or one member of a group that can be forgotten as a whole. */
export type AttemptKey = string | readonly [group: string, member: string];

interface Window {
  readonly events: number;
  readonly endsAt: Date | number;
}

/**
 * Counts one attempt in a fixed window that all consoles of the database share, so that two of them do not allow twice
 * as much. Counted before it is judged, or attempts at the same moment would all pass; one that succeeds is taken back
 * (`forgiveAttempt`). One statement: attempts at the same moment are counted one after the other. Returns 0 when it is
 * allowed, else the seconds until the window ends.
 */
export async function countAttempt(
  { direct }: Database,
  limit: AttemptLimit,
  key: AttemptKey,
  now: Date,
): Promise<number> {
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

/** Takes one attempt back: it was no failure. */
export async function forgiveAttempt({ direct }: Database, limit: AttemptLimit, key: AttemptKey): Promise<void> {
  await direct.$executeRaw(
    sql`UPDATE "Attempt" SET "events" = "events" - 1 WHERE "key" = ${rowKey(limit, key)} AND "events" > 1`,
  );
}

/** The right password came: the attempts of its key are forgiven. */
export async function forgetAttempts({ direct }: Database, limit: AttemptLimit, key: AttemptKey): Promise<void> {
  await direct.$executeRaw(sql`DELETE FROM "Attempt" WHERE "key" = ${rowKey(limit, key)}`);
}

/** The same for every member of a group. Returns how many windows there were. */
export function forgetGroup({ direct }: Database, limit: AttemptLimit, group: string): Promise<number> {
  return direct.$executeRaw(sql`DELETE FROM "Attempt" WHERE "key" LIKE ${`${groupDigits(limit, group)}%`}`);
}

/** 64 hex digits: a reader of the table does not learn which addresses were tried. A group shares the first half. */
function rowKey(limit: AttemptLimit, key: AttemptKey): string {
  if (typeof key === "string") return digest(`${limit.name}\0${key}`);
  const [group, member] = key;
  return groupDigits(limit, group) + digest(member).slice(0, 32);
}

const groupDigits = (limit: AttemptLimit, group: string): string => digest(`${limit.name}\0${group}`).slice(0, 32);

const digest = (text: string): string => createHash("sha256").update(text, "utf8").digest("hex");
