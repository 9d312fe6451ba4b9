import "server-only";
import {
  readCertificateFacts,
  readRequestFacts,
  type CertificateFacts,
  type NameEntry,
  type RequestFacts,
} from "./certificate-facts.ts";
import type { Purpose } from "../../commands/ports/items.ts";
import { moveCounters, type Counted } from "../inventory/counters.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { authoritiesIn, hasChainAbove, settleChains, type HeldAuthority } from "./chains.ts";
import { settleBatch, shelfOf, type Shelf, type Shelved } from "./shelf.ts";
import type { TransactionClient } from "../database/db.ts";
import { folded, gramsOf } from "../inventory/search-terms.ts";
import { join, sql, type Sql } from "../database/sql.ts";

/** An item whose row this transaction holds. */
export interface HeldItem {
  readonly id: number;
  readonly basename: string;
  /** The summary as the counters have it; null while it is new. Follows each summary of this transaction. */
  counted: Counted | null;
  readonly shelved: Shelved;
  /** The authorities that it held before this change. */
  readonly authorities: readonly HeldAuthority[];
  readonly now: Date;
}

interface ItemCells extends Counted, Shelved {
  readonly id: number;
  readonly shelf: Shelf;
}

/**
 * Takes the row of an item for this transaction, and makes it when there is none. Every change of an item begins here:
 * the second of two writers waits, and then sees what the first one did.
 */
export async function holdItem(tx: Sql, basename: string, now: Date): Promise<HeldItem> {
  const found = await holdExisting(tx, basename, now);
  if (found !== null) return found;
  // Another transaction may be first: then the unique name makes this wait, and the row is that one's.
  const key = folded(basename);
  await tx.$executeRaw(sql`INSERT INTO "Item" ("basename", "nameKey", "listKey", "createdAt") VALUES (${basename}, ${key}, ${key}, ${now})
    ON CONFLICT ("basename") DO NOTHING`);
  const made = await holdExisting(tx, basename, now);
  if (made === null) throw new Error(`the item ${basename} was removed while it was made`);
  return made.counted?.kinds === "," ? { ...made, counted: null } : made;
}

/** The row of an item that there is, held likewise; null when there is none. */
export async function holdExisting(tx: Sql, basename: string, now: Date): Promise<HeldItem | null> {
  const rows = await tx.$queryRaw<
    ItemCells[]
  >(sql`UPDATE "Item" SET "version" = "version" + 1 WHERE "basename" = ${basename}
    RETURNING "id", "kinds", "issuer", "keyAlgorithm", "isAuthority", "shelf", "archivedAt", "batchId", "labels"`);
  const row = rows[0];
  if (row === undefined) return null;
  const { kinds, issuer, keyAlgorithm, shelf, archivedAt, batchId, labels } = row;
  const id = Number(row.id);
  const isAuthority = Boolean(row.isAuthority);
  return {
    id,
    basename,
    counted: { kinds, issuer, keyAlgorithm, isAuthority, shelf, batchId, labels },
    shelved: { basename, shelf, archivedAt, batchId },
    authorities: mayHoldAuthorities({ kinds, isAuthority }) ? await authoritiesIn(tx, id) : [],
    now,
  };
}

function mayHoldAuthorities({ kinds, isAuthority }: Pick<Counted, "kinds" | "isAuthority">): boolean {
  return isAuthority || kinds.includes(",bundle,") || kinds.includes(",pkcs7,");
}

interface LiveFile {
  readonly fileName: string;
  readonly kind: string;
  readonly label: string | null;
  /** Of the key of this file. */
  readonly spkiSha256: string | null;
  readonly certificate: Uint8Array | null;
  readonly request: Uint8Array | null;
  readonly revokedAt: Date | number | string | null;
}

/** Summarises an item anew, and removes it when nothing is left of it. `names` are added to what it is found by. */
export async function refreshItem(
  tx: TransactionClient,
  item: HeldItem,
  names: readonly NameEntry[] = [],
): Promise<void> {
  if (!(await summariseItem(tx, item, names))) await removeItem(tx, item);
}

/**
 * Rewrites what the list shows of an item from its live files: the summary columns, the names, the search text and the
 * counters. False when it has no live file.
 */
