import "server-only";
import { createHash } from "node:crypto";
import type { NewFile } from "../../commands/ports/files.ts";
import type { SealedKey } from "../../commands/ports/vault.ts";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import { readPem } from "../../pki/asn1/pem.ts";
import { readPkcs7Certificates } from "../../pki/files/pkcs7.ts";
import { isFailure } from "../error-codes.ts";
import { readCertificateFacts, type CertificateFacts, type NameEntry, readRequestFacts } from "./certificate-facts.ts";
import { sealOf } from "../vault/seal-content.ts";
import { insertSeals } from "../vault/seal-rows.ts";
import type { TransactionClient } from "../database/db.ts";
import { sql, type Sql } from "../database/sql.ts";
import type { HeldItem } from "./summary.ts";

/** Where the content of a file is: one of the four tables. */
export interface ContentReference {
  readonly keyId: string | null;
  readonly requestId: number | null;
  readonly certificateId: number | null;
  readonly otherContentId: number | null;
}

const nowhere: ContentReference = { keyId: null, requestId: null, certificateId: null, otherContentId: null };

export interface StoredContent {
  readonly reference: ContentReference;
  readonly names: readonly NameEntry[];
  readonly spkiSha256: string | null;
  /** Of a certificate, which is numbered among all that its item has had, live or not. */
  readonly generation?: number;
}

/** A content that is here already and live, by its identity: SPKI of a key, SHA-256 of everything else. */
export async function liveNameOf(tx: TransactionClient, file: NewFile): Promise<string | null> {
  const first = async (where: Parameters<TransactionClient["file"]["findFirst"]>[0]) =>
    (await tx.file.findFirst(where))?.fileName ?? null;
  switch (file.kind) {
    case "key":
      return first({ where: { key: { spkiSha256: requireSpki(file) } } });
    case "locked-key":
      return first({ where: { key: { contentSha256: requireSealed(file).contentSha256 ?? "" } } });
    case "certificate":
      return first({ where: { certificate: { sha256: sha256(file.bytes) } } });
    case "csr":
      return first({ where: { request: { sha256: sha256(file.bytes) } } });
    default:
      return first({ where: { kind: file.kind, otherContent: { sha256: otherContentSha256(file) } } });
  }
}

/** Stores a content for an item, or finds it among the older ones; the file's row is the caller's. */
export async function storeContent(
  tx: TransactionClient,
  item: HeldItem,
  file: NewFile,
  generation: number,
  now: Date,
): Promise<StoredContent> {
  switch (file.kind) {
    case "key":
    case "locked-key":
      return storeKey(tx, item, file, generation, now);
    case "certificate":
      return storeCertificate(tx, item, readCertificateFacts(file.bytes), now);
    case "csr":
      return storeRequest(tx, item, file, generation, now);
    case "bundle":
    case "pkcs7":
    case "pkcs12":
    case "crl":
    case "public-key":
    case "ssh-public-key":
      return storeOtherContent(tx, item, file, generation, now);
  }
}

async function storeKey(
  tx: TransactionClient,
  item: HeldItem,
  file: NewFile,
  generation: number,
  now: Date,
): Promise<StoredContent> {
  const sealed = requireSealed(file);
  const spkiSha256 = sealed.spki === null ? null : publicKeyId(sealed.spki);
  const older = spkiSha256 === null ? null : await tx.key.findUnique({ where: { spkiSha256 } });
  if (older !== null) {
    // A replaced key that comes back, as the newest generation, perhaps under another name: with the seal of that name.
    const sealedId = await createSealed(tx, sealed);
    await tx.key.update({ where: { id: older.id }, data: { itemId: item.id, generation, sealedId } });
    await tx.sealedSecret.delete({ where: { id: older.sealedId }, select: { id: true } });
    return { reference: { ...nowhere, keyId: older.id }, names: [], spkiSha256 };
  }
  const id = await createSealed(tx, sealed);
  const { spki, keyLabel: label, isLocked, contentSha256 } = sealed;
  await tx.key.create({
    data: {
      id,
      itemId: item.id,
      sealedId: id,
      spkiSha256,
      spki: spki === null ? null : Uint8Array.from(spki),
      label,
      isLocked,
      contentSha256,
      generation,
      createdAt: now,
    },
  });
  return { reference: { ...nowhere, keyId: id }, names: [], spkiSha256 };
}

