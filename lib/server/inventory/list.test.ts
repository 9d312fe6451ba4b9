import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { loadSynthetic } from "../../../bench/load.ts";
import { syntheticItem, syntheticNow, terms, type SyntheticItem } from "../../../bench/synthetic.ts";
import { listSorts, type ItemRow, type ListQuery } from "../../commands/ports/items.ts";
import { openDatabase, type Database } from "../database/db.ts";
import { raw, sql } from "../database/sql.ts";
import { readFilter } from "./list-filter.ts";
import { usualBounds } from "./list-walk.ts";
import { listItems } from "./list.ts";
import { endsSoonDays, stateOrder, statusOf } from "./status.ts";
import {
  createTestDatabase,
  providers,
  stopTestServer,
  type TestDatabase,
} from "../../../test/support/migrated-database.ts";

const count = 700;
const items = Array.from({ length: count }, (_, index) => syntheticItem(index + 1, count));
const day = 86_400_000;
const now = syntheticNow;

afterAll(stopTestServer);

/** The same question, answered by looking at everything. */
function expected(query: ListQuery): SyntheticItem[] {
  const term = query.search?.normalize("NFC").toLowerCase().trim();
  const hex = (term ?? "").replace(/^.*[=:] ?(0x00)?(?=[0-9a-f: ]{32})/, "").replace(/[\s:.-]/g, "");
  const isFound = (item: SyntheticItem) =>
    term === undefined ||
    item.names.some(({ kind, value }) =>
      kind === "serial" || kind === "sha256" ? /^[0-9a-f]{8,}$/.test(hex) && value.includes(hex) : value.includes(term),
    );
  const isFit = (item: SyntheticItem) =>
    isFound(item) &&
    (query.kind === undefined || (query.kind === "authority" ? item.isAuthority : item.kind === query.kind)) &&
    (query.issuer === undefined || item.issuer === query.issuer) &&
    (query.keyAlgorithm === undefined || item.keyAlgorithm === query.keyAlgorithm) &&
    (query.purpose === undefined || item.purpose === query.purpose) &&
    (query.names === undefined || query.names.includes(item.basename)) &&
    (query.status === undefined || statusOf({ ...item, revokedAt: null }, now) === query.status) &&
    (query.expiresWithinDays === undefined ||
      (item.notAfter !== null &&
        item.notAfter >= now &&
        item.notAfter.getTime() < now.getTime() + query.expiresWithinDays * day));
  const keys = {
    name: (i: SyntheticItem) => i.basename,
    ends: (i: SyntheticItem) => i.notAfter?.getTime() ?? null,
    created: (i: SyntheticItem) => i.createdAt.getTime(),
    subject: (i: SyntheticItem) => i.subject?.toLowerCase() ?? null,
    kind: (i: SyntheticItem) => i.purpose,
    issuer: (i: SyntheticItem) => i.issuer,
    // What is over or ends soon by its end; then state by state, each by its end.
    status: (i: SyntheticItem) => {
      const end = i.notAfter?.getTime() ?? 0;
      const isNear = i.notAfter !== null && end < now.getTime() + endsSoonDays * day;
      const rank = isNear ? 0 : 1 + stateOrder.indexOf(i.state as (typeof stateOrder)[number]);
      return `${rank} ${String(end).padStart(15, "0")}`;
    },
  };
  const key = keys[query.sort ?? "name"];
  const sign = query.direction === "descending" ? -1 : 1;
  const order = (one: SyntheticItem, other: SyntheticItem) => {
    const [a, b] = [key(one), key(other)];
    if ((a === null) !== (b === null)) return a === null ? 1 : -1; // without a value: last, either way
    if (a !== null && b !== null && a !== b)
      return (
        (typeof a === "string" ? Buffer.compare(Buffer.from(a), Buffer.from(b as string)) : a - (b as number)) * sign
      );
    return (one.id - other.id) * sign;
  };
  return items.filter(isFit).sort(order);
}

const sorts = listSorts;
const directions = ["ascending", "descending"] as const;

