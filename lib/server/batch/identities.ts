import "server-only";
import type { BatchVault } from "./vault.ts";
import type { CertificateFacts, NameEntry } from "../store/certificate-facts.ts";
import { moveCounters, type Counted } from "../inventory/counters.ts";
import { folded } from "../inventory/search-terms.ts";
import { join, sql, type Sql, type SqlFragment } from "../database/sql.ts";
import { searchRowOf, holdItem, summariseItem } from "../store/summary.ts";
import { hasChainAbove } from "../store/chains.ts";
import { settleBatch } from "../store/shelf.ts";
import { storeCertificate } from "../store/content.ts";
import { pointFile } from "../store/put-file.ts";

/** A certificate with its key under a name of its own. */
export interface NewIdentity {
  /** Wanted; a taken one is numbered. */
  readonly basename: string;
  readonly facts: CertificateFacts;
  /** The id of the key, which is sealed already. */
  readonly sealedId: string;
}

interface Placed extends NewIdentity {
  readonly itemId: number;
  readonly wanted: string;
}

const kinds = ",certificate,key,";

/**
 * Many identities at once, with one statement a table: a certificate alone costs twenty. What is written is what
 * store-summary.ts would make of it (the tests compare the two).
 * @returns by the SHA-256 of the certificate: its row and the name that it got.
 */
export async function storeNewIdentities(
  tx: Sql,
  identities: readonly NewIdentity[],
  now: Date,
  { batchId, renameSeal }: { readonly batchId: string; readonly renameSeal: BatchVault["renameSeal"] },
): Promise<Map<string, { certificateId: number; basename: string }>> {
  if (identities.length === 0) return new Map();
  // Of one batch, so of one issuer.
  const state = (await hasChainAbove(tx, identities[0]!.facts)) ? "certificate" : "certificate-no-chain";
  const [example] = await tx.$queryRaw<unknown[]>(
    sql`SELECT 1 AS "one" FROM "Batch" WHERE "id" = ${batchId} AND "exampleAt" IS NOT NULL`,
  );
  const exampleAt = example === undefined ? null : now;
  const placed = await placeItems(tx, identities, { batchId, state, exampleAt }, now);
  await renameSeals(tx, placed, renameSeal);
  await tx.$executeRaw(sql`INSERT INTO "Key" ("id", "itemId", "sealedId", "spkiSha256", "spki", "label", "isLocked", "generation", "createdAt")
    VALUES ${join(placed.map(({ itemId, sealedId, facts }) => sql`(${sealedId}, ${itemId}, ${sealedId}, ${facts.spkiSha256}, ${Buffer.from(facts.spki)}, ${facts.keyAlgorithm}, ${false}, ${1}, ${now})`))}`);
  const certificates = await tx.$queryRaw<
    { id: number; sha256: string }[]
  >(sql`INSERT INTO "Certificate" ("itemId", "generation", "sha256", "sha1", "spkiSha256", "subjectHash",
    "issuerHash", "serialNumber", "subjectKeyId", "authorityKeyId", "isAuthority", "notBefore", "notAfter", "createdAt") VALUES ${join(
      placed.map(
        ({ itemId, facts }) => sql`(${itemId}, ${1},
    ${facts.sha256}, ${facts.sha1}, ${facts.spkiSha256}, ${facts.subjectHash}, ${facts.issuerHash}, ${facts.serialNumber}, ${facts.subjectKeyId}, ${facts.authorityKeyId}, ${facts.isAuthority},
    ${facts.notBefore}, ${facts.notAfter}, ${now})`,
      ),
    )} RETURNING "id", "sha256"`);
  const ids = new Map(certificates.map(({ id, sha256 }) => [sha256, Number(id)]));
  const idOf = ({ facts }: Placed) => ids.get(facts.sha256)!;
  await tx.$executeRaw(
    sql`INSERT INTO "CertificateDer" ("certificateId", "der") VALUES ${join(placed.map((each) => sql`(${idOf(each)}, ${Buffer.from(each.facts.der)})`))}`,
  );
  await tx.$executeRaw(sql`INSERT INTO "File" ("fileName", "itemId", "kind", "generation", "createdAt", "keyId", "certificateId")
    VALUES ${join(
      placed.flatMap((each) => [
        sql`(${`${each.basename}.crt`}, ${each.itemId}, ${"certificate"}, ${1}, ${now}, ${null}, ${idOf(each)})`,
        sql`(${`${each.basename}.key`}, ${each.itemId}, ${"key"}, ${1}, ${now}, ${each.sealedId}, ${null})`,
      ]),
    )}`);
  await writeNames(tx, placed);
  await moveCounters(
    tx,
    null,
    placed.map(({ facts }): Counted => ({
      kinds,
      issuer: facts.issuer,
      keyAlgorithm: facts.keyAlgorithm,
      isAuthority: facts.isAuthority,
      shelf: "batch",
      batchId,
      labels: "",
    })),
  );
  await settleBatch(tx, batchId);
  return new Map(placed.map((each) => [each.facts.sha256, { certificateId: idOf(each), basename: each.basename }]));
}

