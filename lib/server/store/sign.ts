import "server-only";
import type { Store } from "../../commands/ports/store.ts";
import { Failure } from "../error-codes.ts";
import { readCertificateFacts } from "./certificate-facts.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { sql, type Sql, type Provider } from "../database/sql.ts";
import { endOfflineRequest } from "../offline/requests.ts";
import { servicesUsing } from "./services.ts";
import { storeCertificate } from "./content.ts";
import { followKey } from "./renewal.ts";
import { holdItem, summariseItem } from "./summary.ts";
import { changeDirect, type StoreBinding } from "../database/transaction.ts";
import { basenameOf, pointFile, type LiveRow } from "./put-file.ts";

/** @throws Failure `sign.serial-taken` */
export async function recordIntent(
  binding: StoreBinding,
  intent: Parameters<Store["recordIntent"]>[0],
): Promise<string> {
  const id = crypto.randomUUID();
  const { issuerSpkiSha256, serialNumber, requestFileName, issuerFileName, template } = intent;
  // The unique index decides, whatever process asks; a taken serial inserts nothing.
  const made = await binding.database.direct.$executeRaw(sql`INSERT INTO "SigningIntent"
    ("id", "issuerSpkiSha256", "serialNumber", "requestFileName", "issuerFileName", "template", "templateVersion", "createdAt",
      "auditEventId")
    SELECT ${id}, ${issuerSpkiSha256}, ${serialNumber}, ${requestFileName}, ${issuerFileName},
      CAST(${template?.name ?? null} AS TEXT), CAST(${template?.version ?? null} AS INTEGER),
      CAST(${binding.clock.now()} AS TIMESTAMP), CAST(${binding.auditEventId} AS INTEGER)
    WHERE NOT EXISTS (SELECT 1 FROM "Certificate" c JOIN "Certificate" a ON a."subjectHash" = c."issuerHash"
      WHERE a."spkiSha256" = ${issuerSpkiSha256} AND c."serialNumber" = ${serialNumber})
    ON CONFLICT ("issuerSpkiSha256", "serialNumber") DO NOTHING`);
  if (made === 0) throw new Failure("sign.serial-taken", { serialNumber });
  return id;
}

/** Ended without a certificate; one that was completed after all stays as it is. */
export async function dropIntent({ database, clock }: StoreBinding, intentId: string): Promise<void> {
  await database.direct.$executeRaw(
    sql`UPDATE "SigningIntent" SET "completedAt" = ${clock.now()} WHERE "id" = ${intentId} AND "completedAt" IS NULL`,
  );
}

/** The certificate, its name, its file, the end of the intent and of the audit event: all of it or nothing. */
export async function completeIntent(
  binding: StoreBinding,
  ...[intentId, der, basename, options]: Parameters<Store["completeIntent"]>
): Promise<string> {
  const facts = readCertificateFacts(der);
  const now = binding.clock.now();
  const fileName = `${basename}.crt`;
  await changeDirect(binding, async (tx) => {
    const item = await holdItem(tx, basename, now);
    if (!options.isConfirmed) {
      await holdKey(tx, facts.spkiSha256, binding.database.provider);
      await requireUncertified(tx, facts.spkiSha256, fileName);
    }
    const [live] = await tx.$queryRaw<LiveRow[]>(
      sql`SELECT "id", "generation" FROM "File" WHERE "fileName" = ${fileName}`,
    );
    const content = await storeCertificate(tx, item, facts, now);
    await pointFile(
      tx,
      item,
      { fileName, kind: "certificate", generation: content.generation, content, live: live ?? null },
      now,
    );
    await followKey(tx, item, facts.spkiSha256, now);
    await summariseItem(tx, item, content.names);
    const ended =
      await tx.$executeRaw(sql`UPDATE "SigningIntent" SET "completedAt" = ${now}, "certificateId" = ${content.reference.certificateId}
      WHERE "id" = ${intentId} AND "completedAt" IS NULL AND "serialNumber" = ${facts.serialNumber}`);
    if (ended !== 1) throw new Failure("sign.intent-unknown", {});
    if (options.offline !== undefined) await endOfflineRequest(tx, { ...options.offline, state: "answered" }, now);
  });
  return fileName;
}

/**
 * Requests of one key under two names are two items: on PostgreSQL their signers meet here; SQLite has one writer at a
 * time.
 */
async function holdKey(tx: Sql, spkiSha256: string, provider: Provider): Promise<void> {
  if (provider !== "postgresql") return;
  await tx.$queryRaw(sql`SELECT "id" FROM "Request" WHERE "spkiSha256" = ${spkiSha256} ORDER BY "id" FOR UPDATE`);
}

interface InTheWay {
  readonly fileName: string;
  readonly issuer: string | null;
  readonly notAfter: Date | number | string | null;
}

/** @throws Failure `sign.already-certified`, `sign.would-replace`. */
export async function requireUncertified(tx: Sql, spkiSha256: string, fileName: string): Promise<void> {
  const [found] = await tx.$queryRaw<InTheWay[]>(sql`SELECT f."fileName", i."issuer", c."notAfter" FROM "Certificate" c
      JOIN "File" f ON f."certificateId" = c."id" JOIN "Item" i ON i."id" = f."itemId" WHERE c."spkiSha256" = ${spkiSha256}
    UNION ALL SELECT "fileName", NULL, NULL FROM "File" WHERE "fileName" = ${fileName} LIMIT 1`);
  if (found === undefined) return;
  const notAfter = dateOrNull(found.notAfter);
  const services = await servicesUsing(tx, basenameOf(found.fileName));
  if (notAfter === null) throw new Failure("sign.would-replace", { fileName, services });
  throw new Failure("sign.already-certified", {
    by: found.issuer ?? "",
    fileName: found.fileName,
    notAfter: notAfter.toISOString(),
    services,
  });
}
