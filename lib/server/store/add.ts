import "server-only";
import type {
  AddFilesOptions,
  AddFilesResult,
  FileKind,
  NewFile,
  StoredFileReport,
} from "../../commands/ports/files.ts";
import { throwTogether } from "../../commands/error-codes.ts";
import { Failure, isFailure } from "../error-codes.ts";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import { readCertificateFacts, type CertificateFacts } from "./certificate-facts.ts";
import type { TransactionClient } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { liveNameOf } from "./content.ts";
import { servicesUsing } from "./services.ts";
import { followKey, isAwaited } from "./renewal.ts";
import { holdItem, refreshItem } from "./summary.ts";
import { markStored } from "./trust-marks.ts";
import { change, isTaken, type StoreBinding } from "../database/transaction.ts";
import { basenameOf, putFile, refreshSiblings } from "./put-file.ts";

const order: Readonly<Partial<Record<FileKind, number>>> = { key: 0, "locked-key": 0, csr: 1, certificate: 2 };

export async function addFiles(
  binding: StoreBinding,
  files: readonly NewFile[],
  { replace, saysEvery = false }: AddFilesOptions,
): Promise<AddFilesResult> {
  const now = binding.clock.now();
  // Keys and requests first, so that a certificate of the same upload finds them.
  const ordered = files
    .map((file, index) => ({ file, index }))
    .sort((one, other) => (order[one.file.kind] ?? 3) - (order[other.file.kind] ?? 3) || one.index - other.index);
  try {
    return await change(binding, async (tx) => {
      const reports: { index: number; report: StoredFileReport }[] = [];
      const taken: unknown[] = [];
      for (const { file, index } of ordered)
        try {
          reports.push({ index, report: await addFile(tx, file, replace, now) });
          await markStored(tx, file, now);
        } catch (error) {
          if (!saysEvery || !isFailure(error, "file.name-in-use")) throw error;
          taken.push(error);
        }
      throwTogether(taken);
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
  const isAnswer = certificate !== null && live !== null && (await isAwaited(tx, fileName, certificate));
  if (live !== null && !replace && !isAnswer)
    throw new Failure("file.name-in-use", {
      fileName,
      kind: live.kind as FileKind,
      services: await servicesUsing(tx, basenameOf(fileName)),
    });
  const content = await putFile(tx, item, { ...file, fileName }, live, now);
  // What a person brings is no example, and neither is the name that holds it from now on.
  await tx.$executeRaw(sql`UPDATE "Item" SET "exampleAt" = NULL WHERE "id" = ${item.id} AND "exampleAt" IS NOT NULL`);
  if (certificate !== null) {
    await followKey(tx, item, certificate.spkiSha256, now);
    await refreshItem(tx, item);
  }
  if (isAnswer) return report("paired", fileName, content.spkiSha256);
  return report(live !== null ? "replaced" : partner !== null ? "paired" : "stored", fileName, content.spkiSha256);
}

/**
 * The name that holds the request or the key of this public key; the request's name first, since the certificate
 * answers it.
 */
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
