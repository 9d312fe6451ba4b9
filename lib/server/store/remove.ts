import "server-only";
import { Failure } from "../error-codes.ts";

import type { File, TransactionClient } from "../database/db.ts";
import { readCertificateFacts, readRequestFacts, type NameEntry } from "./certificate-facts.ts";
import { forgetNames, holdItem, refreshItem, type HeldItem } from "./summary.ts";
import { change, type StoreBinding } from "../database/transaction.ts";
import { refreshCertificatesOfKey } from "./put-file.ts";

/** Deletes a file with its generations. A certificate that a stored authority issued is hidden, never forgotten. */
export async function removeFile(binding: StoreBinding, fileName: string): Promise<void> {
  const now = binding.clock.now();
  const secrets = await change(binding, async (tx) => {
    const found = await tx.file.findUnique({ where: { fileName }, select: { item: { select: { basename: true } } } });
    if (found === null) throw new Failure("file.not-found", { fileName, nearest: null });
    const item = await holdItem(tx, found.item.basename, now);
    const file = await tx.file.findUnique({ where: { fileName }, include: { key: { select: { spkiSha256: true } } } });
    if (file === null) throw new Failure("file.not-found", { fileName, nearest: null });
    await tx.file.delete({ where: { id: file.id } });
    const destroyed = await removeContents(tx, item.id, file, now);
    await forgetNames(tx, item.id);
    await refreshItem(tx, item, await namesLeft(tx, item.id));
    const spkiSha256 = file.key?.spkiSha256;
    if (spkiSha256) await refreshCertificatesOfKey(tx, spkiSha256, now);
    return destroyed;
  });
  if (secrets > 0) await binding.database.purgeLog();
}

/** Deletes everything that a name holds, and the name. Returns how many secrets were destroyed. */
export async function removeWholeItem(tx: TransactionClient, item: HeldItem, now: Date): Promise<number> {
  await tx.file.deleteMany({ where: { itemId: item.id } });
  const destroyed = await removeContents(tx, item.id, { fileName: "", keyId: null, requestId: null }, now);
  await refreshItem(tx, item);
  return destroyed;
}

/**
 * Removes the content of a file. Where its kind has no live file any more the older generations of this item go with
 * it; where another key or request is left they belong to that one too, and stay. Returns how many secrets were
 * destroyed.
 */
async function removeContents(
  tx: TransactionClient,
  itemId: number,
  removed: Pick<File, "fileName" | "keyId" | "requestId">,
  now: Date,
): Promise<number> {
  const { fileName, keyId, requestId } = removed;
  const files = await tx.file.findMany({ where: { itemId } });
  const ofKeys = files.some((file) => file.keyId !== null) ? { id: keyId ?? "" } : {};
  const keys = await tx.key.findMany({
    where: { itemId, files: { none: {} }, ...ofKeys },
    select: { id: true, sealedId: true },
  });
  await tx.key.deleteMany({ where: { id: { in: keys.map((key) => key.id) } } });
  const { count } = await tx.sealedSecret.deleteMany({ where: { id: { in: keys.map((key) => key.sealedId) } } });
  const ofRequests = files.some((file) => file.requestId !== null) ? { id: requestId ?? -1 } : {};
  await tx.request.deleteMany({ where: { itemId, files: { none: {} }, ...ofRequests } });
  if (!files.some((file) => file.certificateId !== null)) await removeCertificates(tx, itemId, now);
  // Another bundle of this name keeps its own generations.
  const others = files.some((file) => file.otherContentId !== null) ? { itemId, fileName } : { itemId };
  return count + (await removeOtherContents(tx, others));
}

async function removeCertificates(tx: TransactionClient, itemId: number, now: Date): Promise<void> {
  const certificates = await tx.certificate.findMany({
    where: { itemId, files: { none: {} } },
    select: {
      id: true,
      issuerHash: true,
      intent: { select: { id: true } },
      revocation: { select: { id: true } },
      memberships: { select: { bundleId: true }, take: 1 },
    },
  });
  for (const { id, issuerHash, intent, revocation, memberships } of certificates) {
    const hasIssuerHere =
      intent !== null ||
      revocation !== null ||
      (await tx.certificate.count({ where: { subjectHash: issuerHash, id: { not: id }, isAuthority: true } })) > 0;
    if (memberships.length > 0)
      await tx.certificate.update({ where: { id }, data: { itemId: null, generation: 0 }, select: { id: true } });
    else if (hasIssuerHere)
      await tx.certificate.update({ where: { id }, data: { deletedAt: now }, select: { id: true } });
    else await tx.certificate.delete({ where: { id }, select: { id: true } });
  }
}

async function removeOtherContents(
  tx: TransactionClient,
  which: { itemId: number; fileName?: string },
): Promise<number> {
  const contents = await tx.otherContent.findMany({
    where: { ...which, files: { none: {} } },
    select: { id: true, sealedId: true, members: { select: { certificateId: true } } },
  });
  const ids = contents.map((content) => content.id);
  await tx.bundleMember.deleteMany({ where: { bundleId: { in: ids } } });
  await tx.otherContent.deleteMany({ where: { id: { in: ids } } });
  const { count } = await tx.sealedSecret.deleteMany({
    where: { id: { in: contents.flatMap((content) => (content.sealedId === null ? [] : [content.sealedId])) } },
  });
  const members = contents.flatMap((content) => content.members.map((member) => member.certificateId));
  // Members that nothing else holds were here for the bundle alone.
  await tx.certificate.deleteMany({
    where: {
      id: { in: members },
      itemId: null,
      deletedAt: null,
      memberships: { none: {} },
      files: { none: {} },
      intent: null,
      revocation: null,
    },
  });
  return count;
}

/**
 * Reads the names by which the item can still be found: its certificates of all generations, its request, the members
 * of its bundles.
 */
export async function namesLeft(tx: TransactionClient, itemId: number): Promise<NameEntry[]> {
  const certificates = await tx.certificate.findMany({
    where: { OR: [{ itemId, deletedAt: null }, { memberships: { some: { bundle: { itemId } } } }] },
    select: { der: { select: { der: true } } },
  });
  const requests = await tx.request.findMany({ where: { itemId }, select: { der: true } });
  return [
    ...certificates.flatMap((row) => (row.der === null ? [] : readCertificateFacts(row.der.der).names)),
    ...requests.flatMap((row) => readRequestFacts(row.der).names),
  ];
}
