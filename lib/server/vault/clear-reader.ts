import "server-only";
import { isArchive } from "../../pki/archive/archive.ts";
import { Failure } from "../error-codes.ts";
import { createPool } from "../workers/pool.ts";
import { openThread } from "../workers/thread.ts";
import { type JobArguments, type JobMessage, type JobResult, type ReadingJob, readingJobs } from "./reading-jobs.ts";

/**
 * Reads files that come from outside, and answers with the keys that it opened in clear: for the vault alone, which
 * seals or wipes them. What may take long (a passphrase and its rounds, archives, large texts) runs in worker threads
 * under a time limit, so that one file never makes another page wait; a thread that takes too long is ended. The small
 * rest runs here: it takes less than handing it over would.
 * @throws beside what lib/pki throws: Failure `reading.timed-out`, `reading.busy`
 */
export interface ClearReader {
  inspect(...args: JobArguments<"inspect">): Promise<JobResult<"inspect">>;
  unpack(...args: JobArguments<"unpack">): Promise<JobResult<"unpack">>;
  unlock(...args: JobArguments<"unlock">): Promise<JobResult<"unlock">>;
  pkcs12(...args: JobArguments<"pkcs12">): Promise<JobResult<"pkcs12">>;
  close(): Promise<void>;
}

export interface ReaderLimits {
  /** Threads at the most; a job more waits. */
  readonly threads: number;
  /** Milliseconds that one job may take. */
  readonly limit: number;
  /** Jobs that may wait; more are refused. */
  readonly queue: number;
  /** Milliseconds without work after which a thread is ended. */
  readonly idle: number;
}

const usual: ReaderLimits = { threads: 2, limit: 60_000, queue: 100, idle: 120_000 };

/** Bytes that are read where they arrive. */
const lightBytes = 64 * 1024;

export function createClearReader(given: Partial<ReaderLimits> = {}): ClearReader {
  const { threads, limit, queue, idle } = { ...usual, ...given };
  const pool = createPool<JobMessage>({
    name: "reading",
    open: () => openThread("vault/reading-worker.ts"),
    threads,
    timeLimit: { ms: limit, failure: () => new Failure("reading.timed-out", { seconds: limit / 1000 }) },
    queue: { length: queue, failure: (waiting) => new Failure("reading.busy", { waiting }) },
    idleMs: idle,
  });
  const here = <J extends ReadingJob>(job: J, ...args: JobArguments<J>): Promise<JobResult<J>> =>
    (readingJobs[job] as (...args: readonly unknown[]) => Promise<JobResult<J>>)(...args);
  const there = <J extends ReadingJob>(job: J, ...args: JobArguments<J>): Promise<JobResult<J>> =>
    pool.run({ job, args });
  return {
    inspect: (bytes, options) =>
      (isLight([bytes]) && options.passphrase === undefined ? here : there)("inspect", bytes, options),
    unpack: (files, options) =>
      (isLight(files.map(({ bytes }) => bytes)) && options.passphrases.length === 0 ? here : there)(
        "unpack",
        files,
        options,
      ),
    unlock: (bytes, passphrase) => there("unlock", bytes, passphrase),
    pkcs12: (bytes, passphrase) => there("pkcs12", bytes, passphrase),
    close: () => pool.close(),
  };
}

function isLight(contents: readonly Uint8Array[]): boolean {
  return (
    contents.reduce((sum, { length }) => sum + length, 0) <= lightBytes && !contents.some((bytes) => isArchive(bytes))
  );
}
