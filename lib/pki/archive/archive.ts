import { gunzipSync } from "node:zlib";
import { Failure, isFailure } from "../failure.ts";
import { type ArchiveBudget, type ArchiveEntry, archiveLimits, isTooLarge, baseNameOf } from "./limits.ts";

import { isTar, readTar } from "./tar.ts";
import { isZip, readZip } from "./zip.ts";

/**
 * Archives as bags of files: zip, tar, tar.gz and one gzipped file. Nothing is ever written to a disk, so a path in an
 * archive is a name to show and no more. Own code on node:zlib, because every size has to be bounded before it is
 * believed.
 */
export interface Archive {
  readonly format: "zip" | "tar" | "gzip";
  readonly entries: readonly ArchiveEntry[];
}

export function isArchive(bytes: Uint8Array): boolean {
  return isZip(bytes) || isGzip(bytes) || isTar(bytes);
}

export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b && bytes[2] === 8;
}

/**
 * The files of an archive, one level of it. An entry that cannot be unpacked says so itself.
 * @throws Failure `zip.too-many-entries`, `zip.too-large`, `zip.ratio`, `zip.damaged`.
 */
export function readArchive(fileName: string, bytes: Uint8Array, budget: ArchiveBudget): Archive {
  if (isZip(bytes)) return { format: "zip", entries: readZip(fileName, bytes, budget) };
  if (isTar(bytes)) return { format: "tar", entries: readTar(fileName, bytes, budget) };
  const clear = gunzip(fileName, bytes, budget);
  if (isTar(clear)) return { format: "tar", entries: readTar(fileName, clear, budget) };
  budget.countEntry();
  budget.countOctets(clear.length);
  const path = baseNameOf(fileName).replace(/\.gz$/i, "") || "file";
  return { format: "gzip", entries: [{ path, fileName: path, bytes: clear, failure: null }] };
}

function gunzip(fileName: string, bytes: Uint8Array, budget: ArchiveBudget): Uint8Array {
  try {
    return gunzipSync(bytes, { maxOutputLength: budget.roomFor(fileName, bytes.length, 0) });
  } catch (error) {
    if (isFailure(error)) throw error;
    if (isTooLarge(error))
      throw new Failure(
        "zip.ratio",
        { entry: fileName, packed: bytes.length, size: archiveLimits.bytes, limit: archiveLimits.ratio },
        error,
      );
    throw new Failure("zip.damaged", { fileName }, error);
  }
}