/** Keys were sealed for the name that was wanted; those whose name was taken are sealed for the one that they got. */
async function renameSeals(tx: Sql, placed: readonly Placed[], renameSeal: BatchVault["renameSeal"]): Promise<void> {
  const renamed = placed.filter(({ basename, wanted }) => basename !== wanted);
  if (renamed.length === 0) return;
  const cells = await tx.$queryRaw<
    { id: string; kind: string; wrappedDataKey: Uint8Array; masterKeyId: string }[]
  >(sql`SELECT "id", "kind", "wrappedDataKey", "masterKeyId" FROM "SealedSecret"
    WHERE "id" IN (${join(renamed.map(({ sealedId }) => sealedId))})`);
  for (const row of cells) {
    const { basename, wanted, facts } = renamed.find(({ sealedId }) => sealedId === row.id)!;
    const use = (name: string) => ({ of: "name", name, identity: facts.spkiSha256 }) as const;
    const wrapped = renameSeal({ ...row, use: use(wanted) }, use(basename));
    await tx.$executeRaw(
      sql`UPDATE "SealedSecret" SET "wrappedDataKey" = ${Buffer.from(wrapped)} WHERE "id" = ${row.id}`,
    );
  }
}

/** How many numbers are tried one by one; after that the numbers of a name that many people share are looked up. */
const closeNumbers = 4;

/** Creates a row for each identity: a name in use stays with its item, and the next one is called -2, -3 … */
async function placeItems(
  tx: Sql,
  identities: readonly NewIdentity[],
  { batchId, state, exampleAt }: { readonly batchId: string; readonly state: string; readonly exampleAt: Date | null },
  now: Date,
): Promise<Placed[]> {
  const placed: Placed[] = [];
  const next = new Map<string, number>();
  let waiting = identities.map((identity) => ({
    identity,
    stem: identity.basename,
    name: numbered(identity.basename, next),
  }));
  for (let round = 1; waiting.length > 0; round += 1) {
    const made = await tx.$queryRaw<
      { id: number; basename: string }[]
    >(sql`INSERT INTO "Item" ("basename", "nameKey", "listKey", "createdAt", "version", "state", "kinds", "subject", "subjectKey",
      "commonName", "nameCount", "issuer", "isSelfSigned", "isAuthority", "notBefore", "notAfter", "keyAlgorithm", "sha256", "purpose", "shelf", "batchId", "exampleAt") VALUES ${join(
        waiting.map(
          ({ name, identity: { facts } }) => sql`(${name},
      ${folded(name)}, ${folded(name)}, ${now}, ${1}, ${state}, ${kinds}, ${facts.subject}, ${facts.subjectKey}, ${facts.commonName}, ${facts.nameCount}, ${facts.issuer}, ${facts.isSelfSigned}, ${facts.isAuthority},
      ${facts.notBefore}, ${facts.notAfter}, ${facts.keyAlgorithm}, ${facts.sha256}, ${facts.purpose}, ${"batch"}, ${batchId}, ${exampleAt})`,
        ),
      )} ON CONFLICT ("basename") DO NOTHING RETURNING "id", "basename"`);
    const ids = new Map(made.map(({ id, basename }) => [basename, Number(id)]));
    for (const { identity, name } of waiting) {
      const itemId = ids.get(name);
      if (itemId !== undefined) placed.push({ ...identity, basename: name, itemId, wanted: identity.basename });
    }
    const left = waiting.filter(({ name }) => !ids.has(name));
    if (round === closeNumbers) for (const { stem } of left) next.set(stem, await lastNumber(tx, stem));
    waiting = left.map((each) => ({ ...each, name: numbered(each.stem, next) }));
  }
  return placed;
}

