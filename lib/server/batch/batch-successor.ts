import "server-only";
import { Prisma } from "../../../prisma/generated/sqlite/client.ts";
import type { NewIdentity } from "./identities.ts";
import type { Sql } from "../database/sql.ts";
import { storeCertificate } from "../store/content.ts";
import { holdItem, summariseItem } from "../store/summary.ts";
import { pointFile } from "../store/write.ts";

interface LiveRow {
  readonly id: number;
  readonly generation: number;
}

/** A renewed certificate with its new key, as the next generation of the name that is there; the old ones stay. */
export async function storeSuccessor(
  sql: Sql,
  { basename, facts, sealedId }: NewIdentity,
  now: Date,
): Promise<{ certificateId: number; basename: string }> {
  const item = await holdItem(sql, basename, now);
  const live = async (fileName: string) =>
    (
      await sql.$queryRaw<LiveRow[]>(Prisma.sql`SELECT "id", "generation" FROM "File" WHERE "fileName" = ${fileName}`)
    )[0] ?? null;
  const [liveKey, liveCertificate] = [await live(`${basename}.key`), await live(`${basename}.crt`)];
  const generation = Number(liveKey?.generation ?? 0) + 1;
  await sql.$executeRaw(Prisma.sql`INSERT INTO "Key" ("id", "itemId", "sealedId", "spkiSha256", "spki", "label", "isLocked", "generation", "createdAt")
    VALUES (${sealedId}, ${item.id}, ${sealedId}, ${facts.spkiSha256}, ${Buffer.from(facts.spki)}, ${facts.keyAlgorithm}, ${false}, ${generation}, ${now})`);
  const key = {
    reference: { keyId: sealedId, requestId: null, certificateId: null, blobId: null },
    names: [],
    spkiSha256: facts.spkiSha256,
  };
  await pointFile(
    sql,
    item,
    { fileName: `${basename}.key`, kind: "key", generation, content: key, live: liveKey },
    now,
  );
  const certificate = await storeCertificate(sql, item, facts, now);
  await pointFile(
    sql,
    item,
    {
      fileName: `${basename}.crt`,
      kind: "certificate",
      generation: certificate.generation,
      content: certificate,
      live: liveCertificate,
    },
    now,
  );
  await summariseItem(sql, item, certificate.names);
  return { certificateId: certificate.reference.certificateId!, basename };
}
