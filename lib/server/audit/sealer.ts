import "server-only";
import type { Clock } from "../../commands/ports/world.ts";
import type { Database } from "../database/db.ts";
import { join, sql, type Sql } from "../database/sql.ts";
import { inTransactionDirect } from "../database/transaction.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { log } from "../log.ts";
import type { CheckpointKey } from "./checkpoint.ts";
import { entryHash, entryLine } from "./entry.ts";
import type { ProvenCells } from "./proofs.ts";
import { appended, rootOf } from "./tree.ts";

/** Rows that enter the chain in one transaction. */
const rowsAtOnce = 500;
/** An event that has not ended by then enters as it is, and once more when it ends; ms. */
const patienceMs = 60_000;
/** What ends within so many ms enters together: a signature does not wait for it, and a hundred cost one transaction. */
const gatherMs = 250;
/** A checkpoint is kept and sent away after so many entries, or so many ms. */
const checkpointEvery = { entries: 1000, ms: 3_600_000 } as const;
/** Any number that is ours. */
const advisoryLock = 7_243_392_013;

export interface SealedEntry {
  readonly line: string;
  readonly hash: string;
}

export interface SealerWishes {
  readonly key: CheckpointKey;
  /** Told of each entry that this process has made, in their order. */
  readonly onEntries?: ((entries: readonly SealedEntry[]) => void) | undefined;
  /** Told of each checkpoint that is to leave the machine. */
  readonly onCheckpoint?: ((note: string) => Promise<void>) | undefined;
}

export interface SealHow {
  /** Also what has not ended, however young it is. */
  readonly withUnfinished?: boolean;
  /** A checkpoint is kept, however few entries are new. */
  readonly withCheckpoint?: boolean;
}

export interface Sealer {
  /** An event has ended: the chain takes it in soon. */
  wake(): void;
  /** Takes in everything that is there. */
  sealAll(how?: SealHow): Promise<void>;
  close(): Promise<void>;
}

/**
 * Appends the events of the log to the chain, whatever console wrote them, in the order in which they are found. One
 * transaction at a time of all consoles appends, so that the order is one; no signature waits for it.
 */
export function createSealer(database: Database, clock: Clock, wishes: SealerWishes): Sealer {
  let timer: NodeJS.Timeout | null = null;
  let work: Promise<void> = Promise.resolve();
  let isClosed = false;
  const pass = async ({ withUnfinished = false, withCheckpoint = false }: SealHow): Promise<void> => {
    while ((await sealSome(database, clock, wishes, withUnfinished)) === rowsAtOnce);
    await endLegacy(database);
    await keepCheckpoint(database, clock, wishes, withCheckpoint);
  };
  const sealAll = (how: SealHow = {}): Promise<void> => {
    const next = work.then(() => pass(how));
    work = next.catch((error: unknown) => log.error({ error }, "the chain of the audit log could not be continued"));
    return next;
  };
  const wake = (): void => {
    if (timer !== null || isClosed) return;
    timer = setTimeout(() => {
      timer = null;
      void sealAll().catch(() => {});
    }, gatherMs);
    timer.unref();
  };
  const beat = setInterval(wake, patienceMs);
  beat.unref();
  return {
    wake,
    sealAll,
    async close() {
      isClosed = true;
      clearInterval(beat);
      if (timer !== null) clearTimeout(timer);
      await sealAll({ withCheckpoint: true }).catch(() => {});
    },
  };
}

interface EventCells extends Omit<ProvenCells, "at" | "finishedAt"> {
  readonly at: Date | number;
  readonly finishedAt: Date | number | null;
}

interface TreeCells {
  readonly size: number;
  readonly head: string;
  readonly edge: string;
  readonly legacyTo: number;
}

/** @returns how many events were looked at */
async function sealSome(
  database: Database,
  clock: Clock,
  { key, onEntries }: SealerWishes,
  withUnfinished: boolean,
): Promise<number> {
  const before = withUnfinished ? clock.now() : new Date(clock.now().getTime() - patienceMs);
  const pending = sql`"entry" IS NULL AND ("outcome" <> 'unfinished' OR "at" <= ${before})`;
  // Asked outside of the transaction first: mostly there is nothing, and then no writer waits.
  const [any] = await database.direct.$queryRaw<{ id: number }[]>(
    sql`SELECT "id" FROM "AuditEvent" WHERE ${pending} ORDER BY "id" LIMIT 1`,
  );
  if (any === undefined) return 0;
  const { entries, count } = await inTransactionDirect(database, async (tx) => {
    if (database.provider === "postgresql")
      await tx.$queryRaw(sql`SELECT pg_advisory_xact_lock(${advisoryLock})::text AS "held"`);
    const rows = await tx.$queryRaw<EventCells[]>(
      sql`SELECT * FROM "AuditEvent" WHERE ${pending} ORDER BY "id" LIMIT ${rowsAtOnce}`,
    );
    return { entries: await append(database, tx, rows.map(cellsOf), key), count: rows.length };
  });
  onEntries?.(entries);
  return count;
}

export function cellsOf(cells: EventCells): ProvenCells {
  return {
    ...cells,
    id: Number(cells.id),
    at: dateOrNull(cells.at) ?? new Date(0),
    finishedAt: dateOrNull(cells.finishedAt),
  };
}