function numbered(stem: string, next: Map<string, number>): string {
  const number = (next.get(stem) ?? 0) + 1;
  next.set(stem, number);
  return number === 1 ? stem : `${stem}-${number}`;
}

async function lastNumber(tx: Sql, stem: string): Promise<number> {
  const rows = await tx.$queryRaw<{ basename: string }[]>(
    sql`SELECT "basename" FROM "Item" WHERE "basename" >= ${`${stem}-`} AND "basename" < ${`${stem}.`}`,
  );
  const numbers = rows
    .map(({ basename }) => /^\d{1,9}$/.exec(basename.slice(stem.length + 1))?.[0])
    .map((text) => Number(text ?? 0));
  return Math.max(1, ...numbers);
}

async function writeNames(tx: Sql, placed: readonly Placed[]): Promise<void> {
  const rows: SqlFragment[] = [];
  const searches: SqlFragment[] = [];
  for (const { itemId, basename, facts } of placed) {
    const files: NameEntry[] = [`${basename}.crt`, `${basename}.key`].map((fileName) => ({
      kind: "file",
      value: folded(fileName),
    }));
    const all = [...facts.names, ...files]
      .map(({ kind, value }) => ({ kind, value: value.slice(0, 400) }))
      .filter(({ value }) => value !== "");
    const names = [...new Map(all.map((name) => [`${name.kind}\n${name.value}`, name])).values()];
    rows.push(...names.map(({ kind, value }) => sql`(${itemId}, ${kind}, ${value})`));
    const { text, hex, grams } = searchRowOf(names);
    searches.push(sql`(${itemId}, ${text}, ${hex}, ${grams})`);
  }
  await tx.$executeRaw(sql`INSERT INTO "SearchName" ("itemId", "kind", "value") VALUES ${join(rows)}`);
  await tx.$executeRaw(sql`INSERT INTO "ItemSearch" ("itemId", "text", "hex", "grams") VALUES ${join(searches)}`);
}

interface LiveRow {
  readonly id: number;
  readonly generation: number;
}

/** A renewed certificate with its new key, as the next generation of the name that is there; the old ones stay. */
export async function storeSuccessor(
  tx: Sql,
  { basename, facts, sealedId }: NewIdentity,
  batchId: string,
  now: Date,
): Promise<{ certificateId: number; basename: string }> {
  const item = await holdItem(tx, basename, now);
  const live = async (fileName: string) =>
    (await tx.$queryRaw<LiveRow[]>(sql`SELECT "id", "generation" FROM "File" WHERE "fileName" = ${fileName}`))[0] ??
    null;
  const [liveKey, liveCertificate] = [await live(`${basename}.key`), await live(`${basename}.crt`)];
  const generation = Number(liveKey?.generation ?? 0) + 1;
  await tx.$executeRaw(sql`INSERT INTO "Key" ("id", "itemId", "sealedId", "spkiSha256", "spki", "label", "isLocked", "generation", "createdAt")
    VALUES (${sealedId}, ${item.id}, ${sealedId}, ${facts.spkiSha256}, ${Buffer.from(facts.spki)}, ${facts.keyAlgorithm}, ${false}, ${generation}, ${now})`);
  const key = {
    reference: { keyId: sealedId, requestId: null, certificateId: null, otherContentId: null },
    names: [],
    spkiSha256: facts.spkiSha256,
  };
  await pointFile(tx, item, { fileName: `${basename}.key`, kind: "key", generation, content: key, live: liveKey }, now);
  const certificate = await storeCertificate(tx, item, facts, now);
  await pointFile(
    tx,
    item,
    {
      fileName: `${basename}.crt`,
      kind: "certificate",
      generation: certificate.generation,
      content: certificate,
      live: liveCertificate,
    },
    now,
  );
  await summariseItem(tx, { ...item, shelved: { ...item.shelved, batchId, shelf: "batch" } }, certificate.names);
  await settleBatch(tx, batchId);
  if (item.shelved.batchId !== null) await settleBatch(tx, item.shelved.batchId);
  return { certificateId: certificate.reference.certificateId!, basename };
}