/** Writes the sealed secret (a key in clear, or one that lies under its passphrase) that a key or another content refers to; returns its id. */
async function createSealed(tx: TransactionClient, key: SealedKey): Promise<string> {
  const seal = sealOf(key);
  await insertSeals(tx, [seal]);
  return seal.recordId;
}

async function storeRequest(
  tx: TransactionClient,
  item: HeldItem,
  file: NewFile,
  generation: number,
  now: Date,
): Promise<StoredContent> {
  const facts = readRequestFacts(file.bytes);
  const { sha256, spkiSha256, spki, names } = facts;
  const older = await tx.request.findUnique({ where: { sha256 }, select: { id: true } });
  const data = {
    itemId: item.id,
    sha256,
    der: Uint8Array.from(file.bytes),
    spkiSha256,
    spki: Uint8Array.from(spki),
    generation,
    createdAt: now,
  };
  const { id } =
    older === null
      ? await tx.request.create({ data, select: { id: true } })
      : await tx.request.update({
          where: { id: older.id },
          data: { itemId: item.id, generation },
          select: { id: true },
        });
  return { reference: { ...nowhere, requestId: id }, names, spkiSha256 };
}

/** As the next generation of the item. A certificate that a bundle holds, or that was hidden, is the same row. */
export async function storeCertificate(
  tx: Sql,
  item: HeldItem,
  facts: CertificateFacts,
  now: Date,
): Promise<StoredContent & { generation: number }> {
  const { sha256, spkiSha256, names } = facts;
  const [found] = await tx.$queryRaw<
    { id: number | null; itemId: number | null; generation: number | null; last: number | null }[]
  >(sql`SELECT
    c."id", c."itemId", c."generation", (SELECT MAX(o."generation") FROM "Certificate" o WHERE o."itemId" = ${item.id}) AS "last"
    FROM (SELECT 1 AS "one") x LEFT JOIN "Certificate" c ON c."sha256" = ${sha256}`);
  const older = found?.id
    ? { id: Number(found.id), itemId: Number(found.itemId), generation: Number(found.generation) }
    : undefined;
  const reference = (certificateId: number) => ({ ...nowhere, certificateId });
  if (older !== undefined && older.itemId === item.id && older.generation > 0) {
    await tx.$executeRaw(sql`UPDATE "Certificate" SET "deletedAt" = NULL WHERE "id" = ${older.id}`);
    return { reference: reference(older.id), names, spkiSha256, generation: older.generation };
  }
  const generation = Number(found?.last ?? 0) + 1;
  if (older !== undefined) {
    await tx.$executeRaw(
      sql`UPDATE "Certificate" SET "itemId" = ${item.id}, "generation" = ${generation}, "deletedAt" = NULL WHERE "id" = ${older.id}`,
    );
    return { reference: reference(older.id), names, spkiSha256, generation };
  }
  const id = await createCertificate(tx, facts, { itemId: item.id, generation }, now);
  return { reference: reference(id), names, spkiSha256, generation };
}

