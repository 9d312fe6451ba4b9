import "server-only";
import type {
  BatchRowView,
  BatchState,
  BatchSummary,
  BatchTemplate,
  Holder,
  LinkState,
  Person,
  Problem,
  RenewableRow,
} from "../../commands/ports/batch.ts";
import { readCertificate } from "../../pki/x509/certificate.ts";
import { Failure } from "../error-codes.ts";
import { nameHash } from "../store/certificate-facts.ts";
import type { Database } from "../database/db.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { folded } from "../inventory/search-terms.ts";
import { join, sql, type Sql } from "../database/sql.ts";

type When = Date | number | string | null;

interface SummaryCells {
  readonly id: string;
  readonly title: string;
  readonly state: string;
  readonly createdAt: When;
  readonly finishedAt: When;
  readonly actor: string;
  readonly issuer: string;
  readonly issuerFileName: string;
  readonly template: string;
  readonly total: number;
  readonly issued: number;
  readonly failed: number;
  readonly problemCode: string | null;
  readonly problemFacts: string | null;
  readonly passphrasesSealedId: string | null;
  readonly passphrasesTakenAt: When;
  readonly passphrasesTakenBy: string | null;
  readonly renewalOfId: string | null;
}

function summaryOf(row: SummaryCells): BatchSummary {
  const template = JSON.parse(row.template) as BatchTemplate;
  const issued = Number(row.issued);
  return {
    batch: row.id,
    title: row.title,
    state: row.state as BatchState,
    createdAt: dateOrNull(row.createdAt) ?? new Date(0),
    createdBy: row.actor,
    finishedAt: dateOrNull(row.finishedAt),
    issuer: row.issuer,
    issuerFile: row.issuerFileName,
    template,
    total: Number(row.total),
    issued,
    failed: Number(row.failed),
    problem: problemOf(row.problemCode, row.problemFacts),
    sheet: sheetOf(row, template, issued),
    sheetTakenAt: dateOrNull(row.passphrasesTakenAt),
    sheetTakenBy: row.passphrasesTakenBy,
    renewalOf: row.renewalOfId,
  };
}

function sheetOf(row: SummaryCells, template: BatchTemplate, issued: number): BatchSummary["sheet"] {
  if (template.profile === "none") return "none";
  if (row.passphrasesSealedId === null) return "taken";
  return row.state === "running" || issued === 0 ? "waiting" : "ready";
}

function problemOf(code: string | null, facts: string | null): Problem | null {
  return code === null ? null : ({ code, params: JSON.parse(facts ?? "{}") as unknown } as Problem);
}

/** @throws Failure `batch.unknown` */
export async function readSummary(tx: Sql, batch: string): Promise<BatchSummary> {
  const [row] = await tx.$queryRaw<SummaryCells[]>(sql`SELECT * FROM "Batch" WHERE "id" = ${batch}`);
  if (row === undefined) throw new Failure("batch.unknown", { batch: batch.slice(0, 64) });
  return summaryOf(row);
}

