import "server-only";
import type { FileKind, NewFile } from "../../commands/ports/files.ts";
import type { SealedKey } from "../../commands/ports/vault.ts";
import { Failure } from "../error-codes.ts";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import type { TransactionClient } from "../database/db.ts";
import { servicesUsing } from "./services.ts";
import { holdItem, refreshItem } from "./summary.ts";
import { basenameOf, putFile, refreshCertificatesOfKey } from "./put-file.ts";

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
export async function unlockStoredKey(
  tx: TransactionClient,
  fileName: string,
  sealed: SealedKey,
  now: Date,
): Promise<void> {
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

export async function replaceStoredFile(
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

export async function restoreGeneration(
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
