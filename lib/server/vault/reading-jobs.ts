import "server-only";
import { inspect } from "../../pki/inspect/inspect.ts";
import { unlockPrivateKey } from "../../pki/files/locked-key.ts";
import { readPkcs12 } from "../../pki/files/read-pkcs12.ts";
import { type UnpackedFile, unpackFiles } from "../../pki/files/unpack.ts";

/** Reading of files that come from outside, by name: the same on the main thread and in a worker. */
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
  readonly job: ReadingJob;
  readonly args: readonly unknown[];
}

type Results = { readonly [J in ReadingJob]: JobResult<J> };

/** The keys in clear that a result of each job holds, PKCS#8. */
const clearKeys: { readonly [J in ReadingJob]: (result: Results[J]) => readonly Uint8Array[] } = {
  inspect: () => [],
  unpack: (files) => files.flatMap(clearKeysOf),
  unlock: ({ pkcs8 }) => [pkcs8],
  pkcs12: ({ keys }) => keys.map(({ pkcs8 }) => pkcs8),
};

function clearKeysOf({ elements }: UnpackedFile): readonly Uint8Array[] {
  return elements.flatMap(({ pkcs8, contents }) => [
    ...(pkcs8 === null ? [] : [pkcs8]),
    ...(contents?.keys ?? []).map((key) => key.pkcs8),
  ]);
}

/** Overwrites the keys in clear of a result. */
export function wipeResult<J extends ReadingJob>(job: J, result: JobResult<J>): void {
  for (const pkcs8 of clearKeys[job](result as Results[J])) pkcs8.fill(0);
}