describe.each(providers)("lists on %s", (provider) => {
  let made: TestDatabase;
  let database: Database;
  beforeAll(async () => {
    made = await createTestDatabase(provider);
    await made.database.close();
    await loadSynthetic(made.location, count);
    database = await openDatabase(made.location);
  });
  afterAll(async () => {
    await database.close();
    await made.remove();
  });

  /** Every page forwards, and back again. */
  async function readAll(
    query: ListQuery,
    limit: number,
    bounds = usualBounds,
  ): Promise<{ rows: ItemRow[]; isCapped: boolean; totals: Set<number | null> }> {
    const rows: ItemRow[] = [];
    const totals = new Set<number | null>();
    let cursor: string | undefined;
    let isCapped = false;
    let last = await listItems(database, { ...query, limit, cursor }, now, bounds);
    for (;;) {
      rows.push(...last.rows);
      totals.add(last.total);
      isCapped ||= last.isCapped;
      if (last.next === null) break;
      cursor = last.next;
      last = await listItems(database, { ...query, limit, cursor }, now, bounds);
    }
    const back: ItemRow[] = [...last.rows];
    while (last.previous !== null) {
      last = await listItems(database, { ...query, limit, cursor: last.previous }, now, bounds);
      back.unshift(...last.rows);
    }
    expect(back.map((row) => row.basename)).toEqual(rows.map((row) => row.basename));
    return { rows, isCapped, totals };
  }

  for (const sort of sorts) {
    for (const direction of directions) {
      test(`every row once, by ${sort}, ${direction}, forwards and back`, async () => {
        const { rows, isCapped, totals } = await readAll({ sort, direction }, 90);
        expect(rows.map((row) => row.basename)).toEqual(expected({ sort, direction }).map((item) => item.basename));
        expect(isCapped).toBe(false);
        expect([...totals]).toEqual([count]);
      });
    }
  }

  test("the current names, without what is over, in every order", async () => {
    for (const sort of sorts)
      for (const direction of directions) {
        const { rows } = await readAll({ sort, direction, show: "current" }, 90);
        const wanted = expected({ sort, direction }).filter(({ notAfter }) => notAfter === null || notAfter >= now);
        expect(rows.map((row) => row.basename)).toEqual(wanted.map((item) => item.basename));
      }
  });

  if (provider === "sqlite")
    test("the current names are read in their order, and not sorted", async () => {
      const { listed } = readFilter({ show: "current" }, now, provider);
      for (const column of ["listKey", "createdAt", "purpose", "issuer"]) {
        const plan = await database.direct.$queryRaw<{ detail: string }[]>(
          sql`EXPLAIN QUERY PLAN SELECT i."id" FROM "Item" i WHERE TRUE AND ${listed!}
          ORDER BY ${raw(`i."${column}"`)} ASC, i."id" ASC LIMIT 26`,
        );
        const text = plan.map(({ detail }) => detail).join("\n");
        expect(text).toContain(`Item_listed_${column}`);
        expect(text).not.toContain("TEMP B-TREE FOR ORDER BY");
      }
    });

  const filters: ListQuery[] = [
    { kind: "bundle" },
    { kind: "csr" },
    { kind: "certificate" },
    { kind: "authority" },
    { kind: "crl" },
    { status: "valid" },
    { status: "ends-soon" },
    { status: "expired" },
    { status: "waiting" },
    { status: "no-key" },
    { status: "bundle" },
    { status: "not-yet-valid" },
    { status: "key-locked" },
    { expiresWithinDays: 90 },
    { expiresWithinDays: 0 },
    { issuer: "Partner CA" },
    { issuer: "Corp Issuing CA 1" },
    { issuer: "nobody" },
    { keyAlgorithm: "Ed25519" },
    { purpose: "client" },
    { names: [items[3]!.basename, items[600]!.basename, "nothing"] },
    { names: [] },
    { search: "Example Corporation" },
    { search: `SHA256 Fingerprint=${items[42]!.sha256.toUpperCase().replace(/(..)(?=.)/g, "$1:")}` },
    { search: `sha-256: ${items[42]!.sha256.replace(/(..)(?=.)/g, "$1 ")}` },
    { search: `Serial Number: 0x00${items[7]!.serialNumber.toLowerCase()}` },
    { issuer: "Corp Issuing CA 2", keyAlgorithm: "P-256", status: "valid" },
    { search: terms.long.none },
    { search: terms.long.one },
    { search: terms.long.some },
    { search: terms.long.all.toUpperCase() },
    { search: terms.short.none },
    { search: terms.short.one },
    { search: terms.short.some },
    { search: terms.short.all },
    { search: terms.korean.none },
    { search: terms.korean.one },
    { search: terms.korean.some },
    { search: "철" },
    { search: "김철수 " },
    { search: "w" },
    { search: "." },
    { search: "-" },
    { search: "%" },
    { search: "_" },
    { search: "web_" },
    { search: "'; DROP" },
    { search: '"' },
    { search: '""" OR "' },
    { search: "\\" },
    { search: ".r3.corp" },
    { search: "...." },
    { search: items[99]!.sha256.slice(10, 24) },
    { search: items[42]!.sha256.toUpperCase().replace(/(..)(?=.)/g, "$1:") },
    { search: items[7]!.serialNumber },
    { search: items[3]!.fileName },
    { search: "kowalski", status: "valid", kind: "certificate" },
    { search: "kowalski", issuer: "Corp Issuing CA 3" },
  ];
  for (const filter of filters) {
    test(`narrowed to ${JSON.stringify(filter).slice(0, 80)}`, async () => {
      for (const sort of ["name", "ends", "status"] as const) {
        const query = { ...filter, sort, direction: "descending" as const };
        const wanted = expected(query).map((item) => item.basename);
        const { rows, totals } = await readAll(query, 60);
        expect(rows.map((row) => row.basename)).toEqual(wanted);
        for (const total of totals) expect([null, wanted.length]).toContain(total);
        // However short the walk and the probe: what is not said to be capped is exact.
        const tight = await readAll(query, 20, {
          candidates: 10,
          walk: 30,
          searchWalk: 30,
          laterPageFactor: 2,
          sampleRows: 9,
          probeMilliseconds: 1500,
        });
        const seen = tight.rows.map((row) => row.basename);
        if (!tight.isCapped) expect(seen).toEqual(wanted);
        else for (const name of seen) expect(wanted).toContain(name);
      }
    });
  }

  test("a row has what the store knows", async () => {
    const item = items.find((one) => one.kind === "certificate")!;
    const { rows } = await listItems(database, { search: item.sha256 }, now);
    expect(rows).toEqual([
      {
        id: String(item.id),
        basename: item.basename,
        files: [{ fileName: item.fileName, kind: "certificate" }],
        subject: item.subject,
        commonName: item.commonName,
        nameCount: 3,
        issuer: item.issuer,
        isSelfSigned: false,
        isAuthority: item.isAuthority,
        notBefore: item.notBefore,
        notAfter: item.notAfter,
        keyAlgorithm: item.keyAlgorithm,
        revokedAt: null,
        status: statusOf({ ...item, revokedAt: null }, now),
        createdAt: item.createdAt,
        purpose: item.purpose,
        labels: [],
        note: "",
        archivedAt: null,
        isExample: false,
        batch: null,
      },
    ]);
  });

  test("an index that takes too long is left, and the page says so", async () => {
    const bounds = { ...usualBounds, candidates: 10, walk: 30, searchWalk: 30, sampleRows: 9, probeMilliseconds: 100 };
    // Every part of it stands in all rows, and the whole in none.
    const search = "example.corp";
    if (provider === "postgresql") {
      await database.client
        .$executeRawUnsafe(`CREATE OR REPLACE FUNCTION "probeText"(pattern TEXT, cap INTEGER) RETURNS SETOF INTEGER LANGUAGE sql STABLE
        AS $$ SELECT 1 FROM pg_sleep(20) $$`);
    }
    const began = performance.now();
    expect(await listItems(database, { search, limit: 20 }, now, bounds)).toMatchObject({
      rows: [],
      next: null,
      total: null,
      isCapped: true,
    });
    expect(performance.now() - began).toBeLessThan(10_000);
    // The connection that was interrupted serves the next question.
    expect((await listItems(database, { limit: 5 }, now)).rows).toHaveLength(5);
  });

  test("a cursor of another order, or none of ours, is refused", async () => {
    const { next } = await listItems(database, { limit: 5 }, now);
    for (const query of [
      { cursor: next!, sort: "ends" as const },
      { cursor: next!, direction: "descending" as const },
      { cursor: "x" },
      { cursor: Buffer.from('["name",0,5,1]').toString("base64url") },
    ]) {
      await expect(listItems(database, query, now)).rejects.toMatchObject({ code: "cursor.malformed" });
    }
  });
});
