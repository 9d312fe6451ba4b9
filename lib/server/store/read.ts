import "server-only";
import type { CertificateRecord, FileKind, GenerationRow, StoredFile } from "../../commands/ports/files.ts";
import type { ItemRow } from "../../commands/ports/items.ts";
import type { Store } from "../../commands/ports/store.ts";
import { readCertificate } from "../../pki/x509/certificate.ts";
import { readNameBytes } from "../../pki/x509/name.ts";
import { nameHash } from "./certificate-facts.ts";
import type { Database, Prisma } from "../database/db.ts";
import { liveNameOf } from "./content.ts";
import { revocationListsOf } from "./revocation-lists.ts";
import { dateOrNull, itemColumns, itemRows, type ItemCells } from "../inventory/item-rows.ts";
import { join, raw, sql, type SqlFragment } from "../database/sql.ts";
import { intactBytes } from "./stored-digest.ts";
import { folded } from "../inventory/search-terms.ts";
import { bundleForms } from "../../pki/bundle/kind.ts";

interface FileCells {
  readonly id: number;
  readonly fileName: string;
  readonly basename: string;
  readonly kind: string;
  readonly generation: number;
  readonly createdAt: Date | number | string;
  readonly certificate: Uint8Array | null;
  readonly request: Uint8Array | null;
  readonly other: Uint8Array | null;
  readonly spki: Uint8Array | null;
  readonly spkiSha256: string | null;
  readonly madeAs: string | null;
  /** Of the bytes; null where they are sealed. */
  readonly sha256: string | null;
}

/** One question instead of the eight that an `include` of four relations makes: a signature asks it four times. */
async function readFiles({ direct }: Database, condition: SqlFragment): Promise<StoredFile[]> {
  const rows = await direct.$queryRaw<
    FileCells[]
  >(sql`SELECT f."id", f."fileName", i."basename", f."kind", f."generation", f."createdAt",
      d."der" AS "certificate", r."der" AS "request", b."bytes" AS "other", COALESCE(k."spki", r."spki") AS "spki",
      COALESCE(k."spkiSha256", r."spkiSha256", c."spkiSha256", b."spkiSha256") AS "spkiSha256", b."madeAs",
      COALESCE(c."sha256", r."sha256", CASE WHEN b."sealedId" IS NULL THEN b."sha256" END) AS "sha256"
    FROM "File" f JOIN "Item" i ON i."id" = f."itemId"
    LEFT JOIN "Key" k ON k."id" = f."keyId" LEFT JOIN "Request" r ON r."id" = f."requestId" LEFT JOIN "OtherContent" b ON b."id" = f."otherContentId"
    LEFT JOIN "Certificate" c ON c."id" = f."certificateId" LEFT JOIN "CertificateDer" d ON d."certificateId" = f."certificateId"
    WHERE ${condition} ORDER BY f."fileName" LIMIT 200`);
  return rows.map(storedFile);
}

function storedFile(file: FileCells): StoredFile {
  const { certificate, request, other, spki, sha256 } = file;
  const bytes = certificate ?? request ?? other ?? new Uint8Array();
  return {
    id: String(file.id),
    fileName: file.fileName,
    basename: file.basename,
    kind: file.kind as FileKind,
    bytes: sha256 === null ? bytes : intactBytes(bytes, sha256, file.fileName),
    spkiSha256: file.spkiSha256,
    spki: spki ?? (certificate === null ? null : readCertificate(certificate).spki),
    generation: Number(file.generation),
    createdAt: dateOrNull(file.createdAt) ?? new Date(0),
    madeAs: bundleForms.find((form) => form === file.madeAs) ?? null,
  };
}

/** Files of one public key, by an index of each table. */
function withPublicKey(spkiSha256: string): SqlFragment {
  const of = (table: string, column: string) =>
    sql`SELECT o."id" FROM ${raw(`"${table}"`)} t JOIN "File" o ON o.${raw(`"${column}"`)} = t."id" WHERE t."spkiSha256" = ${spkiSha256}`;
  return sql`f."id" IN (${of("Key", "keyId")} UNION ${of("Request", "requestId")} UNION ${of("Certificate", "certificateId")} UNION ${of("OtherContent", "otherContentId")})`;
}

type Reads = Pick<
  Store,
  | "fileNames"
  | "file"
  | "filesNamed"
  | "firstFile"
  | "filesOf"
  | "item"
  | "generations"
  | "generation"
  | "takenNames"
  | "identitiesNamed"
  | "filesByPublicKey"
  | "identical"
  | "certificateBySha256"
  | "certificatesBySubject"
  | "formerCertificates"
  | "revocationLists"
  | "issuedBy"
  | "dependents"
>;

