import "server-only";
import type { Counts, Facets } from "../../commands/ports/items.ts";
import type { Database } from "../database/db.ts";
import { join, sql, type Sql } from "../database/sql.ts";

/** The part of an item that is counted. */
export interface Counted {
  readonly kinds: string;
  readonly issuer: string;
  readonly keyAlgorithm: string;
  readonly isAuthority: boolean;
  readonly shelf: string;
  readonly batchId: string | null;
  readonly labels: string;
}

/** Counting a million rows takes 60 ms and more; a counter that moves with its rows takes none. */
export async function moveCounters(
  tx: Sql,
  before: Counted | null,
  after: Counted | readonly Counted[] | null,
): Promise<void> {
  const deltas = new Map<string, number>();
  const add = (key: string, by: number) => deltas.set(key, (deltas.get(key) ?? 0) + by);
  for (const key of keysOf(before)) add(key, -1);
  for (const item of [after].flat()) for (const key of keysOf(item)) add(key, 1);
  // One order for all: two transactions that take the same rows in different orders would deadlock.
  const moved = [...deltas].filter(([, by]) => by !== 0).sort(([one], [other]) => (one < other ? -1 : 1));
  await addToCounters(tx, moved);
}

async function addToCounters(tx: Sql, moved: readonly (readonly [string, number])[]): Promise<void> {
  if (moved.length === 0) return;
  const rows = moved.map(([key, by]) => {
    const cut = key.indexOf("/");
    return sql`(${key.slice(0, cut)}, ${key.slice(cut + 1)}, CAST(${by} AS INTEGER))`;
  });
  await tx.$executeRaw(sql`INSERT INTO "Counter" ("kind", "value", "count") VALUES ${join(rows)}
    ON CONFLICT ("kind", "value") DO UPDATE SET "count" = "Counter"."count" + excluded."count"`);
}

/** `count` items went from one shelf to another by a statement of their own. */
export async function moveShelf(tx: Sql, from: string, to: string, count: number): Promise<void> {
  if (count > 0 && from !== to)
    await addToCounters(
      tx,
      [[`shelf/${from}`, -count] as const, [`shelf/${to}`, count] as const].sort(([one], [other]) =>
        one < other ? -1 : 1,
      ),
    );
}

/** `total/names`, `kind/csr`, `issuer/Corp CA` … one entry per thing that the item counts for. */
function keysOf(item: Counted | null): string[] {
  if (item === null) return [];
  const keys = ["total/names"];
  for (const kind of wordsOf(item.kinds)) keys.push(`kind/${kind}`);
  if (item.isAuthority) keys.push("total/authorities");
  if (item.issuer !== "") keys.push(`issuer/${item.issuer}`);
  if (item.keyAlgorithm !== "") keys.push(`keyAlgorithm/${item.keyAlgorithm}`);
  keys.push(`shelf/${item.shelf}`);
  if (item.batchId !== null) keys.push(`batch/${item.batchId}`);
  for (const label of wordsOf(item.labels)) keys.push(`label/${label}`);
  return keys;
}

/** `,key,csr,` → key, csr. */
export function wordsOf(cell: string): string[] {
  return cell.split(",").filter((word) => word !== "");
}

export async function readCounts({ direct }: Database): Promise<Counts> {
  const rows = await direct.$queryRaw<{ kind: string; value: string; count: number }[]>(
    sql`SELECT "kind", "value", "count" FROM "Counter" WHERE "kind" IN ('total', 'kind', 'shelf')`,
  );
  const of = (kind: string, value: string) =>
    Number(rows.find((row) => row.kind === kind && row.value === value)?.count ?? 0);
  return {
    names: of("total", "names"),
    keys: of("kind", "key") + of("kind", "locked-key"),
    requests: of("kind", "csr"),
    certificates: of("kind", "certificate"),
    bundles: of("kind", "bundle") + of("kind", "pkcs7"),
    authorities: of("total", "authorities"),
    listed: of("shelf", "listed"),
    inBatches: of("shelf", "batch"),
    archived: of("shelf", "archived"),
    expired: of("shelf", "expired"),
  };
}

export async function readCounter({ direct }: Database, kind: string, value: string): Promise<number> {
  const rows = await direct.$queryRaw<{ count: number }[]>(
    sql`SELECT "count" FROM "Counter" WHERE "kind" = ${kind} AND "value" = ${value}`,
  );
  return Number(rows[0]?.count ?? 0);
}

/** Reads the options of the filter menus, at most 200 each. */
export async function readFacets({ direct }: Database): Promise<Facets> {
  const of = async (kind: string) => {
    const rows = await direct.$queryRaw<{ value: string }[]>(
      sql`SELECT "value" FROM "Counter" WHERE "kind" = ${kind} AND "count" > 0 ORDER BY "value" LIMIT 200`,
    );
    return rows.map((row) => row.value);
  };
  return { issuers: await of("issuer"), keyAlgorithms: await of("keyAlgorithm"), labels: await of("label") };
}
