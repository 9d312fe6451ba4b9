import "server-only";
import { writePem } from "../../pki/asn1/pem.ts";
import { readCertificate, sha256Hex } from "../../pki/x509/certificate.ts";
import type { PublishedFile, PublishedPath } from "../../serve/published.ts";
import type { Database } from "../database/db.ts";
import { join, sql } from "../database/sql.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { authorityCertificate } from "./list-signer.ts";

/** A list or the certificate of an authority by the published name; null when there is none. */
export async function publishedFile(
  database: Database,
  { kind, name, form }: PublishedPath,
  now: Date,
): Promise<PublishedFile | null> {
  if (kind === "certificate") return publishedCertificate(database, name, now);
  const list = await publishedList(database, name);
  if (list === null || form === "der") return list;
  const bytes = Buffer.from(writePem("X509 CRL", list.bytes), "latin1");
  return { ...list, bytes, mediaType: "application/x-pem-file", sha256: sha256Hex(bytes) };
}

async function publishedList({ direct }: Database, name: string): Promise<PublishedFile | null> {
  const [row] = await direct.$queryRaw<
    {
      der: Uint8Array;
      sha256: string;
      thisUpdate: Date | number | string;
      nextUpdate: Date | number | string;
    }[]
  >(sql`SELECT l."der", l."sha256", l."thisUpdate", l."nextUpdate" FROM "CrlIssuer" i JOIN "RevocationList" l
      ON l."issuerSpkiSha256" = i."spkiSha256" AND l."number" = i."listNumber" AND l."shard" = 0 AND l."isDelta" = ${false}
    WHERE i."publishedName" = ${name} AND l."der" IS NOT NULL`);
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
): Promise<readonly { readonly fileName: string; readonly bytes: Uint8Array }[]> {
  if (subjectHashes.length === 0) return [];
  const rows = await direct.$queryRaw<
    { name: string; der: Uint8Array }[]
  >(sql`SELECT i."publishedName" AS "name", l."der"
    FROM "CrlIssuer" i JOIN "RevocationList" l ON l."issuerSpkiSha256" = i."spkiSha256" AND l."number" = i."listNumber"
      AND l."shard" = 0 AND l."isDelta" = ${false}
    WHERE l."der" IS NOT NULL AND EXISTS (SELECT 1 FROM "Certificate" a WHERE a."spkiSha256" = i."spkiSha256"
      AND a."subjectHash" IN (${join([...subjectHashes])})) ORDER BY i."publishedName"`);
  return rows.map(({ name, der }) => ({ fileName: `${name}.crl`, bytes: der }));
}