export async function listBatches(
  { direct }: Database,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<{ rows: BatchSummary[]; next: string | null }> {
  const [at, id] = readCursor(cursor);
  const before = id === null ? sql`TRUE` : sql`("createdAt" < ${at} OR ("createdAt" = ${at} AND "id" < ${id}))`;
  const found = await direct.$queryRaw<SummaryCells[]>(
    sql`SELECT * FROM "Batch" WHERE ${before} ORDER BY "createdAt" DESC, "id" DESC LIMIT ${limit + 1}`,
  );
  const rows = found.slice(0, limit).map(summaryOf);
  const last = rows.at(-1);
  return {
    rows,
    next: found.length > limit && last !== undefined ? `${last.createdAt.getTime()}-${last.batch}` : null,
  };
}

function readCursor(cursor: string | undefined): [Date | null, string | null] {
  if (cursor === undefined) return [null, null];
  const [, at, id] = /^(\d{1,15})-([0-9a-f]{1,64})$/.exec(cursor) ?? [];
  if (at === undefined || id === undefined) throw new Failure("cursor.malformed", {});
  return [new Date(Number(at)), id];
}

interface RowCells extends Omit<Person, "position"> {
  readonly id: number;
  readonly position: number;
  readonly state: string;
  readonly basename: string;
  readonly fileName: string;
  readonly serialNumber: string | null;
  readonly notAfter: When;
  readonly errorCode: string | null;
  readonly errorFacts: string | null;
  readonly predecessorId: number | null;
  readonly successorId: number | null;
  readonly expiresAt: When;
  readonly usedAt: When;
  readonly revokedAt: When;
}

const statesOf = { waiting: ["waiting", "signing"], issued: ["issued", "packing"], failed: ["failed"] } as const;

export async function readRows(
  { direct }: Database,
  batch: string,
  { after, limit, state }: { after: number; limit: number; state?: BatchRowView["state"] },
  now: Date,
): Promise<BatchRowView[]> {
  const which = state === undefined ? sql`TRUE` : sql`r."state" IN (${join(statesOf[state])})`;
  // The last link of each row is the one that counts: making a new one ends the older ones.
  const rows = await direct.$queryRaw<
    RowCells[]
  >(sql`SELECT r."id", r."position", r."name", r."email", r."upn", r."department", r."state", r."basename", r."fileName", r."errorCode", r."errorFacts",
    r."predecessorId", c."serialNumber", c."notAfter", l."expiresAt", l."usedAt", l."revokedAt",
    (SELECT MAX(s."id") FROM "BatchRow" s WHERE s."predecessorId" = r."id" AND s."state" <> 'failed') AS "successorId"
    FROM "BatchRow" r LEFT JOIN "Certificate" c ON c."id" = r."certificateId"
    LEFT JOIN "BatchLink" l ON l."id" = (SELECT x."id" FROM "BatchLink" x WHERE x."rowId" = r."id" ORDER BY x."createdAt" DESC, x."id" LIMIT 1)
    WHERE r."batchId" = ${batch} AND r."position" > ${after} AND ${which} ORDER BY r."position" LIMIT ${limit}`);
  return rows.map((row) => rowView(row, now));
}

function rowView(row: RowCells, now: Date): BatchRowView {
  const state =
    row.state === "failed" ? "failed" : row.state === "issued" || row.state === "packing" ? "issued" : "waiting";
  const expiresAt = dateOrNull(row.expiresAt);
  const usedAt = dateOrNull(row.usedAt);
  return {
    position: Number(row.position),
    name: row.name,
    email: row.email,
    upn: row.upn,
    department: row.department,
    state,
    fileName: row.fileName,
    identity: state === "issued" ? row.basename : null,
    serial: row.serialNumber,
    notAfter: dateOrNull(row.notAfter),
    error: problemOf(row.errorCode, row.errorFacts),
    link:
      expiresAt === null
        ? null
        : { state: linkState({ usedAt, revokedAt: dateOrNull(row.revokedAt), expiresAt }, now), expiresAt, usedAt },
    isRenewal: row.predecessorId !== null,
    isRenewed: row.successorId !== null,
  };
}

export function linkState(
  { usedAt, revokedAt, expiresAt }: { usedAt: Date | null; revokedAt: Date | null; expiresAt: Date },
  now: Date,
): LinkState {
  if (usedAt !== null) return "used";
  if (revokedAt !== null) return "revoked";
  return expiresAt <= now ? "expired" : "open";
}

export async function renewableRows({ direct }: Database, batch: string, until: Date): Promise<RenewableRow[]> {
  const rows = await direct.$queryRaw<
    (Person & { id: number; basename: string; notAfter: When })[]
  >(sql`SELECT r."id", r."position", r."name", r."email", r."upn", r."department",
    i."basename", c."notAfter" FROM "BatchRow" r JOIN "Certificate" c ON c."id" = r."certificateId" JOIN "Item" i ON i."id" = c."itemId"
    WHERE r."batchId" = ${batch} AND r."state" IN ('issued', 'packing') AND c."notAfter" <= ${until} AND c."deletedAt" IS NULL
    AND NOT EXISTS (SELECT 1 FROM "BatchRow" s WHERE s."predecessorId" = r."id" AND s."state" <> 'failed') ORDER BY r."position"`);
  return rows.map(({ id, position, name, email, upn, department, basename, notAfter }) => ({
    row: Number(id),
    position: Number(position),
    name,
    email,
    upn,
    department,
    basename,
    notAfter: dateOrNull(notAfter) ?? new Date(0),
  }));
}

const namesPerStatement = 400;

/** Found by what the certificate says of the person: an address, else the common name. */
export async function holdersAmong(
  { direct }: Database,
  issuerDer: Uint8Array,
  people: readonly Person[],
  now: Date,
): Promise<Holder[]> {
  const issuer = readCertificate(issuerDer);
  const wanted = new Map<string, number>();
  for (const { position, name, email, upn } of people) {
    const names =
      email === null && upn === null
        ? [`cn\n${folded(name)}`]
        : [email, upn].flatMap((value) => (value === null ? [] : [`san\n${folded(value)}`]));
    for (const key of names) if (!wanted.has(key)) wanted.set(key, position);
  }
  const keys = [...wanted.keys()];
  const found = new Map<number, Holder>();
  for (let start = 0; start < keys.length; start += namesPerStatement) {
    const part = keys.slice(start, start + namesPerStatement);
    // CROSS JOIN is an ordinary join to PostgreSQL; to SQLite it says where to begin: with the few names, not with everything of the issuer.
    const rows = await direct.$queryRaw<
      { kind: string; value: string; fileName: string; notAfter: When }[]
    >(sql`SELECT n."kind", n."value", f."fileName", c."notAfter"
      FROM "SearchName" n CROSS JOIN "File" f CROSS JOIN "Certificate" c
      WHERE n."kind" IN ('cn', 'san') AND n."value" IN (${join(part.map((key) => key.slice(key.indexOf("\n") + 1)))})
      AND f."itemId" = n."itemId" AND c."id" = f."certificateId" AND c."issuerHash" = ${nameHash(issuer.subject)} AND c."notAfter" > ${now} AND c."deletedAt" IS NULL`);
    for (const row of rows) {
      const position = wanted.get(`${row.kind}\n${row.value}`);
      if (position !== undefined && !found.has(position))
        found.set(position, { position, fileName: row.fileName, notAfter: dateOrNull(row.notAfter) ?? new Date(0) });
    }
  }
  return [...found.values()].sort((one, other) => one.position - other.position);
}

const filesPerPage = 100;

/** @throws Failure `batch.unknown`, `batch.no-files` before anything is read. */
export async function batchFiles(
  { direct }: Database,
  batch: string,
): Promise<AsyncIterable<{ fileName: string; bytes: Uint8Array }>> {
  const { title } = await readSummary(direct, batch);
  const page = (after: number) =>
    direct.$queryRaw<
      { position: number; fileName: string; pkcs12: Uint8Array }[]
    >(sql`SELECT r."position", r."fileName", f."pkcs12" FROM "BatchRow" r JOIN "BatchFile" f ON f."rowId" = r."id"
      WHERE r."batchId" = ${batch} AND r."position" > ${after} ORDER BY r."position" LIMIT ${filesPerPage}`);
  const first = await page(0);
  if (first.length === 0) throw new Failure("batch.no-files", { title });
  return (async function* () {
    for (let rows = first; rows.length > 0; rows = await page(Number(rows.at(-1)!.position))) {
      for (const { fileName, pkcs12 } of rows) yield { fileName, bytes: pkcs12 };
    }
  })();
}
