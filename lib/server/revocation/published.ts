import "server-only";
import type { StoredList } from "../../commands/ports/files.ts";
import { writePem } from "../../pki/asn1/pem.ts";
import { readCertificate, sha256Hex } from "../../pki/x509/certificate.ts";
import type { PublishedFile, PublishedPath } from "../../serve/published.ts";
import type { Database } from "../database/db.ts";
import { join, sql, type SqlFragment } from "../database/sql.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { authorityCertificate } from "./list-signer.ts";

/** A list or the certificate of an authority by the published name; null when there is none. */
export async function publishedFile(
  database: Database,
  { kind, name, form, part = 0 }: PublishedPath,
  { now, identify }: { readonly now: Date; readonly identify: (question: string) => string },
): Promise<PublishedFile | null> {
  if (kind === "identity") return identityFile(identify(name), now);
  if (kind === "certificate") return publishedCertificate(database, name, now);
  const list = await publishedList(database, name, part);
  if (list === null || form === "der") return list;
  const lists = form === "pem" ? [list] : await listsOfLevels(database, name, list);
  if (lists === null) return null;
  const bytes = Buffer.from(lists.map((each) => writePem("X509 CRL", each.bytes)).join(""), "latin1");
  const ends = lists.flatMap(({ nextUpdate }) => (nextUpdate === null ? [] : [nextUpdate.getTime()]));
  return {
    bytes,
    mediaType: "application/x-pem-file",
    sha256: sha256Hex(bytes),
    lastModified: new Date(Math.max(...lists.map(({ lastModified }) => lastModified.getTime()))),
    nextUpdate: ends.length === 0 ? null : new Date(Math.min(...ends)),
  };
}

/** More levels than that have no authorities that are met. */
const mostLevels = 10;

/**
 * The list of an authority and those of all above it, up to the one that signed itself; null when one of them has none
 * here: OpenSSL refuses every certificate when the list of a level is missing, so a part of them helps no one.
 */
async function listsOfLevels(
  database: Database,
  name: string,
  own: PublishedFile,
): Promise<readonly PublishedFile[] | null> {
  const lists = [own];
  let level = await levelOf(database, sql`i."publishedName" = ${name}`);
  while (level !== null && !isOwnIssuer(level)) {
    if (lists.length === mostLevels) return null;
    const { issuerHash, authorityKeyId } = level;
    const isKeyed = authorityKeyId !== null;
    const key = sql`c."subjectKeyId" IS NULL OR c."subjectKeyId" = ${authorityKeyId ?? ""}`;
    level = await levelOf(database, sql`c."subjectHash" = ${issuerHash} AND ${isKeyed ? sql`(${key})` : sql`TRUE`}`);
    const list = level === null ? null : await publishedList(database, level.name);
    if (list === null) return null;
    lists.push(list);
  }
  return level === null ? null : lists;
}

interface Level {
  readonly name: string;
  readonly subjectHash: string;
  readonly issuerHash: string;
  readonly authorityKeyId: string | null;
}

const isOwnIssuer = ({ subjectHash, issuerHash }: Level): boolean => subjectHash === issuerHash;

async function levelOf({ direct }: Database, which: SqlFragment): Promise<Level | null> {
  const [level] = await direct.$queryRaw<
    Level[]
  >(sql`SELECT i."publishedName" AS "name", c."subjectHash", c."issuerHash",
      c."authorityKeyId" FROM "CrlIssuer" i JOIN "Certificate" c ON c."spkiSha256" = i."spkiSha256" AND c."isAuthority" = ${true}
    WHERE ${which} ORDER BY c."notAfter" DESC LIMIT 1`);
  return level ?? null;
}

/** What proves that this console, or another one of its database, is who is reached. */
function identityFile(answer: string, now: Date): PublishedFile {
  const bytes = Buffer.from(answer, "latin1");
  return { bytes, mediaType: "text/plain", sha256: sha256Hex(bytes), lastModified: now, nextUpdate: now };
}

async function publishedList(
  { direct }: Database,
  name: string,
  part: number | "delta" = 0,
): Promise<PublishedFile | null> {
  const [shard, isDelta] = part === "delta" ? [0, true] : [part, false];
  const [row] = await direct.$queryRaw<
    {
      der: Uint8Array;
      sha256: string;
      thisUpdate: Date | number | string;
      nextUpdate: Date | number | string;
    }[]
  >(sql`SELECT l."der", l."sha256", l."thisUpdate", l."nextUpdate" FROM "CrlIssuer" i JOIN "RevocationList" l
      ON l."issuerSpkiSha256" = i."spkiSha256" AND l."shard" = ${shard} AND l."isDelta" = ${isDelta}
    WHERE i."publishedName" = ${name} AND l."der" IS NOT NULL ORDER BY l."number" DESC LIMIT 1`);
  if (row === undefined) return null;
  return {
    bytes: row.der,
    mediaType: "application/pkix-crl",
    sha256: row.sha256,
    lastModified: dateOrNull(row.thisUpdate)!,
    nextUpdate: dateOrNull(row.nextUpdate),
  };
}

/** Of the certificates of its key the one that `listSignerOf` takes. */
async function publishedCertificate(database: Database, name: string, now: Date): Promise<PublishedFile | null> {
  const [row] = await database.direct.$queryRaw<{ authority: string }[]>(
    sql`SELECT "spkiSha256" AS "authority" FROM "CrlIssuer" WHERE "publishedName" = ${name}`,
  );
  const found = row === undefined ? null : await authorityCertificate(database, row.authority, now);
  if (found === null) return null;
  const { der } = found;
  return {
    bytes: der,
    mediaType: "application/pkix-cert",
    sha256: sha256Hex(der),
    lastModified: readCertificate(der).notBefore,
    nextUpdate: null,
  };
}

/** The newest lists of the authorities of these names (SHA-256 of a name's comparison key), for questions of trust. */
export async function ownListsOf(
  { direct }: Database,
  subjectHashes: readonly string[],
): Promise<readonly StoredList[]> {
  if (subjectHashes.length === 0) return [];
  const rows = await direct.$queryRaw<
    { name: string; authority: string; der: Uint8Array }[]
  >(sql`SELECT i."publishedName" AS "name", i."spkiSha256" AS "authority", l."der"
    FROM "CrlIssuer" i JOIN "RevocationList" l ON l."issuerSpkiSha256" = i."spkiSha256" AND l."number" = i."listNumber"
      AND l."shard" = 0 AND l."isDelta" = ${false}
    WHERE l."der" IS NOT NULL AND EXISTS (SELECT 1 FROM "Certificate" a WHERE a."spkiSha256" = i."spkiSha256"
      AND a."subjectHash" IN (${join([...subjectHashes])})) ORDER BY i."publishedName"`);
  return rows.map(({ name, authority, der }) => ({ fileName: `${name}.crl`, bytes: der, authority }));
}
