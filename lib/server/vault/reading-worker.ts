import "server-only";
import { parentPort } from "node:worker_threads";
import { deriveOnThisThread } from "../../pki/encryption/pbes-kdf.ts";
import { answerJob } from "../workers/answer-jobs.ts";
import { type JobMessage, type JobResult, type ReadingJob, readingJobs, wipeResult } from "./reading-jobs.ts";

/**
 * The other end of clear-reader.ts: one job after the other, on a thread that may be ended at any instant. A message is
 * a copy, so the keys of a result are wiped here once it is posted.
 */

deriveOnThisThread();

parentPort?.on("message", ({ id, job, args }: JobMessage & { readonly id: number }) => {
  const run = readingJobs[job] as (...args: readonly unknown[]) => Promise<JobResult<ReadingJob>>;
  void answerJob(
    id,
    () => run(...args),
    (result) => wipeResult(job, result),
  );
});
