import "server-only";
import type { BatchTemplate } from "../../commands/ports/batch.ts";
import type { Clock } from "../../commands/ports/world.ts";
import type { Database } from "../database/db.ts";
import { empty, sql, type Sql } from "../database/sql.ts";

/**
 * One process works on a batch. Its lease tells the others; what makes it safe is the fence: every transaction of the
 * work begins by raising the batch's own row, and finds nothing to raise when another process took the lease.
 */
export const leaseSeconds = 20;

export interface Lease {
  readonly batchId: string;
  readonly owner: string;
  readonly title: string;
  readonly actor: {
    readonly kind: string;
    readonly id: string;
    readonly label: string;
    readonly role: string;
    readonly surface: string;
    readonly owner: string | null;
    readonly address: string | null;
    readonly credential: string | null;
  };
  readonly issuerFileName: string;
  readonly template: BatchTemplate;
  readonly passphrasesSealedId: string | null;
}

/** The batch went to another process, or was cancelled, or its sheet was taken: this work is not wanted any more. */
export class LeaseLost extends Error {}

interface BatchCells {
  readonly id: string;
  readonly title: string;
  readonly actorKind: string;
  readonly actorId: string;
  readonly actor: string;
  readonly role: string;
  readonly surface: string;
  readonly owner: string | null;
  readonly address: string | null;
  readonly credential: string | null;
  readonly issuerFileName: string;
  readonly template: string;
  readonly passphrasesSealedId: string | null;
}

/**
 * Takes the lease of a running batch that no process works on, the oldest first, those that this process keeps for itself
 * (`reserver`) included; null when there is none.
 */
export async function takeLease(
  database: Database,
  clock: Clock,
  owner: string,
  reserver: string,
): Promise<Lease | null> {
  const now = clock.now();
  // Both databases decide a race by the row: the second of two finds a lease that is not free any more.
  const [row] = await database.direct.$queryRaw<
    BatchCells[]
  >(sql`UPDATE "Batch" SET "leaseOwner" = ${owner}, "leaseUntil" = ${after(now)}
    WHERE "id" = (SELECT "id" FROM "Batch" WHERE "state" = 'running' AND ("leaseUntil" IS NULL OR "leaseUntil" < ${now} OR "leaseOwner" = ${reserver}) ORDER BY "createdAt" LIMIT 1)
    AND "state" = 'running' AND ("leaseUntil" IS NULL OR "leaseUntil" < ${now} OR "leaseOwner" = ${reserver})
    RETURNING "id", "title", "actorKind", "actorId", "actor", "role", "surface", "owner", "address", "credential", "issuerFileName", "template", "passphrasesSealedId"`);
  if (row === undefined) return null;
  return {
    batchId: row.id,
    owner,
    title: row.title,
    actor: {
      kind: row.actorKind,
      id: row.actorId,
      label: row.actor,
      role: row.role,
      surface: row.surface,
      owner: row.owner,
      address: row.address,
      credential: row.credential,
    },
    issuerFileName: row.issuerFileName,
    template: JSON.parse(row.template) as BatchTemplate,
    passphrasesSealedId: row.passphrasesSealedId,
  };
}

function after(now: Date): Date {
  return new Date(now.getTime() + leaseSeconds * 1000);
}

/** Counts that move with the rows. */
export interface Progress {
  readonly issued?: number;
  readonly failed?: number;
}

/**
 * Begins every transaction of the work. `begin`: new work, not after a cancel; `finish`: what was begun is brought
 * home.
 * @throws LeaseLost
 */
export async function fence(
  tx: Sql,
  clock: Clock,
  lease: Lease,
  phase: "begin" | "finish",
  { issued = 0, failed = 0 }: Progress = {},
): Promise<void> {
  const sheet =
    lease.passphrasesSealedId === null ? sql`TRUE` : sql`"passphrasesSealedId" = ${lease.passphrasesSealedId}`;
  const running = phase === "begin" ? sql`"state" = 'running'` : sql`TRUE`;
  const held =
    await tx.$executeRaw(sql`UPDATE "Batch" SET "leaseUntil" = ${after(clock.now())}, "issued" = "issued" + CAST(${issued} AS INTEGER),
    "failed" = "failed" + CAST(${failed} AS INTEGER) WHERE "id" = ${lease.batchId} AND "leaseOwner" = ${lease.owner} AND ${sheet} AND ${running}`);
  if (held !== 1) throw new LeaseLost(lease.batchId);
}

/** The batches whose keys this process holds wait for it, although others could work on them. */
export function extendReservations(database: Database, clock: Clock, reserver: string): Promise<number> {
  return database.direct.$executeRaw(
    sql`UPDATE "Batch" SET "leaseUntil" = ${after(clock.now())} WHERE "leaseOwner" = ${reserver}`,
  );
}

/** What this process kept for itself is free for all: it ends, and its keys with it. */
export function releaseReservations(database: Database, reserver: string): Promise<number> {
  return database.direct.$executeRaw(
    sql`UPDATE "Batch" SET "leaseOwner" = NULL, "leaseUntil" = NULL WHERE "leaseOwner" = ${reserver}`,
  );
}

/** While something takes longer than a lease. */
export function extendLease(database: Database, clock: Clock, { batchId, owner }: Lease): Promise<number> {
  return database.direct.$executeRaw(
    sql`UPDATE "Batch" SET "leaseUntil" = ${after(clock.now())} WHERE "id" = ${batchId} AND "leaseOwner" = ${owner}`,
  );
}

export type End =
  | { readonly state: "done" }
  | { readonly state: "stopped"; readonly code: string; readonly facts: object }
  | {
      readonly state: "released";
      /** Who is to take it up again: the process that holds its key. Absent: any. */
      readonly to?: string;
    };

/**
 * Releases the lease and records the end: done, stopped with its problem, or unchanged (`released`) so that another
 * process continues. Never overwrites `cancelled`; does nothing when the lease was lost.
 */
export async function endLease(database: Database, clock: Clock, { batchId, owner }: Lease, end: End): Promise<void> {
  const change =
    end.state === "released"
      ? empty
      : end.state === "done"
        ? sql`, "state" = CASE WHEN "state" = 'running' THEN 'done' ELSE "state" END, "finishedAt" = ${clock.now()}`
        : sql`, "state" = CASE WHEN "state" = 'running' THEN 'stopped' ELSE "state" END, "problemCode" = ${end.code}, "problemFacts" = ${JSON.stringify(end.facts)}, "finishedAt" = ${clock.now()}`;
  const to = end.state === "released" ? (end.to ?? null) : null;
  await database.direct.$executeRaw(
    sql`UPDATE "Batch" SET "leaseOwner" = ${to}, "leaseUntil" = ${to === null ? null : after(clock.now())}${change} WHERE "id" = ${batchId} AND "leaseOwner" = ${owner}`,
  );
}