export async function summariseItem(tx: Sql, item: HeldItem, names: readonly NameEntry[]): Promise<boolean> {
  const files = await tx.$queryRaw<
    LiveFile[]
  >(sql`SELECT f."fileName", f."kind", k."label", k."spkiSha256", d."der" AS "certificate", r."der" AS "request", v."at" AS "revokedAt"
    FROM "File" f LEFT JOIN "Key" k ON k."id" = f."keyId" LEFT JOIN "CertificateDer" d ON d."certificateId" = f."certificateId"
    LEFT JOIN "Request" r ON r."id" = f."requestId"
    LEFT JOIN "Revocation" v ON v."certificateId" = f."certificateId" AND v."releasedAt" IS NULL WHERE f."itemId" = ${item.id} ORDER BY f."fileName"`);
  if (files.length === 0) return false;
  const summary = await summaryOf(tx, files);
  const { kinds, issuer, keyAlgorithm, isAuthority } = summary;
  const { batchId } = item.shelved;
  const shelf = await shelfOf(tx, { ...item.shelved, basename: item.basename }, summary.notAfter, item.now);
  await tx.$executeRaw(sql`UPDATE "Item" SET "state" = ${summary.state}, "kinds" = ${kinds}, "subject" = ${summary.subject},
    "subjectKey" = ${summary.subjectKey}, "commonName" = ${summary.commonName}, "nameCount" = ${summary.nameCount}, "issuer" = ${issuer},
    "isSelfSigned" = ${summary.isSelfSigned}, "isAuthority" = ${isAuthority}, "notBefore" = ${summary.notBefore},
    "notAfter" = ${summary.notAfter}, "keyAlgorithm" = ${keyAlgorithm}, "sha256" = ${summary.sha256}, "purpose" = ${summary.purpose}, "shelf" = ${shelf},
    "revokedAt" = ${summary.revokedAt},
    "batchId" = ${batchId}, "listKey" = CASE WHEN ${shelf === "batch"} THEN "nameKey" ELSE "listKey" END WHERE "id" = ${item.id}`);
  const labels = item.counted?.labels ?? "";
  const counted: Counted = { kinds, issuer, keyAlgorithm, isAuthority, shelf, batchId, labels };
  await moveCounters(tx, item.counted, counted);
  item.counted = counted;
  await writeNames(tx, item.id, [
    ...names,
    ...files.map((file) => ({ kind: "file" as const, value: folded(file.fileName) })),
  ]);
  await settleChains(tx, item.authorities, mayHoldAuthorities(summary) ? await authoritiesIn(tx, item.id) : []);
  return true;
}

interface Summary extends Pick<Counted, "kinds" | "issuer" | "keyAlgorithm" | "isAuthority"> {
  readonly state: string;
  readonly purpose: Purpose;
  readonly subject: string;
  readonly subjectKey: string | null;
  readonly commonName: string;
  readonly nameCount: number;
  readonly isSelfSigned: boolean;
  readonly notBefore: Date | null;
  readonly notAfter: Date | null;
  readonly sha256: string | null;
  readonly revokedAt: Date | null;
}

async function summaryOf(tx: Sql, files: readonly LiveFile[]): Promise<Summary> {
  const certificateDer = files.find((file) => file.kind === "certificate")?.certificate ?? null;
  const requestDer = files.find((file) => file.kind === "csr")?.request ?? null;
  const certificate: CertificateFacts | null =
    certificateDer === null ? null : readCertificateFacts(Uint8Array.from(certificateDer));
  const request: RequestFacts | null = requestDer === null ? null : readRequestFacts(Uint8Array.from(requestDer));
  const shown = certificate ?? request;
  const keyLabel = files.find((file) => file.kind === "key")?.label ?? null;
  return {
    state: await stateOf(tx, files, certificate),
    kinds: `,${files.map((file) => file.kind).join(",")},`,
    subject: shown?.subject ?? "",
    subjectKey: shown?.subjectKey ?? null,
    commonName: shown?.commonName ?? "",
    nameCount: shown?.nameCount ?? 0,
    keyAlgorithm: shown?.keyAlgorithm ?? keyLabel ?? "",
    issuer: certificate?.issuer ?? "",
    isSelfSigned: certificate?.isSelfSigned ?? false,
    isAuthority: certificate?.isAuthority ?? false,
    notBefore: certificate?.notBefore ?? null,
    notAfter: certificate?.notAfter ?? null,
    sha256: certificate?.sha256 ?? null,
    purpose: certificate?.purpose ?? purposeOfFiles(files),
    revokedAt: dateOrNull(files.find(({ revokedAt }) => revokedAt !== null)?.revokedAt ?? null),
  };
}

function purposeOfFiles(files: readonly LiveFile[]): Purpose {
  const has = (...kinds: readonly string[]) => files.some((file) => kinds.includes(file.kind));
  if (has("csr")) return "request";
  if (has("key", "locked-key", "public-key", "ssh-public-key")) return "key";
  if (has("bundle", "pkcs7", "pkcs12")) return "bundle";
  return has("crl") ? "list" : "other";
}

/**
 * The part of the status that does not depend on the clock (lib/server/inventory/status.ts adds the rest when it is
 * asked).
 */
async function stateOf(tx: Sql, files: readonly LiveFile[], certificate: CertificateFacts | null): Promise<string> {
  const has = (kind: string) => files.some((file) => file.kind === kind);
  if (certificate !== null) {
    // Another key under its name is not its key.
    const isBeside = files.some(({ kind, spkiSha256 }) => kind === "key" && spkiSha256 === certificate.spkiSha256);
    if (isBeside || (await hasUsableKey(tx, certificate.spkiSha256)))
      return certificate.isSelfSigned || (await hasChainAbove(tx, certificate))
        ? "certificate"
        : "certificate-no-chain";
    return has("locked-key") ? "certificate-locked" : "certificate-no-key";
  }
  if (has("locked-key")) return "key-locked";
  if (has("csr")) return "waiting";
  if (has("key")) return "key-only";
  return has("bundle") || has("pkcs7") ? "bundle" : "other";
}

