import "server-only";
import { readlinkSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import { deriveOnThisThread } from "../../pki/encryption/pbes-kdf.ts";
import { answerJob } from "../workers/answer-jobs.ts";
import { type BatchJobs, createBatchJobs, type SessionOrder } from "./worker-jobs.ts";

/**
 * The other end of worker-pool.ts: a thread below the usual priority of the system (Linux), so that pages come first.
 */

/** Messages that have no answer. */
export type SessionMessage =
  | { readonly kind: "open"; readonly session: number; readonly order: SessionOrder }
  | { readonly kind: "drop"; readonly session: number; readonly unit: number }
  | { readonly kind: "close"; readonly session: number };

type ThreadMessage =
  | SessionMessage
  | {
      readonly kind: "job";
      readonly id: number;
      readonly session: number;
      readonly job: "begin" | "finish" | "repack";
      readonly unit: number;
      readonly rows: readonly unknown[];
    };

deriveOnThisThread();
try {
  setPriority(Number(readlinkSync("/proc/thread-self").split("/").pop()), constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  // Not Linux, or not allowed: then it runs at the usual priority.
}

const sessions = new Map<number, BatchJobs>();

function run({ session, job, unit, rows }: Extract<ThreadMessage, { kind: "job" }>): unknown {
  const jobs = sessions.get(session);
  if (jobs === undefined) throw new Error("this session is closed");
  return jobs[job](unit, rows as never);
}

parentPort?.on("message", (message: ThreadMessage) => {
  switch (message.kind) {
    case "open":
      sessions.set(message.session, createBatchJobs(message.order));
      return;
    case "drop":
      sessions.get(message.session)?.drop(message.unit);
      return;
    case "close":
      sessions.get(message.session)?.close();
      sessions.delete(message.session);
      return;
    case "job":
      void answerJob(message.id, () => run(message));
  }
});
