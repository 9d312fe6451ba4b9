import "server-only";
import type { NameUses } from "../../commands/ports/items.ts";
import type { BatchState } from "../../commands/ports/batch.ts";
import type { Database } from "../database/db.ts";
import { join, raw, sql } from "../database/sql.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { servicesByName } from "./services.ts";

/** Of each list, what is named; the number says the rest. */
const mostNamed = 20;
/** Certificates of one authority beyond these are not counted. */
const mostCounted = 1000;

interface Named {
  readonly of: string;
  readonly name: string;
}

interface Authority {
  readonly itemId: number;
  readonly of: string;
  readonly id: number;
  readonly subjectHash: string;
  readonly subjectKeyId: string | null;
}

/** By the name of the issuer and, where both say it, its key identifier. */
async function readIssuedNames(
  direct: Database["direct"],
  { itemId, of, id, subjectHash, subjectKeyId }: Authority,
): Promise<Named[]> {
  const rows = await direct.$queryRaw<{ name: string }[]>(sql`SELECT o."basename" AS "name" FROM "Certificate" c
    JOIN "File" g ON g."certificateId" = c."id" JOIN "Item" o ON o."id" = g."itemId"
    WHERE c."issuerHash" = ${subjectHash} AND c."id" <> ${id} AND c."deletedAt" IS NULL AND o."id" <> ${itemId}
      AND (c."authorityKeyId" IS NULL OR ${subjectKeyId === null} OR c."authorityKeyId" = ${subjectKeyId ?? ""})
    LIMIT ${mostCounted}`);
  return [...new Set(rows.map(({ name }) => name))].toSorted().map((name) => ({ of, name }));
}

/**
 * What would miss each of these names: one question for each kind of use and for each authority. What is itself
 * among names that go together is left out, and said by `isUsedAmongThem`.
 */
export async function readUses(
  database: Database,
  names: readonly string[],
  { areTogether }: { readonly areTogether: boolean },
): Promise<ReadonlyMap<string, NameUses>> {
  if (names.length === 0) return new Map();
  const { direct } = database;
  const these = sql`i."basename" IN (${join([...names])})`;
  const authorities = await direct.$queryRaw<Authority[]>(sql`SELECT i."id" AS "itemId", i."basename" AS "of", a."id",
      a."subjectHash", a."subjectKeyId" FROM "Item" i JOIN "File" f ON f."itemId" = i."id"
      JOIN "Certificate" a ON a."id" = f."certificateId" WHERE ${these} AND a."isAuthority" = ${true}`);
  const issued = (await Promise.all(authorities.map((authority) => readIssuedNames(direct, authority)))).flat();
  const bundles = await direct.$queryRaw<Named[]>(sql`SELECT DISTINCT i."basename" AS "of", g."fileName" AS "name"
    FROM "Item" i JOIN "File" f ON f."itemId" = i."id" JOIN "BundleMember" m ON m."certificateId" = f."certificateId"
    JOIN "File" g ON g."otherContentId" = m."bundleId" WHERE ${these} AND g."itemId" <> i."id" ORDER BY 1, 2`);
  const withKeyOf = (table: string, column: string) => sql`SELECT i."basename" AS "of", g."fileName" AS "name"
    FROM "Item" i JOIN "File" f ON f."itemId" = i."id" JOIN "Key" k ON k."id" = f."keyId"
    JOIN ${raw(`"${table}"`)} c ON c."spkiSha256" = k."spkiSha256" JOIN "File" g ON g.${raw(`"${column}"`)} = c."id"
    WHERE ${these} AND g."itemId" <> i."id"`;
  const sameKey = await direct.$queryRaw<Named[]>(
    sql`${withKeyOf("Certificate", "certificateId")} UNION ${withKeyOf("Request", "requestId")} ORDER BY 1, 2`,
  );
  const batches = await direct.$queryRaw<(Named & { readonly batch: string; readonly state: string })[]>(
    sql`SELECT DISTINCT i."basename" AS "of", b."title" AS "name", b."id" AS "batch", b."state"
      FROM "Item" i JOIN "File" f ON f."itemId" = i."id" JOIN "Batch" b ON b."issuerFileName" = f."fileName"
      WHERE ${these} AND b."state" <> 'done' ORDER BY 1, 2`,
  );
  const waiting = await direct.$queryRaw<{ of: string; since: Date | number | string }[]>(
    sql`SELECT i."basename" AS "of", MAX(r."createdAt") AS "since" FROM "Item" i
      JOIN "File" f ON f."itemId" = i."id" JOIN "Request" r ON r."id" = f."requestId"
      WHERE ${these} AND NOT EXISTS (SELECT 1 FROM "Certificate" c JOIN "File" g ON g."certificateId" = c."id"
        WHERE c."spkiSha256" = r."spkiSha256" AND c."createdAt" >= r."createdAt") GROUP BY i."basename"`,
  );
  const services = await servicesByName(direct, names);
  const isAmong = new Set(areTogether ? names : []);
  return new Map(
    names.map((name) => {
      const of = <T extends Named>(rows: readonly T[]): T[] => rows.filter((row) => row.of === name);
      const outside = (rows: readonly Named[], basename: (each: string) => string) =>
        of(rows)
          .map((row) => row.name)
          .filter((each) => !isAmong.has(basename(each)));
      const certificates = outside(issued, (each) => each);
      const holding = outside(bundles, bareName);
      const others = outside(sameKey, bareName);
      const all = of(issued).length + of(bundles).length + of(sameKey).length;
      const since = of(waiting.map((row) => ({ ...row, name: "" })))[0]?.since ?? null;
      return [
        name,
        {
          name,
          services: services.get(name) ?? [],
          batches: of(batches).map((row) => ({ batch: row.batch, title: row.name, state: row.state as BatchState })),
          issued: { names: certificates.slice(0, mostNamed), count: certificates.length },
          bundles: { names: holding.slice(0, mostNamed), count: holding.length },
          sameKey: { names: others.slice(0, mostNamed), count: others.length },
          waitsSince: dateOrNull(since),
          isUsedAmongThem: all > certificates.length + holding.length + others.length,
        },
      ];
    }),
  );
}

const bareName = (fileName: string): string => fileName.replace(/\.[^.]+$/, "");
