import "server-only";
import type { BatchState, BatchSummary, BatchTemplate, Problem } from "../../commands/ports/batch.ts";
import { Failure } from "../error-codes.ts";
import type { Database } from "../database/db.ts";
import { dateOrNull } from "../inventory/item-rows.ts";
import { sql, type Sql } from "../database/sql.ts";

/** A column of dates as the two databases and JSON give it. */
export type When = Date | number | string | null;

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
  readonly exampleAt: When;
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
    isExample: row.exampleAt !== null,
  };
}

function sheetOf(row: SummaryCells, template: BatchTemplate, issued: number): BatchSummary["sheet"] {
  if (template.profile === "none") return "none";
  if (row.passphrasesSealedId === null) return "taken";
  return row.state === "running" || issued === 0 ? "waiting" : "ready";
}

export function problemOf(code: string | null, facts: string | null): Problem | null {
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
