import "server-only";
import type { AddFilesResult, FileKind, NewFile, StoredFileReport } from "../../commands/ports/files.ts";
import type { Store } from "../../commands/ports/store.ts";
import type { SealedKey } from "../../commands/ports/vault.ts";
import { Failure } from "../error-codes.ts";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import { readCertificateFacts, type CertificateFacts } from "./certificate-facts.ts";
import type { TransactionClient } from "../database/db.ts";
import { liveNameOf, storeContent, type StoredContent } from "./content.ts";
import { sql, type Sql } from "../database/sql.ts";
import { servicesUsing } from "./services.ts";
import { holdItem, refreshItem, type HeldItem } from "./summary.ts";
import { change, isTaken, type StoreBinding } from "../database/transaction.ts";

type Writes = Pick<Store, "create" | "add" | "unlockKey" | "replaceFile" | "restore">;

export function storeWrites(binding: StoreBinding): Writes {
  const now = () => binding.clock.now();
  return {
    create: (files) => createFiles(binding, files),
    add: (files, options) => addFiles(binding, files, options.replace),
    unlockKey: (fileName, key) => change(binding, (tx) => unlockStoredKey(tx, fileName, key, now())),
    replaceFile: (fileName, file) => change(binding, (tx) => replaceStoredFile(tx, fileName, file, now())),
    restore: (basename, generation) => change(binding, (tx) => restoreGeneration(tx, basename, generation, now())),
  };
}

/** `dbserver.key` → `dbserver`. */
export function basenameOf(fileName: string): string {
  const dot = fileName.lastIndexOf(".");
  return dot <= 0 ? fileName : fileName.slice(0, dot);
}

async function createFiles(binding: StoreBinding, files: readonly NewFile[]): Promise<void> {
  try {
    await change(binding, async (tx) => {
      for (const file of files) {
        const item = await holdItem(tx, basenameOf(file.fileName), binding.clock.now());
        await requireNamesFree(tx, files);
        await putFile(tx, item, file, null, binding.clock.now());
      }
      await refreshSiblings(tx, files, binding.clock.now());
    });
  } catch (error) {
    if (isTaken(error))
      throw new Failure(
        "name.in-use",
        { name: basenameOf(files[0]?.fileName ?? ""), fileNames: files.map((file) => file.fileName), services: [] },
        error,
      );
    throw error;
  }
}

