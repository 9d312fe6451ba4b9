import "server-only";
import type { Worker } from "node:worker_threads";
import type { Reader } from "../../commands/ports/reader.ts";
import { isArchive } from "../../pki/archive/archive.ts";
import { Failure, type ServerErrorCode, type ServerErrorFacts } from "../error-codes.ts";
import { type JobArguments, type JobReply, type JobResult, type ReadingJob, readingJobs } from "./reading-jobs.ts";
import { openThread } from "./thread.ts";

/**
 * Reads other people's octets. What may take long (a passphrase and its rounds, archives, large texts) runs in worker
 * threads under a time limit, so that one person's file never makes another's page wait; a worker that takes too long is
 * ended. The small rest runs here: it takes less than handing it over would.
 */
export interface Workers {
  /** Threads at the most; a job more waits. */
  readonly count: number;
  /** Milliseconds that one job may take. */
  readonly limit: number;
  /** Jobs that may wait; more are refused. */
  readonly queue: number;
  /** Milliseconds without work after which a thread is ended. */
  readonly idle: number;
}

const usual: Workers = { count: 2, limit: 60_000, queue: 100, idle: 120_000 };

/** Octets that are read where they arrive. */
const lightOctets = 64 * 1024;

interface Waiting {
  readonly job: ReadingJob;
  readonly words: readonly unknown[];
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface Seat {
  readonly worker: Worker;
  current: { readonly id: number; readonly waiting: Waiting; readonly timer: NodeJS.Timeout } | null;
  idleTimer: NodeJS.Timeout | null;
}

export function createReader(given: Partial<Workers> = {}): Reader & { close(): Promise<void> } {
  const pool = createPool({ ...usual, ...given });
  const here = <J extends ReadingJob>(job: J, ...words: JobArguments<J>): Promise<JobResult<J>> =>
    (readingJobs[job] as (...words: readonly unknown[]) => Promise<JobResult<J>>)(...words);
  return {
    inspect: (bytes, options) =>
      (isLight([bytes]) && options.passphrase === undefined ? here : pool.run)("inspect", bytes, options),
    unpack: (files, options) =>
      (isLight(files.map(({ bytes }) => bytes)) && options.passphrases.length === 0 ? here : pool.run)(
        "unpack",
        files,
        options,
      ),
    unlock: (bytes, passphrase) => pool.run("unlock", bytes, passphrase),
    pkcs12: (bytes, passphrase) => pool.run("pkcs12", bytes, passphrase),
    close: () => pool.close(),
  };
}

function isLight(contents: readonly Uint8Array[]): boolean {
  return (
    contents.reduce((sum, { length }) => sum + length, 0) <= lightOctets && !contents.some((bytes) => isArchive(bytes))
  );
}

function createPool({ count, limit, queue, idle }: Workers) {
  const seats = new Set<Seat>();
  const waiting: Waiting[] = [];
  let lastId = 0;
  let isClosed = false;

  function openSeat(): Seat {
    const worker = openThread("workers/reading-worker.ts");
    const seat: Seat = { worker, current: null, idleTimer: null };
    worker.on("message", (reply: JobReply) => settle(seat, reply));
    worker.on("error", (error) => end(seat, error instanceof Error ? error : new Error("the reading worker failed")));
    worker.on("exit", () => end(seat, new Error("the reading worker ended")));
    seats.add(seat);
    return seat;
  }

  function end(seat: Seat, error: Error): void {
    seats.delete(seat);
    if (seat.idleTimer !== null) clearTimeout(seat.idleTimer);
    const { current } = seat;
    seat.current = null;
    if (current !== null) {
      clearTimeout(current.timer);
      current.waiting.reject(error);
    }
    void seat.worker.terminate();
    next();
  }

  function settle(seat: Seat, reply: JobReply): void {
    const { current } = seat;
    if (current === null || current.id !== reply.id) return;
    clearTimeout(current.timer);
    seat.current = null;
    seat.worker.unref(); // an idle worker keeps nobody from ending
    seat.idleTimer = setTimeout(() => end(seat, new Error("idle")), idle).unref();
    if (reply.ok) current.waiting.resolve(reply.value);
    else if ("code" in reply)
      current.waiting.reject(
        new Failure(reply.code as ServerErrorCode, reply.facts as ServerErrorFacts[ServerErrorCode]),
      );
    else current.waiting.reject(new Error(reply.bug));
    next();
  }

  function next(): void {
    if (isClosed || waiting.length === 0) return;
    const seat = [...seats].find(({ current }) => current === null) ?? (seats.size < count ? openSeat() : undefined);
    const first = seat === undefined ? undefined : waiting.shift();
    if (seat === undefined || first === undefined) return;
    if (seat.idleTimer !== null) clearTimeout(seat.idleTimer);
    const id = (lastId += 1);
    const timer = setTimeout(
      () => end(seat, new Failure("reading.timed-out", { seconds: limit / 1000 })),
      limit,
    ).unref();
    seat.current = { id, waiting: first, timer };
    seat.worker.ref();
    seat.worker.postMessage({ id, job: first.job, words: first.words });
  }

  return {
    run<J extends ReadingJob>(job: J, ...words: JobArguments<J>): Promise<JobResult<J>> {
      if (isClosed) return Promise.reject(new Error("the reader is closed"));
      if (waiting.length >= queue) return Promise.reject(new Failure("reading.busy", { waiting: waiting.length }));
      return new Promise((resolve, reject) => {
        waiting.push({ job, words, resolve: resolve as (value: unknown) => void, reject });
        next();
      });
    },
    async close(): Promise<void> {
      isClosed = true;
      for (const { reject } of waiting.splice(0)) reject(new Error("the reader is closed"));
      await Promise.all([...seats].map(({ worker }) => worker.terminate()));
    },
  };
}
