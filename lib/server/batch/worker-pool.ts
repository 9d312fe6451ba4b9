import "server-only";
import { createPool, type PoolWorker } from "../workers/pool.ts";
import { openThread } from "../workers/thread.ts";
import type { BegunRow, SessionOrder, Packed, RowToBegin, RowToRepack, SignedRow } from "./worker-jobs.ts";
import type { SessionMessage } from "./worker.ts";

/**
 * Threads for batches. They are not the key workers of the vault: a request for one key must not wait behind a batch. A
 * unit is some rows that go the whole way on one thread, since what is prepared there is signed there.
 */
export interface BatchPool {
  openSession(order: SessionOrder): WorkerSession;
  close(): Promise<void>;
}

/** One batch on the threads. Throws what worker-jobs.ts throws. */
export interface WorkerSession {
  begin(unit: number, rows: readonly RowToBegin[]): Promise<BegunRow[]>;
  /** Of a unit that was begun. */
  finish(unit: number): Promise<SignedRow[]>;
  /** A unit that was begun and is not wanted. */
  drop(unit: number): void;
  repack(unit: number, rows: readonly RowToRepack[]): Promise<{ readonly rowId: number; readonly packed: Packed }[]>;
  /** Wipes what is left on the threads. */
  close(): void;
}

interface BatchJob {
  readonly kind: "job";
  readonly session: number;
  readonly job: "begin" | "finish" | "repack";
  readonly unit: number;
  readonly rows: readonly unknown[];
}

/** Threads without work are ended so many ms after the last batch. */
const idleMs = 60_000;

export function createBatchPool(): BatchPool {
  const pool = createPool<BatchJob>({
    name: "batch",
    open: () => openThread("batch/worker.ts"),
    threads: 2,
    // One more than it works on, so that it does not wait for this thread to look; more would lie there while the other
    // is idle.
    jobsAhead: 2,
  });
  /** By session: what is opened with it on a thread, and the threads where it is open. */
  const sessions = new Map<number, { readonly order: SessionOrder; readonly workers: Set<PoolWorker> }>();
  /** The thread of a unit that was begun, by session and unit. */
  const places = new Map<string, PoolWorker>();
  let lastSession = 0;
  let idleTimer: NodeJS.Timeout | null = null;

  const post = (worker: PoolWorker, message: SessionMessage) => {
    if (!worker.isEnded) worker.post(message);
  };

  function ask<T>(session: number, job: BatchJob["job"], unit: number, rows: readonly unknown[]): Promise<T> {
    const open = sessions.get(session);
    if (open === undefined) return Promise.reject(new Error("the session of this batch is closed"));
    const place = `${session}/${unit}`;
    const message: BatchJob = { kind: "job", session, job, unit, rows };
    if (job !== "finish") return pool.run<T>(message, { onTaken });
    const on = places.get(place);
    places.delete(place);
    return on === undefined ? Promise.reject(new Error("this unit was not begun")) : pool.run<T>(message, { on });

    function onTaken(worker: PoolWorker): void {
      if (job === "begin") places.set(place, worker);
      if (open!.workers.has(worker)) return;
      open!.workers.add(worker);
      worker.post({ kind: "open", session, order: open!.order } satisfies SessionMessage);
    }
  }

  function closeSession(session: number): void {
    const workers = sessions.get(session)?.workers ?? [];
    sessions.delete(session);
    pool.withdraw((job) => job.session === session);
    for (const place of places.keys()) if (place.startsWith(`${session}/`)) places.delete(place);
    for (const worker of workers) post(worker, { kind: "close", session });
    if (sessions.size === 0) idleTimer = setTimeout(() => pool.end(), idleMs).unref();
  }

  return {
    openSession(order) {
      if (idleTimer !== null) clearTimeout(idleTimer);
      const session = (lastSession += 1);
      sessions.set(session, { order, workers: new Set() });
      return {
        begin: (unit, rows) => ask(session, "begin", unit, rows),
        finish: (unit) => ask(session, "finish", unit, []),
        drop(unit) {
          const worker = places.get(`${session}/${unit}`);
          places.delete(`${session}/${unit}`);
          if (worker !== undefined) post(worker, { kind: "drop", session, unit });
        },
        repack: (unit, rows) => ask(session, "repack", unit, rows),
        close: () => closeSession(session),
      };
    },
    async close() {
      if (idleTimer !== null) clearTimeout(idleTimer);
      await pool.close();
    },
  };
}
