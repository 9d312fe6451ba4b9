import "server-only";
import { parentPort } from "node:worker_threads";
import { isFailure } from "../error-codes.ts";
import { deriveOnThisThread } from "../../pki/encryption/pbes-kdf.ts";
import { type JobMessage, type JobReply, readingJobs } from "./reading-jobs.ts";

/** The other end of reader.ts: one job after the other, on a thread that may be ended at any instant. */

deriveOnThisThread();

async function answer({ id, job, words }: JobMessage): Promise<JobReply> {
  try {
    const run = readingJobs[job] as (...words: readonly unknown[]) => Promise<unknown>;
    return { id, ok: true, value: await run(...words) };
  } catch (error) {
    if (isFailure(error)) return { id, ok: false, code: error.code, facts: error.facts };
    return { id, ok: false, bug: error instanceof Error ? (error.stack ?? error.message) : "no error" };
  }
}

parentPort?.on("message", (message: JobMessage) => {
  void answer(message).then((reply) => parentPort?.postMessage(reply));
});
