import "server-only";
import { readlinkSync } from "node:fs";
import { constants, setPriority } from "node:os";
import { parentPort } from "node:worker_threads";
import { isFailure } from "../../pki/failure.ts";
import { deriveOnThisThread } from "../../pki/encryption/pbes-kdf.ts";
import { type BatchJobs, createBatchJobs, type LineOrder } from "./worker-jobs.ts";

/** The other end of vault-batch-pool.ts: a thread that the system runs when nobody else wants the processor, so that pages come first. */

export type ThreadMessage =
  | { readonly kind: "open"; readonly line: number; readonly order: LineOrder }
  | { readonly kind: "drop"; readonly line: number; readonly unit: number }
  | { readonly kind: "close"; readonly line: number }
  | {
      readonly kind: "job";
      readonly id: number;
      readonly line: number;
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

const lines = new Map<number, BatchJobs>();

async function answer({ id, line, job, unit, rows }: Extract<ThreadMessage, { kind: "job" }>): Promise<ThreadReply> {
  try {
    const jobs = lines.get(line);
    if (jobs === undefined) throw new Error("this line is closed");
    return { id, ok: true, value: await jobs[job](unit, rows as never) };
  } catch (error) {
    if (isFailure(error)) return { id, ok: false, code: error.code, facts: error.facts };
    return { id, ok: false, bug: error instanceof Error ? (error.stack ?? error.message) : "no error" };
  }
}

parentPort?.on("message", (message: ThreadMessage) => {
  switch (message.kind) {
    case "open":
      lines.set(message.line, createBatchJobs(message.order));
      return;
    case "drop":
      lines.get(message.line)?.drop(message.unit);
      return;
    case "close":
      lines.get(message.line)?.close();
      lines.delete(message.line);
      return;
    case "job":
      void answer(message).then((reply) => parentPort?.postMessage(reply));
  }
});
