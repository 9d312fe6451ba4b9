import "server-only";
import type { Worker } from "node:worker_threads";
import { Failure, type ErrorCode, type ErrorFacts } from "../../pki/failure.ts";
import { openThread } from "../workers/thread.ts";
import type { BegunRow, LineOrder, Packed, RowToBegin, RowToRepack, SignedRow } from "./worker-jobs.ts";
import type { ThreadMessage, ThreadReply } from "./worker.ts";

/**
 * Threads for batches. They are not the key workers of the vault: whoever asks for one key must not wait behind a batch. A
 * unit is some rows that go the whole way on one thread, since what is prepared there is signed there.
 */
export interface BatchPool {
  openLine(order: LineOrder): BatchLine;
  close(): Promise<void>;
}

/** One batch on the threads. Throws what vault-batch-jobs.ts throws. */
export interface BatchLine {
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
  readonly line: number;
  readonly job: "begin" | "finish" | "repack";
  readonly unit: number;
  readonly rows: readonly unknown[];
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface Seat {
  readonly worker: Worker;
  readonly lines: Set<number>;
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
  const orders = new Map<number, LineOrder>();
  const places = new Map<string, Seat>();
  let last = 0;
  let isClosed = false;
  let idleTimer: NodeJS.Timeout | null = null;

  function openSeat(): Seat {
    const worker = openThread("batch/worker.ts");
    const seat: Seat = { worker, lines: new Set(), waiting: new Map() };
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
      else if ("code" in reply) job.reject(new Failure(reply.code as ErrorCode, reply.facts as ErrorFacts[ErrorCode]));
      else job.reject(new Error(reply.bug));
    }
    dispatch();
  }

  const post = (seat: Seat, message: ThreadMessage) => seat.worker.postMessage(message);

  function hand(seat: Seat, job: Job): void {
    const { line, unit, rows } = job;
    if (!seat.lines.has(line)) {
      seat.lines.add(line);
      post(seat, { kind: "open", line, order: orders.get(line)! });
    }
    const id = (last += 1);
    seat.waiting.set(id, job);
    seat.worker.ref();
    post(seat, { kind: "job", id, line, job: job.job, unit, rows });
  }

  function dispatch(): void {
    while (queue.length > 0 && !isClosed) {
      const idle = seats.find(({ waiting }) => waiting.size === 0) ?? (seats.length < threads ? openSeat() : undefined);
      const seat = idle ?? [...seats].sort((one, other) => one.waiting.size - other.waiting.size)[0];
      if (seat === undefined || seat.waiting.size >= jobsAhead) return;
      const job = queue.shift()!;
      places.set(`${job.line}/${job.unit}`, seat);
      hand(seat, job);
    }
  }

  function ask<T>(line: number, job: Job["job"], unit: number, rows: readonly unknown[]): Promise<T> {
    return new Promise((resolve, reject) => {
      if (isClosed || !orders.has(line)) return reject(new Error("the threads of this batch are closed"));
      const asked: Job = { line, job, unit, rows, resolve: resolve as (value: unknown) => void, reject };
      if (job !== "finish") {
        queue.push(asked);
        return dispatch();
      }
      const seat = places.get(`${line}/${unit}`);
      places.delete(`${line}/${unit}`);
      if (seat === undefined || !seats.includes(seat)) return reject(new Error("the thread of this unit ended"));
      hand(seat, asked);
    });
  }

  function closeLine(line: number): void {
    orders.delete(line);
    for (const job of queue.splice(0)) {
      if (job.line === line) job.reject(new Error("the line was closed"));
      else queue.push(job);
    }
    for (const place of places.keys()) if (place.startsWith(`${line}/`)) places.delete(place);
    for (const seat of seats) if (seat.lines.delete(line)) post(seat, { kind: "close", line });
    if (orders.size === 0) idleTimer = setTimeout(endIdle, idleMs).unref();
  }

  function endIdle(): void {
    for (const { worker } of seats.splice(0)) void worker.terminate();
  }

  return {
    openLine(order) {
      if (idleTimer !== null) clearTimeout(idleTimer);
      const line = (last += 1);
      orders.set(line, order);
      return {
        begin: (unit, rows) => ask(line, "begin", unit, rows),
        finish: (unit) => ask(line, "finish", unit, []),
        drop(unit) {
          const seat = places.get(`${line}/${unit}`);
          places.delete(`${line}/${unit}`);
          if (seat !== undefined && seats.includes(seat)) post(seat, { kind: "drop", line, unit });
        },
        repack: (unit, rows) => ask(line, "repack", unit, rows),
        close: () => closeLine(line),
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
