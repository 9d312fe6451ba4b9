import "server-only";
import type { KeyPage, KeyQuery, KeyRow } from "../../commands/ports/keys.ts";
import { Failure } from "../error-codes.ts";
import type { Database } from "../database/db.ts";
import { join, raw, sql, type SqlFragment } from "../database/sql.ts";
import { dateOrNull } from "./item-rows.ts";
import { escaped } from "./list-filter.ts";
import { folded } from "./search-terms.ts";

interface KeyCells {
  readonly id: string;
  readonly basename: string;
  readonly nameKey: string;
  readonly fileName: string | null;
  readonly fileKind: string | null;
  readonly sealKind: string;
  readonly label: string | null;
  readonly spkiSha256: string | null;
  readonly createdAt: Date | number | string;
}

interface KeyFile {
  readonly spkiSha256: string;
  readonly basename: string;
  readonly fileName: string;
  readonly kind: string;
  readonly since: Date | number | string;
}

const mostFiles = 20;

/** Of the alias `k` of "Key": a live file of this table has its public key. */
const hasLive = (table: string, column: string) =>
  sql`EXISTS (SELECT 1 FROM ${raw(`"${table}"`)} x JOIN "File" g ON g.${raw(`"${column}"`)} = x."id" WHERE x."spkiSha256" = k."spkiSha256")`;
const hasRequest = hasLive("Request", "requestId");
const hasCertificate = hasLive("Certificate", "certificateId");
/** A certificate that came with or after the request ends the waiting. */
const isWaiting = sql`EXISTS (SELECT 1 FROM "Request" r JOIN "File" g ON g."requestId" = r."id" WHERE r."spkiSha256" = k."spkiSha256"
  AND NOT EXISTS (SELECT 1 FROM "Certificate" c JOIN "File" h ON h."certificateId" = c."id"
    WHERE c."spkiSha256" = k."spkiSha256" AND c."createdAt" >= r."createdAt"))`;
const isUsed = sql`(${hasRequest} OR ${hasCertificate} OR EXISTS (SELECT 1 FROM "ServiceUse" u WHERE u."basename" = i."basename"))`;

function conditionOf({ only, search }: KeyQuery): SqlFragment {
  const conditions: SqlFragment[] = [sql`(f."id" IS NOT NULL OR ${hasRequest})`];
  if (only === "unused") conditions.push(sql`k."spkiSha256" IS NOT NULL AND NOT ${isUsed}`);
  if (only === "waiting") conditions.push(isWaiting);
  if (only === "locked") conditions.push(sql`s."kind" = 'locked-key'`);
  if (search !== undefined && search !== "")
    conditions.push(sql`i."nameKey" LIKE ${`%${escaped(folded(search))}%`} ESCAPE '\\'`);
  return join(conditions, " AND ");
}

/**
 * One page of the keys in order of name: those that are live, and those that wait beside a live one for the answer to a
 * renewal. Walks the index of the names, so that a page costs what it shows. @throws Failure `cursor.malformed`
 */
export async function listKeys({ direct }: Database, query: KeyQuery): Promise<KeyPage> {
  const after = query.cursor === undefined ? null : readCursor(query.cursor);
  const place =
    after === null
      ? sql`TRUE`
      : sql`(i."nameKey" > ${after.nameKey} OR (i."nameKey" = ${after.nameKey} AND k."id" > ${after.id}))`;
  const cells = await direct.$queryRaw<KeyCells[]>(sql`SELECT k."id", i."basename", i."nameKey", f."fileName",
      f."kind" AS "fileKind", s."kind" AS "sealKind", k."label", k."spkiSha256", k."createdAt"
    FROM "Key" k JOIN "Item" i ON i."id" = k."itemId" JOIN "SealedSecret" s ON s."id" = k."sealedId"
    LEFT JOIN "File" f ON f."keyId" = k."id" WHERE ${place} AND ${conditionOf(query)}
    ORDER BY i."nameKey", k."id" LIMIT ${query.limit + 1}`);
  const shown = cells.slice(0, query.limit);
  const last = cells.length > query.limit ? shown.at(-1) : undefined;
  const files = await filesOfKeys(direct, shown);
  const serviced = await namesInServices(direct, shown);
  return {
    rows: shown.map((row) => rowOf(row, files, serviced)),
    next: last === undefined ? null : writeCursor(last),
  };
}

function rowOf(cells: KeyCells, files: readonly KeyFile[], serviced: ReadonlySet<string>): KeyRow {
  const own = files.filter(({ spkiSha256 }) => spkiSha256 === cells.spkiSha256);
  const of = (kind: string) => own.filter((file) => file.kind === kind);
  const named = ({ basename, fileName }: KeyFile) => ({ name: basename, fileName });
  const time = ({ since }: KeyFile) => dateOrNull(since)?.getTime() ?? 0;
  const certified = Math.max(0, ...of("certificate").map(time));
  const waiting = of("csr")
    .map(time)
    .filter((since) => since > certified);
  return {
    name: cells.basename,
    fileName: cells.fileName,
    algorithm: cells.label ?? "",
    publicKeyId: cells.spkiSha256,
    state: cells.sealKind !== "locked-key" ? "usable" : cells.spkiSha256 === null ? "locked" : "own-passphrase",
    createdAt: dateOrNull(cells.createdAt) ?? new Date(0),
    certificates: of("certificate").slice(0, mostFiles).map(named),
    requests: of("csr").slice(0, mostFiles).map(named),
    waitsSince: waiting.length === 0 ? null : new Date(Math.max(...waiting)),
    isUnused: cells.spkiSha256 !== null && own.length === 0 && !serviced.has(cells.basename),
  };
}

async function filesOfKeys(direct: Database["direct"], cells: readonly KeyCells[]): Promise<KeyFile[]> {
  const ids = cells.flatMap(({ spkiSha256 }) => (spkiSha256 === null ? [] : [spkiSha256]));
  if (ids.length === 0) return [];
  const of = (
    table: string,
    column: string,
  ) => sql`SELECT x."spkiSha256", i."basename", f."fileName", f."kind", x."createdAt" AS "since"
    FROM ${raw(`"${table}"`)} x JOIN "File" f ON f.${raw(`"${column}"`)} = x."id" JOIN "Item" i ON i."id" = f."itemId"
    WHERE x."spkiSha256" IN (${join(ids)})`;
  return direct.$queryRaw<KeyFile[]>(
    sql`${of("Certificate", "certificateId")} UNION ALL ${of("Request", "requestId")} ORDER BY 3`,
  );
}

async function namesInServices(direct: Database["direct"], cells: readonly KeyCells[]): Promise<ReadonlySet<string>> {
  if (cells.length === 0) return new Set();
  const rows = await direct.$queryRaw<{ basename: string }[]>(
    sql`SELECT DISTINCT "basename" FROM "ServiceUse" WHERE "basename" IN (${join(cells.map(({ basename }) => basename))})`,
  );
  return new Set(rows.map(({ basename }) => basename));
}

function writeCursor({ nameKey, id }: KeyCells): string {
  return Buffer.from(JSON.stringify([nameKey, id])).toString("base64url");
}

function readCursor(text: string): { readonly nameKey: string; readonly id: string } {
  try {
    const [nameKey, id] = JSON.parse(Buffer.from(text, "base64url").toString("utf8")) as readonly unknown[];
    if (typeof nameKey === "string" && typeof id === "string") return { nameKey, id };
  } catch {
    // Said below, as for one that is not ours.
  }
  throw new Failure("cursor.malformed", {});
}
