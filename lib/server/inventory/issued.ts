import "server-only";
import type { IssuedCounts, IssuedPage, IssuedQuery, IssuerIdentity } from "../../commands/ports/authorities.ts";
import type { Database } from "../database/db.ts";
import { join, sql, type SqlFragment } from "../database/sql.ts";
import { Failure } from "../error-codes.ts";
import { dateOrNull, itemColumns, type ItemCells, itemRows } from "./item-rows.ts";
import { escaped } from "./list-filter.ts";
import { folded } from "./search-terms.ts";

/** What authorities issued: by the name of the issuer and, where both say it, its key identifier. */

/** Of one authority, beyond these nothing is counted. */
const mostCounted = 10_000;

/** Of the aliases `c` of "Certificate" and `f` of its live "File". A root is not its own issue. */
const issuedBy = ({ subjectHash, subjectKeyId }: IssuerIdentity): SqlFragment =>
  sql`c."issuerHash" = ${subjectHash} AND c."deletedAt" IS NULL AND NOT (c."subjectHash" = c."issuerHash" AND c."isAuthority" = ${true})
    AND (c."authorityKeyId" IS NULL OR ${subjectKeyId === null} OR c."authorityKeyId" = ${subjectKeyId ?? ""})`;

const isRevoked = sql`EXISTS (SELECT 1 FROM "Revocation" r WHERE r."certificateId" = c."id" AND r."releasedAt" IS NULL)`;

export async function countIssued(
  { direct }: Database,
  authorities: readonly IssuerIdentity[],
  now: Date,
): Promise<IssuedCounts[]> {
  if (authorities.length === 0) return [];
  const each = authorities.map(
    (authority, at) => sql`SELECT ${at} AS "at", COUNT(*) AS "total",
      SUM(CASE WHEN t."isRevoked" THEN 1 ELSE 0 END) AS "revoked",
      SUM(CASE WHEN NOT t."isRevoked" AND t."isOver" THEN 1 ELSE 0 END) AS "ended"
    FROM (SELECT ${isRevoked} AS "isRevoked", (c."notAfter" < ${now}) AS "isOver" FROM "Certificate" c
      JOIN "File" f ON f."certificateId" = c."id" WHERE ${issuedBy(authority)} LIMIT ${mostCounted}) t`,
  );
  const counts = authorities.map((): IssuedCounts => ({
    total: 0,
    inForce: 0,
    revoked: 0,
    ended: 0,
    isAtLeast: false,
  }));
  // A statement of hundreds of parts is refused by SQLite.
  for (let from = 0; from < each.length; from += 50) {
    const rows = await direct.$queryRaw<
      Record<"at" | "total" | "revoked" | "ended", number | bigint | string | null>[]
    >(join(each.slice(from, from + 50), " UNION ALL "));
    for (const row of rows) {
      const [total, revoked, ended] = [row.total, row.revoked, row.ended].map((count) => Number(count ?? 0)) as [
        number,
        number,
        number,
      ];
      counts[Number(row.at)] = {
        total,
        inForce: total - revoked - ended,
        revoked,
        ended,
        isAtLeast: total === mostCounted,
      };
    }
  }
  return counts;
}

interface Cells extends ItemCells {
  readonly certificateId: number;
  readonly serialNumber: string;
  readonly certificateEnds: Date | number | string;
  readonly certificateStoredAt: Date | number | string;
  readonly template: string | null;
  readonly templateVersion: number | null;
  readonly by: string | null;
  readonly certificateRevokedAt: Date | number | string | null;
}

/** One page of what an authority issued, the newest first. @throws Failure `cursor.malformed` */
export async function readIssuedPage(database: Database, query: IssuedQuery, now: Date): Promise<IssuedPage> {
  const conditions = [issuedBy(query)];
  if (query.cursor !== undefined) conditions.push(sql`c."id" < ${readCursor(query.cursor)}`);
  if (query.state === "revoked") conditions.push(isRevoked);
  if (query.state === "ended") conditions.push(sql`NOT ${isRevoked} AND c."notAfter" < ${now}`);
  if (query.state === "in-force") conditions.push(sql`NOT ${isRevoked} AND c."notAfter" >= ${now}`);
  const search = query.search?.trim() ?? "";
  if (search !== "") {
    const pattern = `%${escaped(folded(search))}%`;
    conditions.push(sql`(i."nameKey" LIKE ${pattern} ESCAPE '\\' OR LOWER(e."actor") LIKE ${pattern} ESCAPE '\\'
      OR EXISTS (SELECT 1 FROM "SearchName" n WHERE n."itemId" = i."id" AND n."value" LIKE ${pattern} ESCAPE '\\'))`);
  }
  const cells = await database.direct.$queryRaw<
    Cells[]
  >(sql`SELECT ${itemColumns}, c."id" AS "certificateId", c."serialNumber",
      c."notAfter" AS "certificateEnds", c."createdAt" AS "certificateStoredAt", s."template", s."templateVersion",
      e."actor" AS "by", r."at" AS "certificateRevokedAt"
    FROM "Certificate" c JOIN "File" f ON f."certificateId" = c."id" JOIN "Item" i ON i."id" = f."itemId"
    LEFT JOIN "SigningIntent" s ON s."certificateId" = c."id" LEFT JOIN "AuditEvent" e ON e."id" = s."auditEventId"
    LEFT JOIN "Revocation" r ON r."certificateId" = c."id" AND r."releasedAt" IS NULL
    WHERE ${join(conditions, " AND ")} ORDER BY c."id" DESC LIMIT ${query.limit + 1}`);
  const shown = cells.slice(0, query.limit);
  const rows = await itemRows(database, shown, now);
  return {
    rows: shown.map((cell, at) => ({
      row: rows[at]!,
      serialNumber: cell.serialNumber,
      notAfter: dateOrNull(cell.certificateEnds) ?? new Date(0),
      issuedAt: dateOrNull(cell.certificateStoredAt) ?? new Date(0),
      template: cell.template === null ? null : { name: cell.template, version: Number(cell.templateVersion ?? 0) },
      by: cell.by,
      revokedAt: dateOrNull(cell.certificateRevokedAt),
    })),
    next: cells.length > query.limit ? writeCursor(shown.at(-1)!.certificateId) : null,
  };
}

const writeCursor = (id: number): string => Buffer.from(String(id)).toString("base64url");

function readCursor(cursor: string): number {
  const text = Buffer.from(cursor, "base64url").toString("latin1");
  const id = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
  if (!Number.isSafeInteger(id)) throw new Failure("cursor.malformed", {});
  return id;
}
