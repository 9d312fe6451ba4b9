import "server-only";
import type { Worker } from "node:worker_threads";
import { Failure, type ServerErrorCode, type ServerErrorFacts } from "../error-codes.ts";
import { openThread } from "../workers/thread.ts";
import type { BegunRow, SessionOrder, Packed, RowToBegin, RowToRepack, SignedRow } from "./worker-jobs.ts";
import type { ThreadMessage, ThreadReply } from "./worker.ts";

/**
 * Threads for batches. They are not the key workers of the vault: whoever asks for one key must not wait behind a batch. A
 * unit is some rows that go the whole way on one thread, since what is prepared there is signed there.
 */
export interface BatchPool {
  openSession(order: SessionOrder): WorkerSession;
  close(): Promise<void>;
}

/** One batch on the threads. Throws what vault-batch-jobs.ts throws. */
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

interface Job {
  readonly session: number;
  readonly job: "begin" | "finish" | "repack";
  readonly unit: number;
  readonly rows: readonly unknown[];
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface Seat {
  readonly worker: Worker;
  readonly sessions: Set<number>;
  readonly waiting: Map<number, Job>;
}

const threads = 2;
/** A thread has one job more than it works on, so that it does not wait for this one to look; more would lie there while the other is idle. */
const jobsAhead = 2;
/** Threads without work are ended after so many ms. */
const idleMs = 60_000;

export function createBatchPool(): BatchPool {
  const seats: Seat[] = [];
  const queue: Job[] = [];
  const orders = new Map<number, SessionOrder>();
  const places = new Map<string, Seat>();
  let last = 0;
  let isClosed = false;
  let idleTimer: NodeJS.Timeout | null = null;

  function openSeat(): Seat {
    const worker = openThread("batch/worker.ts");
    const seat: Seat = { worker, sessions: new Set(), waiting: new Map() };
    const fail = (error: Error) => {
      if (seats.includes(seat)) seats.splice(seats.indexOf(seat), 1);
      for (const { reject } of seat.waiting.values()) reject(error);
      seat.waiting.clear();
      dispatch();
    };
    worker.on("message", (reply: ThreadReply) => settle(seat, reply));
    worker.on("error", (error) => fail(error instanceof Error ? error : new Error("the batch thread failed")));
    worker.on("exit", () => fail(new Error("the batch thread ended")));
    seats.push(seat);
    return seat;
  }

  function settle(seat: Seat, reply: ThreadReply): void {
    const job = seat.waiting.get(reply.id);
    seat.waiting.delete(reply.id);
    if (seat.waiting.size === 0) seat.worker.unref(); // an idle thread keeps nobody from ending
    if (job !== undefined) {
      if (reply.ok) job.resolve(reply.value);
      else if ("code" in reply)
        job.reject(new Failure(reply.code as ServerErrorCode, reply.facts as ServerErrorFacts[ServerErrorCode]));
      else job.reject(new Error(reply.bug));
    }
    dispatch();
  }

  const post = (seat: Seat, message: ThreadMessage) => seat.worker.postMessage(message);

  function hand(seat: Seat, job: Job): void {
    const { session, unit, rows } = job;
    if (!seat.sessions.has(session)) {
      seat.sessions.add(session);
      post(seat, { kind: "open", session, order: orders.get(session)! });
    }
    const id = (last += 1);
    seat.waiting.set(id, job);
    seat.worker.ref();
    post(seat, { kind: "job", id, session, job: job.job, unit, rows });
  }

  function dispatch(): void {
    while (queue.length > 0 && !isClosed) {
      const idle = seats.find(({ waiting }) => waiting.size === 0) ?? (seats.length < threads ? openSeat() : undefined);
      const seat = idle ?? [...seats].sort((one, other) => one.waiting.size - other.waiting.size)[0];
      if (seat === undefined || seat.waiting.size >= jobsAhead) return;
      const job = queue.shift()!;
      places.set(`${job.session}/${job.unit}`, seat);
      hand(seat, job);
    }
  }

  function ask<T>(session: number, job: Job["job"], unit: number, rows: readonly unknown[]): Promise<T> {
    return new Promise((resolve, reject) => {
      if (isClosed || !orders.has(session)) return reject(new Error("the threads of this batch are closed"));
      const asked: Job = { session, job, unit, rows, resolve: resolve as (value: unknown) => void, reject };
      if (job !== "finish") {
        queue.push(asked);
        return dispatch();
      }
      const seat = places.get(`${session}/${unit}`);
      places.delete(`${session}/${unit}`);
      if (seat === undefined || !seats.includes(seat)) return reject(new Error("the thread of this unit ended"));
      hand(seat, asked);
    });
  }

  function closeSession(session: number): void {
    orders.delete(session);
    for (const job of queue.splice(0)) {
      if (job.session === session) job.reject(new Error("the session was closed"));
      else queue.push(job);
    }
    for (const place of places.keys()) if (place.startsWith(`${session}/`)) places.delete(place);
    for (const seat of seats) if (seat.sessions.delete(session)) post(seat, { kind: "close", session });
    if (orders.size === 0) idleTimer = setTimeout(endIdle, idleMs).unref();
  }

  function endIdle(): void {
    for (const { worker } of seats.splice(0)) void worker.terminate();
  }

  return {
    openSession(order) {
      if (idleTimer !== null) clearTimeout(idleTimer);
      const session = (last += 1);
      orders.set(session, order);
      return {
        begin: (unit, rows) => ask(session, "begin", unit, rows),
        finish: (unit) => ask(session, "finish", unit, []),
        drop(unit) {
          const seat = places.get(`${session}/${unit}`);
          places.delete(`${session}/${unit}`);
          if (seat !== undefined && seats.includes(seat)) post(seat, { kind: "drop", session, unit });
        },
        repack: (unit, rows) => ask(session, "repack", unit, rows),
        close: () => closeSession(session),
      };
    },
    async close() {
      isClosed = true;
      if (idleTimer !== null) clearTimeout(idleTimer);
      for (const { reject } of queue.splice(0)) reject(new Error("the batch threads are closed"));
      await Promise.all(seats.map(({ worker }) => worker.terminate()));
    },
  };
}
