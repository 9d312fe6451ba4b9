import "server-only";
import { randomUUID } from "node:crypto";
import { type Act, type ActFactKind, actOf, acts, basenameOf, itemsOfAct } from "../../commands/ports/acts.ts";
import type { CommandName } from "../../commands/index.ts";
import type { AuditActor, AuditPage, AuditQuery, AuditRow } from "../../commands/ports/audit.ts";
import { Failure } from "../error-codes.ts";
import type { Database } from "../database/db.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { escaped } from "../inventory/list-filter.ts";
import { folded } from "../inventory/search-terms.ts";
import { join, type Sql, sql, type SqlFragment } from "../database/sql.ts";

interface AuditCells {
  readonly id: number;
  readonly at: Date | number;
  readonly finishedAt: Date | number | null;
  readonly actor: string;
  readonly actorKind: string | null;
  readonly actorName: string | null;
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

/** As many as a person can choose from. */
const actorsAtMost = 500;

/** The compiler asks here for the acts of every command. */
const knownActs: Readonly<Record<CommandName, Act>> & Readonly<Record<string, Act>> = acts;

/**
 * The audit log, newest first. A searched page may be short and still have a next one: it looked at its share of rows.
 */
export async function readAudit({ direct }: Database, query: AuditQuery): Promise<AuditPage> {
  const limit = Math.min(Math.max(query.limit ?? 50, 1), 200);
  const before = query.cursor === undefined ? null : Number(query.cursor);
  if (before !== null && (!Number.isSafeInteger(before) || before < 1)) throw new Failure("cursor.malformed", {});
  const inner = [
    ...boundsOf(query),
    ...(before === null ? [] : [sql`a."id" < ${before}`]),
    ...(query.outcome === undefined ? [] : [sql`a."outcome" = ${query.outcome}`]),
    ...(query.actor === undefined ? [] : [sql`a."actor" = ${query.actor}`]),
  ];
  const where = inner.length === 0 ? sql`TRUE` : join(inner, " AND ");
  const matches = matchesOf(query);
  const isWhole = matches.length === 0;
  const isWanted = ({ command, facts }: AuditRow): boolean => {
    const act = actOf(command);
    return query.item === undefined || (act !== null && itemsOfAct(act, facts).includes(query.item));
  };
  const rows = await direct.$queryRaw<AuditCells[]>(sql`SELECT a.*, u."name" AS "actorName" FROM
    (SELECT * FROM "AuditEvent" a WHERE ${where} ORDER BY a."id" DESC LIMIT ${isWhole ? limit + 1 : searchBound}) a
    LEFT JOIN "User" u ON a."actorKind" = 'user' AND u."id" = a."actorId"
    WHERE ${isWhole ? sql`TRUE` : join(matches, " AND ")} ORDER BY a."id" DESC LIMIT ${limit + 1}`);
  const looked = rows.slice(0, limit).map(auditRow);
  const shown = looked.filter(isWanted);
  const links = await linksOf(direct, shown);
  if (rows.length > limit) return { rows: shown, next: looked.at(-1)?.id ?? null, links };
  if (isWhole) return { rows: shown, next: null, links };
  const edge = await direct.$queryRaw<{ id: number }[]>(
    sql`SELECT a."id" FROM "AuditEvent" a WHERE ${where} ORDER BY a."id" DESC LIMIT 1 OFFSET ${searchBound - 1}`,
  );
  return { rows: shown, next: edge[0] === undefined ? null : String(edge[0].id), links };
}

/**
 * The ids between two instants. Rows are read in the order of their ids, which is that of their instants but for
 * processes that write at once and clocks that are set back, by no more than these many rows: so these are bounds, and
 * `matchesOf` asks for the instant.
 */
function boundsOf({ from, to }: AuditQuery): SqlFragment[] {
  const later = sql`SELECT "id" FROM "AuditEvent" WHERE "at" >= ${from} ORDER BY "at", "id" LIMIT ${searchBound}`;
  const earlier = sql`SELECT "id" FROM "AuditEvent" WHERE "at" < ${to} ORDER BY "at" DESC, "id" DESC LIMIT ${searchBound}`;
  // Without a row on that side of an instant the bound is null, and no row is beyond it.
  return [
    ...(from === undefined ? [] : [sql`a."id" >= (SELECT MIN("id") FROM (${later}) AS later)`]),
    ...(to === undefined ? [] : [sql`a."id" <= (SELECT MAX("id") FROM (${earlier}) AS earlier)`]),
  ];
}

const facts = sql`CAST(a."facts" AS TEXT)`;

/** Patterns for an item, and for a file of it, as they stand in the facts. */
function textsOfItem(name: string): readonly string[] {
  const text = escaped(JSON.stringify(name).slice(1, -1));
  return [`%"${text}"%`, `%"${text}.%`];
}

/** What is asked of each row that is looked at, because no index has it. */
function matchesOf({ act, from, item, search, to }: AuditQuery): SqlFragment[] {
  const term = search === undefined ? "" : folded(search).trim();
  const pattern = `%${escaped(term)}%`;
  const commands = Object.entries(knownActs).flatMap(([name, { kind }]) => (kind === act ? [name] : []));
  return [
    ...(act === undefined ? [] : [sql`a."command" IN (${join(commands)})`]),
    ...(from === undefined ? [] : [sql`a."at" >= ${from}`]),
    ...(to === undefined ? [] : [sql`a."at" < ${to}`]),
    // Which of these facts are names is not for the database to know: rows that merely have the text are left out after.
    ...(item === undefined
      ? []
      : [
          sql`(${join(
            textsOfItem(item).map((text) => sql`${facts} LIKE ${text} ESCAPE '\\'`),
            " OR ",
          )})`,
        ]),
    ...(term === ""
      ? []
      : [
          sql`(LOWER(a."actor") LIKE ${pattern} ESCAPE '\\' OR LOWER(a."command") LIKE ${pattern} ESCAPE '\\'
            OR LOWER(COALESCE(u."name", '')) LIKE ${pattern} ESCAPE '\\'
            OR LOWER(${facts}) LIKE ${pattern} ESCAPE '\\' OR LOWER(COALESCE(a."errorCode", '')) LIKE ${pattern} ESCAPE '\\'
            OR LOWER(COALESCE(a."owner", '')) LIKE ${pattern} ESCAPE '\\' OR a."address" = ${term} OR a."credential" = ${term})`,
        ]),
  ];
}

/** A fact keeps what was sent; text with a zero byte or half a surrogate pair names nothing, and PostgreSQL takes no such question. */
const isStorable = (text: string): boolean => !text.includes("\0") && text.isWellFormed();

/** Which things that the sentences name are here: three questions a page, whatever its length. */
async function linksOf(direct: Sql, rows: readonly AuditRow[]): Promise<AuditPage["links"]> {
  const named = { items: new Set<string>(), services: new Set<string>(), batches: new Set<string>() };
  for (const { command, facts } of rows) {
    const act = actOf(command);
    for (const [fact, kind] of Object.entries<ActFactKind>(act === null ? {} : acts[act].facts)) {
      const texts = [facts[fact]]
        .flat()
        .filter((each) => typeof each === "string")
        .filter(isStorable);
      if (kind === "batch") texts.forEach((text) => named.batches.add(text));
      if (kind === "service") texts.forEach((text) => named.services.add(text));
      if (kind === "item" || kind === "items" || kind === "file")
        texts.forEach((text) => named.items.add(basenameOf(text)));
    }
  }
  const among = (names: ReadonlySet<string>): SqlFragment => join([...names]);
  const [items, services, batches] = await Promise.all([
    named.items.size === 0
      ? []
      : direct.$queryRaw<{ basename: string }[]>(
          sql`SELECT "basename" FROM "Item" WHERE "basename" IN (${among(named.items)})`,
        ),
    named.services.size === 0
      ? []
      : direct.$queryRaw<{ name: string }[]>(
          sql`SELECT "name" FROM "Service" WHERE "name" IN (${among(named.services)})`,
        ),
    named.batches.size === 0
      ? []
      : direct.$queryRaw<{ id: string; title: string }[]>(
          sql`SELECT "id", "title" FROM "Batch" WHERE "id" IN (${among(named.batches)})`,
        ),
  ]);
  return {
    items: items.map(({ basename }) => basename),
    services: services.map(({ name }) => name),
    batches: batches.map(({ id, title }) => ({ id, title })),
  };
}

/** Everyone who stands in the log: from one name to the next in the index, not through the rows of each. */
export async function readAuditActors({ direct }: Database): Promise<readonly AuditActor[]> {
  return direct.$queryRaw<{ actor: string; name: string | null }[]>(sql`WITH RECURSIVE known("actor") AS (
      SELECT MIN("actor") FROM "AuditEvent"
      UNION ALL
      SELECT (SELECT MIN(a."actor") FROM "AuditEvent" a WHERE a."actor" > known."actor") FROM known
        WHERE known."actor" IS NOT NULL
    )
    SELECT known."actor", u."name" FROM known LEFT JOIN "User" u ON u."email" = known."actor"
    WHERE known."actor" IS NOT NULL LIMIT ${actorsAtMost}`);
}

function auditRow(cells: AuditCells): AuditRow {
  return {
    id: String(cells.id),
    at: dateOrNull(cells.at) ?? new Date(0),
    finishedAt: dateOrNull(cells.finishedAt),
    actor: cells.actor,
    actorKind: cells.actorKind as AuditRow["actorKind"],
    actorName: cells.actorName,
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

/** Acts that make a request, and how long before it is stored one may have begun, in ms. */
const asking = ["csr", "renew", "service-make-requests"] as const satisfies readonly CommandName[];
const longestAct = 120_000;

/** Who asked for each of the requests, by the name of its item; without those that the log does not have. */
export async function readAskers(
  { direct }: Database,
  requests: readonly { readonly basename: string; readonly createdAt: Date }[],
): Promise<ReadonlyMap<string, string>> {
  const found = await Promise.all(
    requests.map(async ({ basename, createdAt }) => {
      const rows = await direct.$queryRaw<Pick<AuditCells, "command" | "actor" | "actorName" | "facts">[]>(
        sql`SELECT a."command", a."actor", a."facts", u."name" AS "actorName" FROM "AuditEvent" a
          LEFT JOIN "User" u ON a."actorKind" = 'user' AND u."id" = a."actorId"
          WHERE a."at" BETWEEN ${new Date(createdAt.getTime() - longestAct)} AND ${createdAt}
            AND a."command" IN (${join([...asking])}) AND a."outcome" = 'done'
          ORDER BY a."at" DESC, a."id" DESC LIMIT 50`,
      );
      const made = rows.find(({ command, facts: told }) =>
        itemsOfAct(actOf(command)!, JSON.parse(told) as Readonly<Record<string, unknown>>).includes(basename),
      );
      return made === undefined ? [] : ([[basename, made.actorName ?? made.actor]] as const);
    }),
  );
  return new Map(found.flat());
}

/** Names of databases, since events of two may have one number. */
const opened = new WeakMap<Database, string>();

/** A text that is another one when an event of the log has begun or ended since. */
export async function readLastEvent(database: Database): Promise<string> {
  const [row] = await database.direct.$queryRaw<{ last: number | null; open: number }[]>(
    sql`SELECT (SELECT MAX("id") FROM "AuditEvent") AS "last", (SELECT COUNT(*) FROM "AuditEvent" WHERE "outcome" = 'unfinished') AS "open"`,
  );
  const name = opened.get(database) ?? randomUUID();
  opened.set(database, name);
  return `${name} ${row?.last ?? 0} ${row?.open ?? 0}`;
}