/** Questions about single files. Lists are in store-list.ts. */
export function storeReads(database: Database, now: () => Date): Reads {
  const { client } = database;
  return {
    async fileNames(prefix, limit) {
      // A range, not LIKE: the unique index answers it in both databases.
      const after = prefix === "" ? {} : { fileName: { gte: prefix, lt: `${prefix}\u{10ffff}` } };
      const rows = await client.file.findMany({
        where: after,
        select: { fileName: true },
        orderBy: { fileName: "asc" },
        take: limit,
      });
      return rows.map((row) => row.fileName);
    },
    identical: (file) => liveNameOf(client, file),
    async firstFile(fileNames) {
      const files = await readFiles(database, sql`f."fileName" IN (${join(fileNames)})`);
      return (
        fileNames.map((name) => files.find((file) => file.fileName === name)).find((file) => file !== undefined) ?? null
      );
    },
    file: async (fileName) => (await readFiles(database, sql`f."fileName" = ${fileName}`))[0] ?? null,
    filesNamed: async (fileNames) =>
      fileNames.length === 0 ? [] : readFiles(database, sql`f."fileName" IN (${join([...fileNames])})`),
    filesOf: (basename) => readFiles(database, sql`i."basename" = ${basename}`),
    async item(basename) {
      const cells = await client.$queryRaw<ItemCells[]>(
        sql`SELECT ${itemColumns} FROM "Item" i WHERE i."basename" = ${basename}`,
      );
      return (await itemRows(database, cells, now()))[0] ?? null;
    },
    generations: (basename) => readGenerations(database, basename),
    async generation(basename, number) {
      const found = await client.certificate.findFirst({
        where: { item: { basename }, generation: number, deletedAt: null },
        select: { sha256: true, der: { select: { der: true } } },
      });
      return found === null || found.der === null ? null : intactBytes(found.der.der, found.sha256, basename);
    },
    async takenNames(names) {
      if (names.length === 0) return [];
      const filesOfName = (name: string) => [".key", ".csr", ".crt"].map((ending) => name + ending);
      const files = names.flatMap(filesOfName);
      const rows = await client.$queryRaw<{ name: string }[]>(
        // Two questions, each with its index: joined by OR they would go through every file.
        sql`SELECT i."basename" AS "name" FROM "Item" i WHERE i."basename" IN (${join([...names])})
          AND EXISTS (SELECT 1 FROM "File" o WHERE o."itemId" = i."id")
          UNION SELECT f."fileName" AS "name" FROM "File" f WHERE f."fileName" IN (${join(files)})`,
      );
      const taken = new Set(rows.map(({ name }) => name));
      return names.filter((name) => taken.has(name) || filesOfName(name).some((file) => taken.has(file)));
    },
    async identitiesNamed(names, limit) {
      if (names.length === 0) return [];
      const rows = await client.$queryRaw<{ basename: string }[]>(
        sql`SELECT i."basename" FROM "Item" i WHERE i."id" IN
            (SELECT n."itemId" FROM "SearchName" n WHERE n."kind" IN ('cn', 'san') AND n."value" IN (${join(names.map(folded))}))
          AND i."kinds" LIKE '%,key,%' AND (i."kinds" LIKE '%,csr,%' OR i."kinds" LIKE '%,certificate,%') AND NOT i."isAuthority"
          ORDER BY i."id" DESC LIMIT ${limit}`,
      );
      return rows.map(({ basename }) => basename);
    },
    filesByPublicKey: (spkiSha256) => readFiles(database, withPublicKey(spkiSha256)),
    async certificateBySha256(sha256) {
      const found = await client.certificate.findFirst({ where: { sha256, deletedAt: null }, select: recordSelect });
      return found === null ? null : certificateRecord(found);
    },
    async certificatesBySubject(name) {
      const where = { subjectHash: nameHash(readNameBytes(name)), deletedAt: null };
      const found = await client.certificate.findMany({
        where,
        select: recordSelect,
        orderBy: { id: "asc" },
        take: 100,
      });
      const present = found.filter((row) => row.files.length > 0 || row.memberships.length > 0);
      return [...present, ...(await formerKeysOf(database, found, present))].map(certificateRecord);
    },
    async formerCertificates(name) {
      const where = {
        subjectHash: nameHash(readNameBytes(name)),
        deletedAt: null,
        itemId: { not: null },
        generation: { gt: 0 },
        files: { none: {} },
      };
      const select = {
        sha256: true,
        generation: true,
        der: { select: { der: true } },
        item: { select: { basename: true } },
      };
      const found = await client.certificate.findMany({ where, select, orderBy: { id: "desc" }, take: 20 });
      return found.flatMap(({ sha256, generation, der, item }) =>
        der === null || item === null
          ? []
          : [{ der: intactBytes(der.der, sha256, item.basename), generation, basename: item.basename }],
      );
    },
    revocationLists: (issuers) => revocationListsOf(database, issuers),
    issuedBy: (basename, limit) => readIssued(database, basename, limit, now()),
    dependents: (fileName) => readDependents(database, fileName),
  };
}

type FoundCertificate = Prisma.CertificateGetPayload<{ select: typeof recordSelect }>;

/**
 * Of an authority whose key was replaced here, the newest certificate of each former key: what that key has signed is
 * still below it. A certificate that was replaced by another one of the same key, or whose key was never here, is not
 * among them (`formerCertificates`).
 */
