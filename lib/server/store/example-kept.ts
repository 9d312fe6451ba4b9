import "server-only";
import type { KeptExample } from "../../commands/ports/example.ts";
import { sql, type Sql } from "../database/sql.ts";

/** What of the example inventory has to stay, because something that is none of it needs it. */

interface Need {
  /** The name of the example. */
  readonly name: string;
  readonly kind: KeptExample["neededBy"][number]["kind"];
  readonly by: string;
}

/**
 * The names that stay, in order: those that a certificate, bundle, request, service or batch of one's own needs, and the
 * authorities above them.
 */
export async function keptOf(tx: Sql): Promise<KeptExample[]> {
  const needs = await readNeeds(tx);
  const neededBy = new Map<string, KeptExample["neededBy"][number][]>();
  for (const { name, kind, by } of needs) {
    const known = neededBy.get(name) ?? [];
    if (!known.some((each) => each.kind === kind && each.name === by)) known.push({ kind, name: by });
    neededBy.set(name, known);
  }
  const kept = withIssuers(new Set(neededBy.keys()), await readCertificates(tx));
  return [...kept].sort().map((name) => ({ name, neededBy: neededBy.get(name) ?? [] }));
}

/** By the issuer's name and, where both say one, its key identifier: as a path is built. */
const isIssuedBy = sql`c."issuerHash" = a."subjectHash" AND c."id" <> a."id"
  AND (c."authorityKeyId" IS NULL OR a."subjectKeyId" IS NULL OR c."authorityKeyId" = a."subjectKeyId")`;

async function readNeeds(tx: Sql): Promise<Need[]> {
  return tx.$queryRaw<Need[]>(sql`
    SELECT e."basename" AS "name", 'file' AS "kind", f."fileName" AS "by" FROM "Item" e
      JOIN "Certificate" a ON a."itemId" = e."id" AND a."isAuthority" JOIN "Certificate" c ON ${isIssuedBy}
      JOIN "File" f ON f."certificateId" = c."id" JOIN "Item" o ON o."id" = f."itemId" AND o."exampleAt" IS NULL WHERE e."exampleAt" IS NOT NULL
    UNION SELECT e."basename", 'file', f."fileName" FROM "Item" e
      JOIN "Certificate" m ON m."itemId" = e."id" JOIN "BundleMember" b ON b."certificateId" = m."id"
      JOIN "File" f ON f."otherContentId" = b."bundleId" JOIN "Item" o ON o."id" = f."itemId" AND o."exampleAt" IS NULL WHERE e."exampleAt" IS NOT NULL
    UNION SELECT e."basename", 'file', f."fileName" FROM "Item" e
      JOIN "Key" k ON k."itemId" = e."id" JOIN "Request" r ON r."spkiSha256" = k."spkiSha256"
      JOIN "File" f ON f."requestId" = r."id" JOIN "Item" o ON o."id" = f."itemId" AND o."exampleAt" IS NULL WHERE e."exampleAt" IS NOT NULL
    UNION SELECT e."basename", 'file', f."fileName" FROM "Item" e
      JOIN "Key" k ON k."itemId" = e."id" JOIN "Certificate" c ON c."spkiSha256" = k."spkiSha256"
      JOIN "File" f ON f."certificateId" = c."id" JOIN "Item" o ON o."id" = f."itemId" AND o."exampleAt" IS NULL WHERE e."exampleAt" IS NOT NULL
    UNION SELECT e."basename", 'service', s."name" FROM "Item" e
      JOIN "ServiceUse" u ON u."basename" = e."basename" JOIN "Service" s ON s."id" = u."serviceId" AND s."exampleAt" IS NULL WHERE e."exampleAt" IS NOT NULL
    UNION SELECT e."basename", 'batch', b."title" FROM "Item" e
      JOIN "File" f ON f."itemId" = e."id" JOIN "Batch" b ON b."issuerFileName" = f."fileName" AND b."exampleAt" IS NULL WHERE e."exampleAt" IS NOT NULL
    ORDER BY 1, 2, 3`);
}

interface ExampleCertificate {
  readonly name: string;
  readonly isAuthority: boolean | number;
  readonly subjectHash: string;
  readonly issuerHash: string;
  readonly subjectKeyId: string | null;
  readonly authorityKeyId: string | null;
}

function readCertificates(tx: Sql): Promise<ExampleCertificate[]> {
  return tx.$queryRaw<ExampleCertificate[]>(sql`SELECT e."basename" AS "name", c."isAuthority", c."subjectHash",
    c."issuerHash", c."subjectKeyId", c."authorityKeyId" FROM "Item" e JOIN "Certificate" c ON c."itemId" = e."id" WHERE e."exampleAt" IS NOT NULL`);
}

function withIssuers(names: Set<string>, certificates: readonly ExampleCertificate[]): Set<string> {
  for (let size = -1; size !== names.size;) {
    size = names.size;
    for (const child of certificates.filter(({ name }) => names.has(name)))
      for (const above of certificates)
        if (
          above.isAuthority &&
          above.subjectHash === child.issuerHash &&
          (above.subjectKeyId === null || child.authorityKeyId === null || above.subjectKeyId === child.authorityKeyId)
        )
          names.add(above.name);
  }
  return names;
}