/** The key may be stored under another name. */
async function hasUsableKey(tx: Sql, spkiSha256: string): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>(
    sql`SELECT 1 AS "one" FROM "Key" k JOIN "File" f ON f."keyId" = k."id" WHERE k."spkiSha256" = ${spkiSha256}`,
  );
  return rows.length > 0;
}

/**
 * Adds names; those of the kind `replaced` that are not among them go. The search text follows when anything moved.
 */
export async function writeNames(
  tx: Sql,
  itemId: number,
  wanted: readonly NameEntry[],
  replaced: NameEntry["kind"] = "file",
): Promise<void> {
  const before = await tx.$queryRaw<{ kind: string; value: string }[]>(
    sql`SELECT "kind", "value" FROM "SearchName" WHERE "itemId" = ${itemId}`,
  );
  const keyOf = (name: { kind: string; value: string }) => `${name.kind}\n${name.value}`;
  const cut = wanted
    .map(({ kind, value }) => ({ kind, value: value.slice(0, 400) }))
    .filter(({ value }) => value !== "");
  const known = new Set(before.map(keyOf));
  const current = new Set(cut.map(keyOf));
  const added = [...new Map(cut.map((name) => [keyOf(name), name])).values()].filter((name) => !known.has(keyOf(name)));
  const gone = before.filter((name) => name.kind === replaced && !current.has(keyOf(name)));
  if (added.length === 0 && gone.length === 0) return;
  for (const { value } of gone)
    await tx.$executeRaw(
      sql`DELETE FROM "SearchName" WHERE "itemId" = ${itemId} AND "kind" = ${replaced} AND "value" = ${value}`,
    );
  for (let start = 0; start < added.length; start += 500) {
    const rows = added.slice(start, start + 500).map((name) => sql`(${itemId}, ${name.kind}, ${name.value})`);
    await tx.$executeRaw(sql`INSERT INTO "SearchName" ("itemId", "kind", "value") VALUES ${join(rows)}`);
  }
  const goneKeys = new Set(gone.map(keyOf));
  await writeSearch(tx, itemId, [...before.filter((name) => !goneKeys.has(keyOf(name))), ...added]);
}

/** Removes every name but those of files and the labels; the caller gives back what is still true (`refreshItem`). */
export async function forgetNames(tx: TransactionClient, itemId: number): Promise<void> {
  await tx.searchName.deleteMany({ where: { itemId, kind: { notIn: ["file", "label"] } } });
}

export interface SearchRow {
  readonly text: string;
  readonly hex: string;
  readonly grams: string;
}

const hexKinds: ReadonlySet<string> = new Set(["serial", "sha256", "sha1"]);

/** Makes the search row of these names; the benchmark's loader makes its rows by the same function. */
export function searchRowOf(names: readonly { kind: string; value: string }[]): SearchRow {
  const text = [...new Set(names.filter((name) => !hexKinds.has(name.kind)).map((name) => name.value))].join("\n");
  const hex = names
    .filter((name) => hexKinds.has(name.kind))
    .map((name) => name.value)
    .join("\n");
  return { text, hex, grams: gramsOf(text).join(" ") };
}

async function writeSearch(tx: Sql, itemId: number, names: readonly { kind: string; value: string }[]): Promise<void> {
  const { text, hex, grams } = searchRowOf(names);
  await tx.$executeRaw(sql`INSERT INTO "ItemSearch" ("itemId", "text", "hex", "grams") VALUES (${itemId}, ${text}, ${hex}, ${grams})
    ON CONFLICT ("itemId") DO UPDATE SET "text" = excluded."text", "hex" = excluded."hex", "grams" = excluded."grams"`);
}

/** Nothing of it is live. Certificates that must not be forgotten lose their item and keep everything else. */
async function removeItem(tx: TransactionClient, item: HeldItem): Promise<void> {
  const itemId = item.id;
  await tx.certificate.updateMany({ where: { itemId }, data: { itemId: null, generation: 0 } });
  const sealed = [
    ...(await tx.key.findMany({ where: { itemId }, select: { sealedId: true } })),
    ...(await tx.otherContent.findMany({ where: { itemId, sealedId: { not: null } }, select: { sealedId: true } })),
  ].flatMap((row) => (row.sealedId === null ? [] : [row.sealedId]));
  await tx.key.deleteMany({ where: { itemId } });
  await tx.request.deleteMany({ where: { itemId } });
  await tx.otherContent.deleteMany({ where: { itemId } });
  await tx.sealedSecret.deleteMany({ where: { id: { in: sealed } } });
  await tx.itemSearch.deleteMany({ where: { itemId } }); // by itself: a cascade in SQLite fires no trigger of ours on older builds
  await tx.searchName.deleteMany({ where: { itemId } });
  await tx.item.delete({ where: { id: itemId } });
  await moveCounters(tx, item.counted, null);
  await settleChains(tx, item.authorities, []);
  if (item.shelved.batchId !== null) await settleBatch(tx, item.shelved.batchId);
}
