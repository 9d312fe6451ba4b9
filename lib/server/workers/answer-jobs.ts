import "server-only";
import { parentPort } from "node:worker_threads";
import { isFailure } from "../error-codes.ts";
import type { JobReply } from "./pool.ts";

/**
 * The thread's end of pool.ts: runs a job and posts its value or its failure; `sent` is told the value that was posted.
 */
export async function answerJob<T>(id: number, run: () => T | Promise<T>, sent?: (value: T) => void): Promise<void> {
  const post = (reply: JobReply) => parentPort?.postMessage(reply);
  try {
    const value = await run();
    post({ id, ok: true, value });
    sent?.(value);
  } catch (error) {
    if (isFailure(error)) post({ id, ok: false, code: error.code, facts: error.facts });
    else post({ id, ok: false, bug: error instanceof Error ? (error.stack ?? error.message) : "no error" });
  }
}
