import "server-only";
import { readlinkSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import { isFailure } from "../error-codes.ts";
import { deriveOnThisThread } from "../../pki/encryption/pbes-kdf.ts";
import { type BatchJobs, createBatchJobs, type SessionOrder } from "./worker-jobs.ts";

/** The other end of vault-batch-pool.ts: a thread that the system runs when nobody else wants the processor, so that pages come first. */

export type ThreadMessage =
  | { readonly kind: "open"; readonly session: number; readonly order: SessionOrder }
  | { readonly kind: "drop"; readonly session: number; readonly unit: number }
  | { readonly kind: "close"; readonly session: number }
  | {
      readonly kind: "job";
      readonly id: number;
      readonly session: number;
      readonly job: "begin" | "finish" | "repack";
      readonly unit: number;
      readonly rows: readonly unknown[];
    };

export type ThreadReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly code: string; readonly facts: object }
  | { readonly id: number; readonly ok: false; readonly bug: string };

deriveOnThisThread();
try {
  setPriority(Number(readlinkSync("/proc/thread-self").split("/").pop()), constants.priority.PRIORITY_BELOW_NORMAL);
} catch {
  // Not Linux, or not allowed: then it runs as everybody does.
}

const sessions = new Map<number, BatchJobs>();

async function answer({ id, session, job, unit, rows }: Extract<ThreadMessage, { kind: "job" }>): Promise<ThreadReply> {
  try {
    const jobs = sessions.get(session);
    if (jobs === undefined) throw new Error("this session is closed");
    return { id, ok: true, value: await jobs[job](unit, rows as never) };
  } catch (error) {
    if (isFailure(error)) return { id, ok: false, code: error.code, facts: error.facts };
    return { id, ok: false, bug: error instanceof Error ? (error.stack ?? error.message) : "no error" };
  }
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
      void answer(message).then((reply) => parentPort?.postMessage(reply));
  }
});