async function append(
  database: Database,
  tx: Sql,
  rows: readonly ProvenCells[],
  key: CheckpointKey,
): Promise<readonly SealedEntry[]> {
  if (rows.length === 0) return [];
  const [tree] = await tx.$queryRaw<TreeCells[]>(sql`SELECT * FROM "AuditTree" WHERE "id" = 1`);
  if (tree === undefined) throw new Error("the state of the audit chain is gone");
  let { size, head } = { size: Number(tree.size), head: tree.head };
  const endedSince = await endedLegacy(database, tx, rows);
  let edge = edgeOf(tree.edge);
  const entries: (SealedEntry & {
    readonly seq: number;
    readonly event: number;
    readonly isEnd: boolean;
    readonly facts: string | null;
  })[] = [];
  const places = rows.map((row) => {
    const isLegacy = row.proof === null && (row.id <= Number(tree.legacyTo) || endedSince.has(row.id));
    if (!isLegacy && !database.events.isProven(row)) {
      log.error({ eventId: row.id }, "an event of the audit log was not written by a console, or was changed since");
      return { id: row.id, seq: -1 };
    }
    const entry = { seq: size + 1, event: row.id, isEnd: row.outcome !== "unfinished" };
    const line = entryLine(entry, row, head);
    const hash = entryHash(line);
    edge = appended(edge, size, Buffer.from(hash, "hex"));
    [size, head] = [entry.seq, hash];
    entries.push({ ...entry, line, hash, facts: entry.isEnd ? null : row.facts });
    return { id: row.id, seq: entry.seq };
  });
  if (entries.length > 0)
    await tx.$executeRaw(sql`INSERT INTO "AuditEntry" ("seq", "eventId", "isEnd", "facts", "hash")
      VALUES ${join(entries.map(({ seq, event, isEnd, facts, hash }) => sql`(${seq}, ${event}, ${isEnd}, ${facts}, ${hash})`))}`);
  const from = places.map(
    ({ id, seq }) => sql`SELECT CAST(${id} AS INTEGER) AS "id", CAST(${seq} AS INTEGER) AS "seq"`,
  );
  await tx.$executeRaw(sql`UPDATE "AuditEvent" SET "entry" = v."seq" FROM (${join(from, " UNION ALL ")}) AS v
    WHERE "AuditEvent"."id" = v."id"`);
  const note = key.sign(size, rootOf(edge));
  await tx.$executeRaw(sql`UPDATE "AuditTree" SET "size" = ${size}, "head" = ${head}, "edge" = ${edge.map((each) => each.toString("hex")).join("")},
    "note" = ${note} WHERE "id" = 1`);
  return entries;
}

function edgeOf(text: string): Buffer[] {
  return (text.match(/.{64}/g) ?? []).map((hash) => Buffer.from(hash, "hex"));
}

/** Once every event from before the chain is in it, an event without a proof is one that no console wrote. */
async function endLegacy({ direct }: Database): Promise<void> {
  await direct.$executeRaw(sql`UPDATE "AuditTree" SET "legacyTo" = 0 WHERE "id" = 1 AND "legacyTo" > 0 AND NOT EXISTS
    (SELECT 1 FROM "AuditEvent" WHERE "entry" IS NULL AND "id" <= (SELECT "legacyTo" FROM "AuditTree" WHERE "id" = 1))`);
}

/** Events from before the chain that have ended since, by a proof of their own: their beginning is in the chain. */
async function endedLegacy({ events }: Database, tx: Sql, rows: readonly ProvenCells[]): Promise<ReadonlySet<number>> {
  const ended = rows.filter((row) => row.proof === null && events.isEndProven(row));
  if (ended.length === 0) return new Set();
  const known = await tx.$queryRaw<{ eventId: number }[]>(
    sql`SELECT "eventId" FROM "AuditEntry" WHERE NOT "isEnd" AND "eventId" IN (${join(ended.map(({ id }) => id))})`,
  );
  return new Set(known.map(({ eventId }) => Number(eventId)));
}

/** Keeps the newest checkpoint when it is time, and tells of it once. */
async function keepCheckpoint(
  database: Database,
  clock: Clock,
  { key, onCheckpoint }: SealerWishes,
  isWanted: boolean,
): Promise<void> {
  const [state] = await database.direct.$queryRaw<
    { size: number; note: string; kept: number | null; at: Date | number | null }[]
  >(
    sql`SELECT t."size", t."note", c."size" AS "kept", c."at" FROM "AuditTree" t
      LEFT JOIN "AuditCheckpoint" c ON c."size" = (SELECT MAX("size") FROM "AuditCheckpoint") WHERE t."id" = 1`,
  );
  if (state === undefined) return;
  const [size, kept] = [Number(state.size), Number(state.kept ?? 0)];
  const age = clock.now().getTime() - (dateOrNull(state.at)?.getTime() ?? 0);
  const isDue = size - kept >= checkpointEvery.entries || age >= checkpointEvery.ms || isWanted;
  if (size === 0 || size <= kept || !isDue) return;
  const made = await database.direct.$executeRaw(sql`INSERT INTO "AuditCheckpoint" ("size", "at", "note", "verifier")
    VALUES (${size}, ${clock.now()}, ${state.note}, ${key.verifier}) ON CONFLICT ("size") DO NOTHING`);
  if (made === 1) await onCheckpoint?.(state.note);
}