async function requireNamesFree(tx: TransactionClient, files: readonly NewFile[]): Promise<void> {
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
async function putFile(
  tx: TransactionClient,
  item: HeldItem,
  file: NewFile,
  live: LiveRow | null,
  now: Date,
): Promise<StoredContent> {
  const generation = await nextGeneration(tx, item, file, live);
  const content = await storeContent(tx, item, file, generation, now);
  await pointFile(tx, item, { fileName: file.fileName, kind: file.kind, generation, content, live }, now);
  await refreshItem(tx, item, content.names);
  return content;
}

/** After a restored generation come those that are kept beside it: a number is never given twice. */
async function nextGeneration(
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
async function refreshSiblings(tx: TransactionClient, files: readonly NewFile[], now: Date): Promise<void> {
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

// ---- uploads

const order: Readonly<Partial<Record<FileKind, number>>> = { key: 0, "locked-key": 0, csr: 1, certificate: 2 };

async function addFiles(binding: StoreBinding, files: readonly NewFile[], replace: boolean): Promise<AddFilesResult> {
  const now = binding.clock.now();
  // Keys and requests first, so that a certificate of the same upload finds them.
  const ordered = files
    .map((file, index) => ({ file, index }))
    .sort((one, other) => (order[one.file.kind] ?? 3) - (order[other.file.kind] ?? 3) || one.index - other.index);
  try {
    return await change(binding, async (tx) => {
      const reports: { index: number; report: StoredFileReport }[] = [];
      for (const { file, index } of ordered) reports.push({ index, report: await addFile(tx, file, replace, now) });
      await refreshSiblings(tx, files, now);
      return { stored: reports.sort((one, other) => one.index - other.index).map(({ report }) => report) };
    });
  } catch (error) {
    if (isTaken(error))
      throw new Failure(
        "name.in-use",
        { name: basenameOf(files[0]?.fileName ?? ""), fileNames: files.map((file) => file.fileName), services: [] },
        error,
      );
    throw error;
  }
}

async function addFile(tx: TransactionClient, file: NewFile, replace: boolean, now: Date): Promise<StoredFileReport> {
  const certificate = file.kind === "certificate" ? readCertificateFacts(file.bytes) : null;
  const report = async (
    outcome: StoredFileReport["outcome"],
    storedAs: string,
    spkiSha256: string | null,
  ): Promise<StoredFileReport> => ({
    fileName: file.fileName,
    kind: file.kind,
    basename: basenameOf(storedAs),
    outcome,
    storedAs,
    pairedWith: await sameKey(tx, spkiSha256, storedAs),
    issuers: certificate === null ? [] : await issuersHere(tx, certificate),
  });
  const identical = await liveNameOf(tx, file);
  // The last word on what it is: a rebuild makes this kind.
  if (identical !== null && file.madeAs !== undefined)
    await tx.otherContent.updateMany({
      where: { files: { some: { fileName: identical } } },
      data: { madeAs: file.madeAs },
    });
  if (identical !== null)
    return report(
      "identical",
      identical,
      certificate?.spkiSha256 ?? (file.sealed?.spki ? publicKeyId(file.sealed.spki) : null),
    );
  const partner = certificate === null ? null : await partnerOf(tx, certificate.spkiSha256);
  const fileName = partner === null ? file.fileName : `${partner}.crt`;
  const item = await holdItem(tx, basenameOf(fileName), now);
  const live = await tx.file.findUnique({ where: { fileName }, select: { id: true, generation: true, kind: true } });
  if (live !== null && !replace)
    throw new Failure("file.name-in-use", {
      fileName,
      kind: live.kind as FileKind,
      services: await servicesUsing(tx, basenameOf(fileName)),
    });
  const content = await putFile(tx, item, { ...file, fileName }, live, now);
  return report(live !== null ? "replaced" : partner !== null ? "paired" : "stored", fileName, content.spkiSha256);
}

/** The name that holds the request or the key of this public key; the request's name first, since the certificate answers it. */
async function partnerOf(tx: TransactionClient, spkiSha256: string): Promise<string | null> {
  const found = await tx.file.findMany({
    where: { OR: [{ request: { spkiSha256 } }, { key: { spkiSha256 } }] },
    select: { kind: true, item: { select: { basename: true } } },
    orderBy: { id: "asc" },
  });
  return (found.find((file) => file.kind === "csr") ?? found[0])?.item.basename ?? null;
}

async function sameKey(tx: TransactionClient, spkiSha256: string | null, except: string): Promise<string[]> {
  if (spkiSha256 === null) return [];
  const same = { spkiSha256 };
  const found = await tx.file.findMany({
    where: { OR: [{ key: same }, { request: same }, { certificate: same }] },
    select: { fileName: true },
    orderBy: { fileName: "asc" },
    take: 100,
  });
  return found.map((file) => file.fileName).filter((fileName) => fileName !== except);
}

async function issuersHere(
  tx: TransactionClient,
  { issuerHash, authorityKeyId, sha256 }: CertificateFacts,
): Promise<string[]> {
  const found = await tx.certificate.findMany({
    where: { subjectHash: issuerHash, sha256: { not: sha256 }, deletedAt: null, files: { some: {} } },
    select: { subjectKeyId: true, files: { select: { fileName: true } } },
    take: 20,
  });
  const fit = found.filter(
    (row) => authorityKeyId === null || row.subjectKeyId === null || row.subjectKeyId === authorityKeyId,
  );
  return fit.flatMap((row) => row.files.map((file) => file.fileName));
}

// ---- one stored file

async function holdFile(tx: TransactionClient, fileName: string, now: Date) {
  const found = await tx.file.findUnique({ where: { fileName }, select: { item: { select: { basename: true } } } });
  if (found === null) throw new Failure("file.not-found", { fileName, nearest: null });
  const item = await holdItem(tx, found.item.basename, now);
  // Read again under the lock: another transaction may have changed it meanwhile.
  const file = await tx.file.findUnique({ where: { fileName }, include: { key: true } });
  if (file === null) throw new Failure("file.not-found", { fileName, nearest: null });
  return { item, file };
}

/** The locked content stays as the generation before. */
async function unlockStoredKey(tx: TransactionClient, fileName: string, sealed: SealedKey, now: Date): Promise<void> {
  const { item, file } = await holdFile(tx, fileName, now);
  if (file.kind !== "locked-key")
    throw new Failure("file.wrong-kind", { fileName, kind: file.kind as FileKind, wanted: "locked-key" });
  const spkiSha256 = sealed.spki === null ? null : publicKeyId(sealed.spki);
  const other =
    spkiSha256 === null
      ? null
      : await tx.key.findUnique({ where: { spkiSha256 }, select: { files: { select: { fileName: true } } } });
  if (other?.files[0] !== undefined) throw new Failure("key.already-stored", { fileName: other.files[0].fileName });
  await putFile(tx, item, { fileName, kind: "key", bytes: new Uint8Array(), sealed }, file, now);
  if (spkiSha256 !== null) await refreshCertificatesOfKey(tx, spkiSha256, now);
}

async function replaceStoredFile(
  tx: TransactionClient,
  fileName: string,
  replacement: NewFile,
  now: Date,
): Promise<void> {
  const { item, file } = await holdFile(tx, fileName, now);
  if (replacement.fileName !== fileName) {
    const taken = await tx.file.findUnique({ where: { fileName: replacement.fileName }, select: { kind: true } });
    if (taken !== null)
      throw new Failure("file.name-in-use", {
        fileName: replacement.fileName,
        kind: taken.kind as FileKind,
        services: await servicesUsing(tx, basenameOf(replacement.fileName)),
      });
    await tx.file.update({ where: { id: file.id }, data: { fileName: replacement.fileName }, select: { id: true } });
  }
  await putFile(tx, item, replacement, file, now);
}

async function restoreGeneration(
  tx: TransactionClient,
  basename: string,
  generation: number,
  now: Date,
): Promise<void> {
  const item = await holdItem(tx, basename, now);
  const certificate = await tx.certificate.findFirst({ where: { itemId: item.id, generation, deletedAt: null } });
  const file = await tx.file.findFirst({
    where: { itemId: item.id, kind: "certificate" },
    orderBy: { fileName: "asc" },
  });
  if (certificate === null || file === null || generation < 1)
    throw new Failure("generation.not-found", { name: basename, generation });
  await tx.file.update({
    where: { id: file.id },
    data: { certificateId: certificate.id, generation },
    select: { id: true },
  });
  // The key of that time comes back with it, when it was replaced too.
  const key = await tx.key.findFirst({
    where: { itemId: item.id, spkiSha256: certificate.spkiSha256 },
    select: { id: true },
  });
  if (key !== null) await tx.file.updateMany({ where: { itemId: item.id, kind: "key" }, data: { keyId: key.id } });
  await refreshItem(tx, item);
}
