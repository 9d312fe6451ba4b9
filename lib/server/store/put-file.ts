import "server-only";
import type { FileKind, NewFile } from "../../commands/ports/files.ts";
import { Failure } from "../error-codes.ts";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import type { TransactionClient } from "../database/db.ts";
import { storeContent, type StoredContent } from "./content.ts";
import { sql, type Sql } from "../database/sql.ts";
import { servicesUsing } from "./services.ts";
import { holdItem, refreshItem, type HeldItem } from "./summary.ts";

/** `dbserver.key` → `dbserver`. */
export function basenameOf(fileName: string): string {
  const dot = fileName.lastIndexOf(".");
  return dot <= 0 ? fileName : fileName.slice(0, dot);
}

export async function requireNamesFree(tx: TransactionClient, files: readonly NewFile[]): Promise<void> {
  const fileNames = files.map((file) => file.fileName);
  const taken = await tx.file.findMany({ where: { fileName: { in: fileNames } }, select: { fileName: true } });
  const own = taken.filter(({ fileName }) => !written.get(tx)?.has(fileName)).map(({ fileName }) => fileName);
  if (own.length > 0)
    throw new Failure("name.in-use", {
      name: basenameOf(own[0] ?? ""),
      fileNames: own,
      services: await servicesUsing(tx, basenameOf(own[0] ?? "")),
    });
}

/** File names that this transaction itself has written: they do not count as taken. */
const written = new WeakMap<Sql, Set<string>>();

export interface LiveRow {
  readonly id: number;
  readonly generation: number;
}

/** Stores a content and points the file at it; the item is summarised anew. */
export async function putFile(
  tx: TransactionClient,
  item: HeldItem,
  file: NewFile,
  live: LiveRow | null,
  now: Date,
): Promise<StoredContent> {
  const next = await nextGeneration(tx, item, file, live);
  const content = await storeContent(tx, item, file, next, now);
  const generation = content.generation ?? next;
  await pointFile(tx, item, { fileName: file.fileName, kind: file.kind, generation, content, live }, now);
  await refreshItem(tx, item, content.names);
  return content;
}

/** After a restored generation come those that are kept beside it: a number is never given twice. */
export async function nextGeneration(
  tx: TransactionClient,
  item: HeldItem,
  { fileName, kind }: NewFile,
  live: LiveRow | null,
): Promise<number> {
  if (live === null) return 1;
  const of = { where: { itemId: item.id }, _max: { generation: true } } as const;
  const isKey = kind === "key" || kind === "locked-key";
  const { _max } = isKey
    ? await tx.key.aggregate(of)
    : kind === "csr"
      ? await tx.request.aggregate(of)
      : await tx.otherContent.aggregate({ ...of, where: { itemId: item.id, fileName } });
  return Math.max(live.generation, _max.generation ?? 0) + 1;
}

/** @internal Also for the certificates of a batch. */
export async function pointFile(
  tx: Sql,
  item: HeldItem,
  file: { fileName: string; kind: FileKind; generation: number; content: StoredContent; live: LiveRow | null },
  now: Date,
): Promise<void> {
  const { fileName, kind, generation, content, live } = file;
  const { keyId, requestId, certificateId, otherContentId } = content.reference;
  if (live === null) {
    await tx.$executeRaw(sql`INSERT INTO "File" ("fileName", "itemId", "kind", "generation", "createdAt", "keyId", "requestId", "certificateId", "otherContentId")
      VALUES (${fileName}, ${item.id}, ${kind}, ${generation}, ${now}, ${keyId}, ${requestId}, ${certificateId}, ${otherContentId})`);
  } else {
    await tx.$executeRaw(sql`UPDATE "File" SET "kind" = ${kind}, "generation" = ${generation}, "createdAt" = ${now}, "keyId" = ${keyId},
      "requestId" = ${requestId}, "certificateId" = ${certificateId}, "otherContentId" = ${otherContentId} WHERE "id" = ${live.id}`);
  }
  const own = written.get(tx) ?? new Set();
  written.set(tx, own.add(fileName));
}

/** Items elsewhere whose certificate now has its key here: their state changes with it. */
export async function refreshSiblings(tx: TransactionClient, files: readonly NewFile[], now: Date): Promise<void> {
  for (const file of files) {
    if (file.kind === "key" && file.sealed?.spki)
      await refreshCertificatesOfKey(tx, publicKeyId(file.sealed.spki), now);
  }
}

export async function refreshCertificatesOfKey(tx: TransactionClient, spkiSha256: string, now: Date): Promise<void> {
  const items = await tx.item.findMany({
    where: { files: { some: { certificate: { spkiSha256 } } } },
    select: { basename: true },
    orderBy: { id: "asc" },
  });
  for (const { basename } of items) await refreshItem(tx, await holdItem(tx, basename, now));
}
