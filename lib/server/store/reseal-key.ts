import "server-only";
import type { SealedKey } from "../../commands/ports/vault.ts";
import { publicKeyId, readPublicKeyFacts } from "../../pki/keys/public-key.ts";
import type { Database, TransactionClient } from "../database/db.ts";
import { Failure } from "../error-codes.ts";
import { sealOf } from "../vault/seal-content.ts";
import { insertSeals, requireCurrentKey } from "../vault/seal-rows.ts";
import { refreshCertificatesOfKey } from "./put-file.ts";
import { holdItem, refreshItem } from "./summary.ts";

/** The name of a file's item, held until the transaction ends, and the row of its key. */
async function holdKey(tx: TransactionClient, fileName: string, now: Date) {
  const found = await tx.file.findUnique({ where: { fileName }, select: { item: { select: { basename: true } } } });
  if (found === null) throw new Failure("file.not-found", { fileName, nearest: null });
  const item = await holdItem(tx, found.item.basename, now);
  // Read again under the lock: another transaction may have changed it meanwhile.
  const file = await tx.file.findUnique({ where: { fileName }, include: { key: true } });
  if (file === null || file.key === null) throw new Failure("key.absent", { fileName });
  return { item, file, key: file.key };
}

/** @throws Failure `key.already-stored`: the same key lies under another name. */
async function requireOnlyOne(tx: TransactionClient, id: string, spkiSha256: string): Promise<void> {
  const other = await tx.key.findUnique({
    where: { spkiSha256 },
    select: { id: true, files: { select: { fileName: true } } },
  });
  if (other !== null && other.id !== id)
    throw new Failure("key.already-stored", { fileName: other.files[0]?.fileName ?? "" });
}

/**
 * The same key under another seal: a passphrase of its own was given to it, changed or taken away. Nothing that the
 * former passphrase opens is left.
 * @throws Failure `key.changed`: what was opened to make this seal is not the key's seal any more.
 */
export async function resealKey(tx: TransactionClient, fileName: string, sealed: SealedKey, now: Date): Promise<void> {
  const { item, file, key } = await holdKey(tx, fileName, now);
  const seal = sealOf(sealed);
  if (sealed.spki === null || seal.replaces !== key.sealedId) throw new Failure("key.changed", { fileName });
  const spkiSha256 = publicKeyId(sealed.spki);
  await requireOnlyOne(tx, key.id, spkiSha256);
  await insertSeals(tx, [seal]);
  const shown = { spkiSha256, spki: Uint8Array.from(sealed.spki), label: sealed.keyLabel };
  await tx.key.update({
    where: { id: key.id },
    data: { ...shown, sealedId: seal.recordId, isLocked: false, contentSha256: null },
    select: { id: true },
  });
  await tx.sealedSecret.delete({ where: { id: key.sealedId }, select: { id: true } });
  await tx.file.update({ where: { id: file.id }, data: { kind: "key" }, select: { id: true } });
  await refreshItem(tx, item);
  await refreshCertificatesOfKey(tx, spkiSha256, now);
}

/**
 * A key that lies under its own passphrase was opened for the first time: its public half is known from now on, and its
 * seal is bound to it. Does nothing when the key was changed meanwhile, or lies in clear under another name as well.
 */
export async function learnPublicHalf(
  database: Database,
  learnt: {
    readonly fileName: string;
    readonly sealedId: string;
    readonly spki: Uint8Array;
    /** The data key of the seal, wrapped for the public key. */
    readonly wrapped: Uint8Array;
    readonly masterKeyId: string;
    readonly now: Date;
  },
): Promise<void> {
  const { fileName, sealedId, spki, wrapped, masterKeyId, now } = learnt;
  const spkiSha256 = publicKeyId(spki);
  await database.client.$transaction(async (tx) => {
    const { item, file, key } = await holdKey(tx, fileName, now);
    if (key.sealedId !== sealedId || key.spkiSha256 !== null) return;
    if ((await tx.key.findUnique({ where: { spkiSha256 }, select: { id: true } })) !== null) return;
    await tx.sealedSecret.update({
      where: { id: sealedId },
      data: { wrappedDataKey: Uint8Array.from(wrapped), masterKeyId },
      select: { id: true },
    });
    await requireCurrentKey(tx, masterKeyId);
    await tx.key.update({
      where: { id: key.id },
      data: {
        spkiSha256,
        spki: Uint8Array.from(spki),
        label: readPublicKeyFacts(spki).label,
        isLocked: false,
        contentSha256: null,
      },
      select: { id: true },
    });
    await tx.file.update({ where: { id: file.id }, data: { kind: "key" }, select: { id: true } });
    await refreshItem(tx, item);
    await refreshCertificatesOfKey(tx, spkiSha256, now);
  });
}