async function createCertificate(
  tx: Sql,
  facts: CertificateFacts,
  place: { itemId: number | null; generation: number },
  now: Date,
): Promise<number> {
  const {
    sha256,
    sha1,
    spkiSha256,
    subjectHash,
    issuerHash,
    serialNumber,
    subjectKeyId,
    authorityKeyId,
    isAuthority,
    notBefore,
    notAfter,
  } = facts;
  const [row] = await tx.$queryRaw<
    { id: number }[]
  >(sql`INSERT INTO "Certificate" ("itemId", "generation", "sha256", "sha1", "spkiSha256", "subjectHash",
    "issuerHash", "serialNumber", "subjectKeyId", "authorityKeyId", "isAuthority", "notBefore", "notAfter", "createdAt") VALUES (${place.itemId}, ${place.generation},
    ${sha256}, ${sha1}, ${spkiSha256}, ${subjectHash}, ${issuerHash}, ${serialNumber.slice(0, 400)}, ${subjectKeyId}, ${authorityKeyId}, ${isAuthority},
    ${notBefore}, ${notAfter}, ${now}) RETURNING "id"`);
  const id = Number(row?.id);
  await tx.$executeRaw(
    sql`INSERT INTO "CertificateDer" ("certificateId", "der") VALUES (${id}, ${Buffer.from(facts.der)})`,
  );
  return id;
}

async function storeOtherContent(
  tx: TransactionClient,
  item: HeldItem,
  file: NewFile,
  generation: number,
  now: Date,
): Promise<StoredContent> {
  const sealedId = file.sealed === undefined ? null : await createSealed(tx, file.sealed);
  const members = membersOf(file);
  const ends = members.map(({ notAfter }) => notAfter.getTime());
  const { id } = await tx.otherContent.create({
    data: {
      itemId: item.id,
      kind: file.kind,
      bytes: file.sealed === undefined ? Uint8Array.from(file.bytes) : new Uint8Array(),
      sha256: otherContentSha256(file),
      sealedId,
      spkiSha256: file.kind === "public-key" ? publicKeyId(file.bytes) : null,
      generation,
      createdAt: now,
      fileName: file.fileName,
      madeAs: file.madeAs ?? null,
      endsAt: ends.length === 0 ? null : new Date(Math.min(...ends)),
    },
    select: { id: true },
  });
  const names: NameEntry[] = [];
  for (const [position, facts] of members.entries()) {
    const known = await tx.certificate.findUnique({ where: { sha256: facts.sha256 }, select: { id: true } });
    if (known !== null) await tx.certificate.update({ where: { id: known.id }, data: { deletedAt: null } });
    const certificateId = known?.id ?? (await createCertificate(tx, facts, { itemId: null, generation: 0 }, now));
    await tx.bundleMember.create({ data: { bundleId: id, position, certificateId } });
    names.push(...facts.names);
  }
  return { reference: { ...nowhere, otherContentId: id }, names, spkiSha256: null };
}

/**
 * The certificates in a bundle or PKCS#7. What cannot be read was said at the upload; the file itself is kept whole.
 */
export function membersOf(file: NewFile): CertificateFacts[] {
  if (file.kind !== "bundle" && file.kind !== "pkcs7") return [];
  const members: CertificateFacts[] = [];
  for (const der of certificatesIn(file)) {
    try {
      members.push(readCertificateFacts(der));
    } catch (error) {
      if (!isFailure(error)) throw error;
    }
  }
  return members;
}

function certificatesIn(file: NewFile): Uint8Array[] {
  const text = Buffer.from(file.bytes).toString("latin1");
  const blocks = text.includes("-----BEGIN") ? readPem(text).blocks : [];
  if (file.kind === "bundle")
    return blocks.filter((block) => /^(X509 |TRUSTED )?CERTIFICATE$/.test(block.label)).map((block) => block.bytes);
  try {
    return readPkcs7Certificates(blocks[0]?.bytes ?? file.bytes);
  } catch (error) {
    if (isFailure(error)) return [];
    throw error;
  }
}

function requireSealed(file: NewFile): SealedKey {
  if (file.sealed === undefined) throw new Error(`${file.kind} ${file.fileName} came without a seal`);
  return file.sealed;
}

function requireSpki(file: NewFile): string {
  const { spki } = requireSealed(file);
  if (spki === null) throw new Error(`the key ${file.fileName} came without its public key`);
  return publicKeyId(spki);
}

function sha256(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function otherContentSha256(file: NewFile): string {
  return file.sealed?.contentSha256 ?? sha256(file.bytes);
}
