import { Zip, ZipPassThrough } from "fflate";
import type { Context } from "../../command.ts";
import type { FileStream } from "../../ports/files.ts";

/**
 * Every .p12 of a batch. Nothing in there can be pressed any smaller: it is encrypted. @throws Failure `batch.unknown`,
 * `batch.no-files`
 */
export async function batchZip(
  { batches, clock }: Pick<Context, "batches" | "clock">,
  batch: string,
): Promise<FileStream> {
  const files = await batches.files(batch);
  const { title } = await batches.summary(batch);
  const stem = title.replace(/[\p{C}/\\:*?"<>|]/gu, "_").replace(/^[\s.]+|[\s.]+$/g, "") || batch;
  return {
    fileName: `${stem}.zip`,
    mediaType: "application/zip",
    bytes: new Uint8Array(),
    chunks: zipped(files, clock.now()),
  };
}

async function* zipped(
  files: AsyncIterable<{ readonly fileName: string; readonly bytes: Uint8Array }>,
  mtime: Date,
): AsyncGenerator<Uint8Array> {
  const pieces: Uint8Array[] = [];
  const zip = new Zip((error, piece) => {
    if (error !== null) throw error;
    pieces.push(piece);
  });
  for await (const { fileName, bytes } of files) {
    const entry = new ZipPassThrough(fileName);
    entry.mtime = mtime;
    zip.add(entry);
    entry.push(bytes, true);
    yield* pieces.splice(0);
  }
  zip.end();
  yield* pieces.splice(0);
}
