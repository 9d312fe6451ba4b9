import "server-only";
import type { NewFile } from "../../commands/ports/files.ts";
import type { Store } from "../../commands/ports/store.ts";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import { sha256Hex } from "../../pki/x509/certificate.ts";
import { Failure } from "../error-codes.ts";
import type { TransactionClient } from "../database/db.ts";
import { sql, type Sql } from "../database/sql.ts";
import { change, type StoreBinding } from "../database/transaction.ts";
import { readCertificateFacts, type CertificateFacts } from "./certificate-facts.ts";
import { storeContent } from "./content.ts";
import { nextGeneration, putFile, refreshCertificatesOfKey } from "./put-file.ts";
import { markLike } from "./trust-marks.ts";
import { holdItem, summariseItem, type HeldItem } from "./summary.ts";

/**
 * The next generation of a name in one transaction: key, request and certificate, with the end of the intent and of
 * the audit event. A key that waits for its certificate is stored beside the live one, which goes on until
 * `followKey`.
 */
export async function renewFiles(binding: StoreBinding, renewal: Parameters<Store["renew"]>[0]): Promise<void> {
  const now = binding.clock.now();
  const { basename, certificate } = renewal;
  const bound = (file: NewFile): NewFile =>
    file.sealed === undefined ? file : { ...file, sealed: binding.bindSeal?.(file.sealed, basename) ?? file.sealed };
  const key = renewal.key === null ? null : bound(renewal.key);
  await change(binding, async (tx) => {
    const item = await holdItem(tx, basename, now);
    await requireUnchanged(tx, item, renewal);
    if (key !== null) await putKey(tx, item, key, { isWaiting: certificate === null, now });
    if (renewal.request !== null) await putFile(tx, item, renewal.request, await liveRow(tx, renewal.request), now);
    if (certificate === null) return;
    await putFile(tx, item, certificate.file, await liveRow(tx, certificate.file), now);
    await markLike(tx, renewal.former.sha256, certificate.file.bytes, now);
    const { serialNumber } = readCertificateFacts(certificate.file.bytes);
    const sha256 = sha256Hex(certificate.file.bytes);
    const ended = await tx.$executeRaw(sql`UPDATE "SigningIntent" SET "completedAt" = ${now},
      "certificateId" = (SELECT "id" FROM "Certificate" WHERE "sha256" = ${sha256})
      WHERE "id" = ${certificate.intentId} AND "completedAt" IS NULL AND "serialNumber" = ${serialNumber}`);
    if (ended !== 1) throw new Failure("sign.intent-unknown", {});
  });
}

/** What was read before the signature is what is there now: else another renewal came first. */
async function requireUnchanged(
  tx: TransactionClient,
  item: HeldItem,
  { basename, former, formerRequest }: Parameters<Store["renew"]>[0],
): Promise<void> {
  const files = await tx.file.findMany({
    where: { itemId: item.id },
    select: { fileName: true, certificate: { select: { sha256: true } }, request: { select: { sha256: true } } },
  });
  const live = files.find(({ fileName }) => fileName === former.fileName)?.certificate?.sha256;
  const request = files.find(({ request }) => request !== null)?.request?.sha256 ?? null;
  if (live !== former.sha256 || request !== formerRequest) throw new Failure("renewal.overtaken", { name: basename });
}

const liveRow = (tx: TransactionClient, { fileName }: NewFile) =>
  tx.file.findUnique({ where: { fileName }, select: { id: true, generation: true } });

async function putKey(
  tx: TransactionClient,
  item: HeldItem,
  key: NewFile,
  { isWaiting, now }: { isWaiting: boolean; now: Date },
): Promise<void> {
  const live = await liveRow(tx, key);
  if (isWaiting && live !== null) {
    await storeContent(tx, item, key, await nextGeneration(tx, item, key, live), now);
    return;
  }
  const before = await tx.file.findUnique({ where: { fileName: key.fileName }, select: { key: true } });
  await putFile(tx, item, key, live, now);
  const keys = [before?.key?.spkiSha256, key.sealed?.spki ? publicKeyId(key.sealed.spki) : null];
  for (const spkiSha256 of keys) if (spkiSha256) await refreshCertificatesOfKey(tx, spkiSha256, now);
}

/**
 * The key of a certificate that was just stored becomes the live one of its name, where it waited beside another: the
 * answer to a renewal, or an earlier certificate that comes back.
 */
export async function followKey(tx: Sql, item: HeldItem, spkiSha256: string, now: Date): Promise<void> {
  const [waiting] = await tx.$queryRaw<{ id: string; generation: number; isLocked: boolean | number }[]>(sql`
    SELECT k."id", k."generation", k."isLocked" FROM "Key" k WHERE k."itemId" = ${item.id} AND k."spkiSha256" = ${spkiSha256}
      AND NOT EXISTS (SELECT 1 FROM "File" o WHERE o."keyId" = k."id")`);
  if (waiting === undefined) return;
  const live = await tx.$queryRaw<
    { id: number; spkiSha256: string | null }[]
  >(sql`SELECT f."id", k."spkiSha256" FROM "File" f
    JOIN "Key" k ON k."id" = f."keyId" WHERE f."itemId" = ${item.id}`);
  const [only, ...others] = live;
  if (only === undefined || others.length > 0) return;
  await tx.$executeRaw(sql`UPDATE "File" SET "keyId" = ${waiting.id}, "kind" = ${waiting.isLocked ? "locked-key" : "key"},
    "generation" = ${waiting.generation} WHERE "id" = ${only.id}`);
  const beside = await tx.$queryRaw<{ basename: string }[]>(sql`SELECT DISTINCT i."basename" FROM "Item" i
    JOIN "File" f ON f."itemId" = i."id" JOIN "Certificate" c ON c."id" = f."certificateId"
    WHERE i."id" <> ${item.id} AND c."spkiSha256" IN (${spkiSha256}, ${only.spkiSha256 ?? ""}) ORDER BY i."basename"`);
  for (const { basename } of beside) await summariseItem(tx, await holdItem(tx, basename, now), []);
}

/**
 * True when this certificate is what the live request of a name waits for: its key, made or asked for after the live
 * certificate, and a later begin or end. Of an authority a person has to agree all the same.
 */
export async function isAwaited(tx: Sql, fileName: string, facts: CertificateFacts): Promise<boolean> {
  if (facts.isAuthority) return false;
  const rows = await tx.$queryRaw<unknown[]>(sql`SELECT 1 AS "one" FROM "File" f
    JOIN "Certificate" c ON c."id" = f."certificateId" JOIN "File" q ON q."itemId" = f."itemId"
    JOIN "Request" r ON r."id" = q."requestId"
    WHERE f."fileName" = ${fileName} AND r."spkiSha256" = ${facts.spkiSha256} AND r."createdAt" > c."createdAt"
      AND (c."notBefore" < ${facts.notBefore} OR c."notAfter" < ${facts.notAfter}) AND c."isAuthority" = ${false}`);
  return rows.length > 0;
}
