import "server-only";
import type { Worker } from "node:worker_threads";
import { Failure, type ServerErrorCode, type ServerErrorFacts } from "../error-codes.ts";

/** Worker threads that answer jobs: for reading, for making keys, and for batches. */
export interface WorkerPool<Job extends object> {
  /**
   * Runs a job on a thread that has room for it, or as soon as one has; its value is what the thread answered.
   * @throws what the thread threw: a Failure as itself, anything else as an Error with its text
   */
  run<T>(job: Job, options?: RunOptions): Promise<T>;
  /** Rejects the jobs that still wait and that the predicate names. */
  withdraw(isUnwanted: (job: Job) => boolean): void;
  /** Ends the threads; one is started again by the next job. */
  end(): void;
  close(): Promise<void>;
}

export interface RunOptions {
  /** The thread that holds what the job needs; it is handed over at once, however many that thread has. */
  readonly on?: PoolWorker;
  /** Told which thread takes the job, before the job is handed over. */
  readonly onTaken?: (worker: PoolWorker) => void;
}

/** One thread of a pool. */
export interface PoolWorker {
  readonly isEnded: boolean;
  /** Sends what is not a job and has no answer. */
  post(message: object): void;
}

export interface PoolOptions {
  /** For the messages of errors: "the reading thread ended". */
  readonly name: string;
  /** Starts a thread, which does not keep the process alive (thread.ts). */
  readonly open: () => Worker;
  /** Threads at the most. */
  readonly threads: number;
  /** Jobs that a thread may have at a time, the one that it works on included; 1 unless told. */
  readonly jobsAhead?: number;
  /** A thread that takes longer over a job is ended, and the job rejected. Needs `jobsAhead` 1. */
  readonly timeLimit?: { readonly ms: number; failure(): Error };
  /** Jobs that may wait; one more is rejected. */
  readonly queue?: { readonly length: number; failure(waiting: number): Error };
  /** A thread without work is ended after so many ms; never, unless told. */
  readonly idleMs?: number;
}

/** The answer of a thread. A Failure crosses as its code and facts; anything else as its text, for the log alone. */
export type JobReply = { readonly id: number } & (
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: string; readonly facts: object }
  | { readonly ok: false; readonly bug: string }
);

interface WaitingJob<Job> {
  readonly job: Job;
  readonly onTaken: ((worker: PoolWorker) => void) | undefined;
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface RunningJob<Job> extends WaitingJob<Job> {
  readonly timer: NodeJS.Timeout | null;
}

interface Member<Job> extends PoolWorker {
  readonly worker: Worker;
  readonly running: Map<number, RunningJob<Job>>;
  isEnded: boolean;
  idleTimer: NodeJS.Timeout | null;
}

/** Threads are started when there is work for them. A thread that fails takes its own jobs along and is replaced. */
export function createPool<Job extends object>(options: PoolOptions): WorkerPool<Job> {
  const { name, open, threads, jobsAhead = 1, timeLimit, queue, idleMs } = options;
  const members = new Set<Member<Job>>();
  const waiting: WaitingJob<Job>[] = [];
  let lastId = 0;
  let isClosed = false;

  function openMember(): Member<Job> {
    const worker = open();
    const member: Member<Job> = {
      worker,
      running: new Map(),
      isEnded: false,
      idleTimer: null,
      post: (message) => worker.postMessage(message),
    };
    worker.on("message", (reply: JobReply) => settle(member, reply));
    worker.on("error", (error) => end(member, error instanceof Error ? error : new Error(`the ${name} thread failed`)));
    worker.on("exit", () => end(member, new Error(`the ${name} thread ended`)));
    members.add(member);
    return member;
  }

  function end(member: Member<Job>, error: Error): void {
    if (member.isEnded) return;
    member.isEnded = true;
    members.delete(member);
    stopIdleTimer(member);
    const lost = [...member.running.values()];
    member.running.clear();
    for (const { timer, reject } of lost) {
      if (timer !== null) clearTimeout(timer);
      reject(error);
    }
    void member.worker.terminate();
    dispatch();
  }

  function settle(member: Member<Job>, reply: JobReply): void {
    const running = member.running.get(reply.id);
    if (running === undefined) return;
    member.running.delete(reply.id);
    if (running.timer !== null) clearTimeout(running.timer);
    if (member.running.size === 0) {
      member.worker.unref(); // a thread without work does not keep the process alive
      if (idleMs !== undefined)
        member.idleTimer = setTimeout(() => end(member, new Error("a job for an idle thread")), idleMs).unref();
    }
    if (reply.ok) running.resolve(reply.value);
    else running.reject(errorOf(reply));
    dispatch();
  }

  function hand(member: Member<Job>, waitingJob: WaitingJob<Job>): void {
    stopIdleTimer(member);
    waitingJob.onTaken?.(member);
    const id = (lastId += 1);
    const timer =
      timeLimit === undefined ? null : setTimeout(() => end(member, timeLimit.failure()), timeLimit.ms).unref();
    member.running.set(id, { ...waitingJob, timer });
    member.worker.ref();
    member.post({ ...waitingJob.job, id });
  }

  /** A thread without work; else a new one; else the one with the least, when it has room. */
  function freeMember(): Member<Job> | undefined {
    const all = [...members];
    const idle = all.find(({ running }) => running.size === 0);
    if (idle !== undefined) return idle;
    if (members.size < threads) return openMember();
    const [least] = all.sort((one, other) => one.running.size - other.running.size);
    return least !== undefined && least.running.size < jobsAhead ? least : undefined;
  }

  function dispatch(): void {
    while (waiting.length > 0 && !isClosed) {
      const member = freeMember();
      if (member === undefined) return;
      hand(member, waiting.shift()!);
    }
  }

  return {
    run<T>(job: Job, { on, onTaken }: RunOptions = {}): Promise<T> {
      return new Promise((resolve, reject) => {
        if (isClosed) return reject(new Error(`the ${name} threads are closed`));
        const waitingJob = { job, onTaken, resolve: resolve as (value: unknown) => void, reject };
        if (on !== undefined) {
          const member = [...members].find((each) => each === on);
          return member === undefined
            ? reject(new Error(`the ${name} thread of this job ended`))
            : hand(member, waitingJob);
        }
        if (queue !== undefined && waiting.length >= queue.length) return reject(queue.failure(waiting.length));
        waiting.push(waitingJob);
        dispatch();
      });
    },
    withdraw(isUnwanted) {
      for (const each of waiting.splice(0)) {
        if (isUnwanted(each.job)) each.reject(new Error(`the ${name} job was withdrawn`));
        else waiting.push(each);
      }
    },
    end() {
      for (const member of members) end(member, new Error(`the ${name} threads were ended`));
    },
    async close() {
      isClosed = true;
      for (const { reject } of waiting.splice(0)) reject(new Error(`the ${name} threads are closed`));
      await Promise.all([...members].map(({ worker }) => worker.terminate()));
    },
  };
}

function stopIdleTimer(member: { idleTimer: NodeJS.Timeout | null }): void {
  if (member.idleTimer !== null) clearTimeout(member.idleTimer);
  member.idleTimer = null;
}

function errorOf(reply: Exclude<JobReply, { ok: true }>): Error {
  return "code" in reply
    ? new Failure(reply.code as ServerErrorCode, reply.facts as ServerErrorFacts[ServerErrorCode])
    : new Error(reply.bug);
}