async function formerKeysOf(
  { client }: Database,
  found: readonly FoundCertificate[],
  present: readonly FoundCertificate[],
): Promise<FoundCertificate[]> {
  const known = new Set(present.map(({ spkiSha256 }) => spkiSha256));
  const former = new Map(
    found
      .filter(({ isAuthority, itemId, generation }) => isAuthority && itemId !== null && generation > 0)
      .filter(({ spkiSha256 }) => !known.has(spkiSha256))
      .map((row) => [row.spkiSha256, row]),
  );
  if (former.size === 0) return [];
  const keys = await client.key.findMany({
    where: { spkiSha256: { in: [...former.keys()] } },
    select: { spkiSha256: true, itemId: true },
  });
  return [...former.values()].filter((row) =>
    keys.some(({ spkiSha256, itemId }) => spkiSha256 === row.spkiSha256 && itemId === row.itemId),
  );
}

const recordSelect = {
  id: true,
  sha256: true,
  spkiSha256: true,
  isAuthority: true,
  itemId: true,
  generation: true,
  der: { select: { der: true } },
  files: { select: { fileName: true, item: { select: { basename: true } } }, take: 1 },
  memberships: { select: { bundleId: true }, take: 1 },
} as const satisfies Prisma.CertificateSelect;

function certificateRecord(row: FoundCertificate): CertificateRecord {
  const file = row.files[0];
  return {
    id: String(row.id),
    der: intactBytes(row.der?.der ?? new Uint8Array(), row.sha256, file?.fileName ?? `sha256:${row.sha256}`),
    fileName: file?.fileName ?? null,
    basename: file?.item.basename ?? null,
  };
}

async function readGenerations({ client }: Database, basename: string): Promise<GenerationRow[]> {
  const rows = await client.certificate.findMany({
    where: { item: { basename }, generation: { gt: 0 }, deletedAt: null },
    include: { files: { select: { id: true }, take: 1 } },
    orderBy: { generation: "desc" },
  });
  return rows.map(({ id, generation, files, sha256, spkiSha256, serialNumber, notBefore, notAfter, createdAt }) => ({
    id: String(id),
    number: generation,
    isLive: files.length > 0,
    sha256,
    spkiSha256,
    serialNumber,
    notBefore,
    notAfter,
    createdAt,
  }));
}

/** Certificates by this authority: its name as the issuer and, where both say it, its key id. */
const issuedCondition = (of: {
  subjectHash: string;
  subjectKeyId: string | null;
  id: number;
}) => sql`c."issuerHash" = ${of.subjectHash}
  AND c."id" <> ${of.id} AND c."deletedAt" IS NULL
  AND (c."authorityKeyId" IS NULL OR ${of.subjectKeyId === null} OR c."authorityKeyId" = ${of.subjectKeyId ?? ""})`;

async function readIssued(database: Database, basename: string, limit: number, now: Date): Promise<ItemRow[]> {
  const authority = await database.client.certificate.findFirst({
    where: { files: { some: { item: { basename } } } },
    select: { id: true, subjectHash: true, subjectKeyId: true },
  });
  if (authority === null) return [];
  const cells = await database.client.$queryRaw<ItemCells[]>(sql`SELECT ${itemColumns} FROM "Certificate" c
    JOIN "File" f ON f."certificateId" = c."id" JOIN "Item" i ON i."id" = f."itemId"
    WHERE ${issuedCondition(authority)} LIMIT ${limit}`);
  return itemRows(database, cells, now);
}

const mostDependents = 100;

/** Files that lose something with this one: issued certificates, bundles that hold it, what has the same key. */
async function readDependents({ client }: Database, fileName: string): Promise<string[]> {
  const file = await client.file.findUnique({ where: { fileName }, include: { key: true, certificate: true } });
  if (file === null) return [];
  const names = new Set<string>();
  const authorities = [
    ...(file.certificate === null ? [] : [file.certificate]),
    ...(file.key?.spkiSha256
      ? await client.certificate.findMany({ where: { spkiSha256: file.key.spkiSha256, files: { some: {} } } })
      : []),
  ];
  for (const authority of authorities) {
    if (file.key !== null)
      for (const { fileName: own } of await client.file.findMany({ where: { certificateId: authority.id } }))
        names.add(own);
    const issued = await client.$queryRaw<{ fileName: string }[]>(sql`SELECT f."fileName" FROM "Certificate" c
      JOIN "File" f ON f."certificateId" = c."id" WHERE ${issuedCondition(authority)} LIMIT ${mostDependents}`);
    for (const row of issued) names.add(row.fileName);
  }
  if (file.key?.spkiSha256) {
    for (const row of await client.file.findMany({
      where: { request: { spkiSha256: file.key.spkiSha256 } },
      take: mostDependents,
    }))
      names.add(row.fileName);
  }
  if (file.certificateId !== null) {
    const bundles = await client.file.findMany({
      where: { otherContent: { members: { some: { certificateId: file.certificateId } } } },
      take: mostDependents,
    });
    for (const bundle of bundles) names.add(bundle.fileName);
  }
  names.delete(fileName);
  return [...names].sort().slice(0, mostDependents);
}
