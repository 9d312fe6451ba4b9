import "server-only";
import type { GenerationRow } from "../../commands/ports/files.ts";
import type { Store } from "../../commands/ports/store.ts";
import { Failure } from "../error-codes.ts";
import type { Database, TransactionClient } from "../database/db.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { holdItem, refreshItem } from "./summary.ts";
import { change, type StoreBinding } from "../database/transaction.ts";
import { sql } from "../database/sql.ts";
import { refreshCertificatesOfKey } from "./put-file.ts";

type Generations = Pick<Store, "fileGenerations" | "fileGeneration" | "restoreFile">;

/**
 * The earlier contents of a file: keys, requests, bundles and the rest. Those of certificates are told by name
 * (read.ts).
 */
export function storeGenerations(binding: StoreBinding): Generations {
  const { database } = binding;
  return {
    fileGenerations: (fileName) => readGenerations(database, fileName),
    async fileGeneration(fileName, number) {
      const id = (await contentsOf(database, fileName)).find(
        (each) => each.table === "OtherContent" && Number(each.generation) === number,
      )?.id;
      return id === undefined
        ? null
        : ((await database.client.otherContent.findUnique({ where: { id: Number(id) }, select: { bytes: true } }))
            ?.bytes ?? null);
    },
    restoreFile: (fileName, generation) => restoreFile(binding, fileName, generation),
  };
}

interface ContentCells {
  readonly table: "OtherContent" | "Key" | "Request";
  readonly id: number | string;
  readonly kind: string;
  readonly sha256: string | null;
  readonly spkiSha256: string | null;
  readonly generation: number;
  readonly createdAt: Date | number | string;
  readonly isLive: number | boolean;
}

/**
 * Every content of one file, the newest first. A key and a request belong to the item and not to one of its files; any
 * other content is told by the file name that it was stored under.
 */
async function contentsOf(
  { client }: { readonly client: Pick<TransactionClient, "$queryRaw"> },
  fileName: string,
): Promise<ContentCells[]> {
  const file = sql`"File" f ON f."fileName" = ${fileName} AND f."itemId" = t."itemId"`;
  const found = await client.$queryRaw<ContentCells[]>(sql`
    SELECT 'OtherContent' AS "table", CAST(t."id" AS TEXT) AS "id", t."kind", t."sha256", t."spkiSha256", t."generation", t."createdAt", (t."id" = f."otherContentId") AS "isLive"
      FROM "OtherContent" t JOIN ${file} AND f."otherContentId" IS NOT NULL WHERE t."fileName" = f."fileName" OR t."id" = f."otherContentId"
    UNION ALL SELECT 'Key', t."id", CASE WHEN t."isLocked" THEN 'locked-key' ELSE 'key' END, t."contentSha256", t."spkiSha256", t."generation", t."createdAt", (t."id" = f."keyId")
      FROM "Key" t JOIN ${file} AND f."keyId" IS NOT NULL
      WHERE t."id" = f."keyId" OR NOT EXISTS (SELECT 1 FROM "File" o WHERE o."keyId" = t."id")
    UNION ALL SELECT 'Request', CAST(t."id" AS TEXT), 'csr', t."sha256", t."spkiSha256", t."generation", t."createdAt", (t."id" = f."requestId")
      FROM "Request" t JOIN ${file} AND f."requestId" IS NOT NULL
      WHERE t."id" = f."requestId" OR NOT EXISTS (SELECT 1 FROM "File" o WHERE o."requestId" = t."id")`);
  return found.sort((one, other) => Number(other.generation) - Number(one.generation));
}

/** The validity of a bundle is that of the whole: from when all members are valid until the first one ends. */
async function readGenerations(database: Database, fileName: string): Promise<GenerationRow[]> {
  const contents = await contentsOf(database, fileName);
  const bundles = contents.flatMap(({ table, id }) => (table === "OtherContent" ? [Number(id)] : []));
  const members =
    bundles.length === 0
      ? []
      : await database.client.bundleMember.findMany({
          where: { bundleId: { in: bundles } },
          select: { bundleId: true, certificate: { select: { notBefore: true, notAfter: true } } },
        });
  return contents.map(({ table, id, generation, isLive, sha256, spkiSha256, createdAt }) => {
    const own =
      table === "OtherContent"
        ? members.filter(({ bundleId }) => bundleId === Number(id)).map(({ certificate }) => certificate)
        : [];
    const edge = (pick: (...times: number[]) => number, times: readonly Date[]) =>
      times.length === 0 ? null : new Date(pick(...times.map((time) => time.getTime())));
    return {
      id: String(id),
      number: Number(generation),
      isLive: Boolean(isLive),
      sha256: sha256 ?? "",
      spkiSha256: spkiSha256 ?? "",
      serialNumber: "",
      notBefore: edge(
        Math.max,
        own.map(({ notBefore }) => notBefore),
      ),
      notAfter: edge(
        Math.min,
        own.map(({ notAfter }) => notAfter),
      ),
      createdAt: dateOrNull(createdAt) ?? new Date(0),
    };
  });
}

async function restoreFile(binding: StoreBinding, fileName: string, generation: number): Promise<void> {
  const now = binding.clock.now();
  await change(binding, async (tx) => {
    const found = await tx.file.findUnique({
      where: { fileName },
      select: { id: true, item: { select: { basename: true } } },
    });
    if (found === null) throw new Failure("file.not-found", { fileName, nearest: null });
    const item = await holdItem(tx, found.item.basename, now);
    const contents = await contentsOf({ client: tx }, fileName);
    const content = contents.find((each) => Number(each.generation) === generation);
    if (content === undefined) throw new Failure("generation.not-found", { name: fileName, generation });
    const { table, id, kind } = content;
    const reference =
      table === "Key"
        ? { keyId: String(id) }
        : table === "Request"
          ? { requestId: Number(id) }
          : { otherContentId: Number(id) };
    await tx.file.update({ where: { id: found.id }, data: { ...reference, kind, generation }, select: { id: true } });
    await refreshItem(tx, item);
    // Certificates elsewhere gain a key, others lose theirs.
    const keys = contents
      .filter((each) => each.table === "Key" && (each === content || Boolean(each.isLive)))
      .flatMap(({ spkiSha256 }) => spkiSha256 ?? []);
    for (const spkiSha256 of keys) await refreshCertificatesOfKey(tx, spkiSha256, now);
  });
}
