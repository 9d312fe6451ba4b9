import "server-only";
import { randomUUID } from "node:crypto";
import { hostname } from "node:os";
import type { Clock } from "../../commands/ports/world.ts";
import type { Database } from "../database/db.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { sql } from "../database/sql.ts";
import { Failure } from "../error-codes.ts";
import { log } from "../log.ts";

/**
 * Who works with the master key: each console holds a lease while it lives, `rewrap` one of its own. Neither begins while
 * the other has one. A process that was killed leaves its lease behind, which runs out by itself.
 */
export const leaseSeconds = 60;
const beatSeconds = 15;

export type LeaseKind = "console" | "rewrap";

export interface ProcessLease {
  release(): Promise<void>;
}

interface LeaseRow {
  readonly host: string;
  readonly pid: number;
  readonly expiresAt: Date | number | string;
}

/** @throws Failure `master-key.in-use` (a console lives, and this is `rewrap`), `master-key.changing` (the other way) */
export async function takeProcessLease(
  { direct }: Database,
  clock: Clock,
  { kind, masterKeyId }: { readonly kind: LeaseKind; readonly masterKeyId: string },
): Promise<ProcessLease> {
  const id = randomUUID();
  const until = () => new Date(clock.now().getTime() + leaseSeconds * 1000);
  const insert = () =>
    direct.$executeRaw(sql`INSERT INTO "ProcessLease" ("id", "kind", "host", "pid", "masterKeyId", "startedAt", "expiresAt")
      VALUES (${id}, ${kind}, ${hostname().slice(0, 200)}, ${process.pid}, ${masterKeyId}, ${clock.now()}, ${until()})`);
  const release = async () => {
    await direct.$executeRaw(sql`DELETE FROM "ProcessLease" WHERE "id" = ${id}`);
  };
  await direct.$executeRaw(sql`DELETE FROM "ProcessLease" WHERE "expiresAt" <= ${clock.now()}`);
  // Written first, then looked: of two that begin at once, each sees the other or one of them does.
  await insert();
  const inTheWay = kind === "rewrap" ? sql`TRUE` : sql`"kind" = 'rewrap'`;
  const [other] = await direct.$queryRaw<LeaseRow[]>(sql`SELECT "host", "pid", "expiresAt" FROM "ProcessLease"
    WHERE "id" <> ${id} AND ${inTheWay} AND "expiresAt" > ${clock.now()} ORDER BY "expiresAt" DESC LIMIT 1`);
  if (other !== undefined) {
    await release();
    const facts = {
      host: other.host,
      pid: Number(other.pid),
      until: (dateOrNull(other.expiresAt) ?? clock.now()).toISOString(),
    };
    throw kind === "rewrap" ? new Failure("master-key.in-use", facts) : new Failure("master-key.changing", facts);
  }
  const beat = async () => {
    const held = await direct.$executeRaw(sql`UPDATE "ProcessLease" SET "expiresAt" = ${until()} WHERE "id" = ${id}`);
    // It ran out while the process stood still, and another one cleaned it up. What is sealed is checked all the same.
    if (held === 0) await insert();
  };
  const timer = setInterval(() => {
    beat().catch((error: unknown) => log.warn({ error }, "the lease of this process could not be prolonged"));
  }, beatSeconds * 1000);
  timer.unref();
  return {
    async release() {
      clearInterval(timer);
      await release();
    },
  };
}
