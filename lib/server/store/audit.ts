import "server-only";
import type { AuditRow } from "../../commands/ports/audit.ts";
import type { Store } from "../../commands/ports/store.ts";
import { Failure } from "../error-codes.ts";
import type { Database } from "../database/db.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { escaped } from "../inventory/list-filter.ts";
import { folded } from "../inventory/search-terms.ts";
import { join, sql } from "../database/sql.ts";

interface AuditCells {
  readonly id: number;
  readonly at: Date | number;
  readonly finishedAt: Date | number | null;
  readonly actor: string;
  readonly owner: string | null;
  readonly address: string | null;
  readonly credential: string | null;
  readonly role: string;
  readonly surface: string;
  readonly command: string;
  readonly outcome: string;
  readonly errorCode: string | null;
  readonly facts: string;
}

/** How many rows one page of a search looks at; the next page goes on from there. */
const searchBound = 10_000;

/**
 * The audit log, newest first. A searched page may be short and still have a next one: it looked at its share of rows.
 */
export async function readAudit(
  { direct }: Database,
  query: Parameters<Store["audit"]>[0],
): ReturnType<Store["audit"]> {
  const limit = Math.min(Math.max(query.limit ?? 50, 1), 200);
  const before = query.cursor === undefined ? null : Number(query.cursor);
  if (before !== null && (!Number.isSafeInteger(before) || before < 1)) throw new Failure("cursor.malformed", {});
  const inner = [before === null ? sql`TRUE` : sql`a."id" < ${before}`];
  if (query.outcome !== undefined) inner.push(sql`a."outcome" = ${query.outcome}`);
  const term = query.search === undefined ? "" : folded(query.search).trim();
  const pattern = `%${escaped(term)}%`;
  const matches =
    term === ""
      ? sql`TRUE`
      : sql`(LOWER(a."actor") LIKE ${pattern} ESCAPE '\\' OR LOWER(a."command") LIKE ${pattern} ESCAPE '\\'
          OR LOWER(CAST(a."facts" AS TEXT)) LIKE ${pattern} ESCAPE '\\' OR LOWER(COALESCE(a."errorCode", '')) LIKE ${pattern} ESCAPE '\\'
          OR LOWER(COALESCE(a."owner", '')) LIKE ${pattern} ESCAPE '\\' OR a."address" = ${term} OR a."credential" = ${term})`;
  const bound = term === "" ? limit + 1 : searchBound;
  const rows = await direct.$queryRaw<AuditCells[]>(sql`SELECT a.* FROM
    (SELECT * FROM "AuditEvent" a WHERE ${join(inner, " AND ")} ORDER BY a."id" DESC LIMIT ${bound}) a WHERE ${matches} LIMIT ${limit + 1}`);
  const shown = rows.slice(0, limit);
  if (rows.length > limit) return { rows: shown.map(auditRow), next: String(shown.at(-1)?.id) };
  if (term === "") return { rows: shown.map(auditRow), next: null };
  const edge = await direct.$queryRaw<
    { id: number }[]
  >(sql`SELECT a."id" FROM "AuditEvent" a WHERE ${join(inner, " AND ")}
    ORDER BY a."id" DESC LIMIT 1 OFFSET ${searchBound - 1}`);
  return { rows: shown.map(auditRow), next: edge[0] === undefined ? null : String(edge[0].id) };
}

function auditRow(cells: AuditCells): AuditRow {
  return {
    id: String(cells.id),
    at: dateOrNull(cells.at) ?? new Date(0),
    finishedAt: dateOrNull(cells.finishedAt),
    actor: cells.actor,
    owner: cells.owner,
    address: cells.address,
    credential: cells.credential,
    role: cells.role,
    surface: cells.surface as AuditRow["surface"],
    command: cells.command,
    outcome: cells.outcome as AuditRow["outcome"],
    errorCode: cells.errorCode,
    facts: JSON.parse(cells.facts) as Readonly<Record<string, unknown>>,
  };
}
