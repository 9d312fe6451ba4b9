import "server-only";
import { Failure } from "../error-codes.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { readSummary } from "./summary.ts";

const filesPerPage = 100;

/** @throws Failure `batch.unknown`, `batch.no-files` before anything is read. */
export async function batchFiles(
  { direct }: Database,
  batch: string,
): Promise<AsyncIterable<{ fileName: string; bytes: Uint8Array }>> {
  const { title } = await readSummary(direct, batch);
  const page = (after: number) =>
    direct.$queryRaw<
      { position: number; fileName: string; pkcs12: Uint8Array }[]
    >(sql`SELECT r."position", r."fileName", f."pkcs12" FROM "BatchRow" r JOIN "BatchFile" f ON f."rowId" = r."id"
      WHERE r."batchId" = ${batch} AND r."position" > ${after} ORDER BY r."position" LIMIT ${filesPerPage}`);
  const first = await page(0);
  if (first.length === 0) throw new Failure("batch.no-files", { title });
  return (async function* () {
    for (let rows = first; rows.length > 0; rows = await page(Number(rows.at(-1)!.position))) {
      for (const { fileName, pkcs12 } of rows) yield { fileName, bytes: pkcs12 };
    }
  })();
}
