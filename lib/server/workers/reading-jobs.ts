import "server-only";
import { inspect } from "../../pki/inspect/inspect.ts";
import { unlockPrivateKey } from "../../pki/files/locked-key.ts";
import { unpackFiles } from "../../pki/files/unpack.ts";
import { readPkcs12 } from "../../pki/files/read-pkcs12.ts";

/** What is read of other people's octets, by name: the same on the main thread and in a worker. */
export const readingJobs = {
  inspect,
  unpack: unpackFiles,
  unlock: unlockPrivateKey,
  pkcs12: readPkcs12,
} as const;

export type ReadingJob = keyof typeof readingJobs;
export type JobArguments<J extends ReadingJob> = Parameters<(typeof readingJobs)[J]>;
export type JobResult<J extends ReadingJob> = Awaited<ReturnType<(typeof readingJobs)[J]>>;

export interface JobMessage {
  readonly id: number;
  readonly job: ReadingJob;
  readonly words: readonly unknown[];
}
/** A Failure crosses as its code and facts; anything else as its text, for the log alone. */
export type JobReply = { readonly id: number } & (
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly code: string; readonly facts: unknown }
  | { readonly ok: false; readonly bug: string }
);
