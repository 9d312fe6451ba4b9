import { createHash } from "node:crypto";
import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { sql, type Sql } from "./sql.ts";
import {
  createTestDatabase,
  providers,
  stopTestServer,
  type TestDatabase,
} from "../../../test/support/migrated-database.ts";

afterAll(stopTestServer);

/** What the key of an attempt is. */
const digestOf = (text: string) => createHash("sha256").update(text).digest("hex");
const insert = (tx: Sql, key: string) =>
  tx.$executeRaw(
    sql`INSERT INTO "Attempt" ("key", "endsAt", "events") VALUES (${digestOf(key)}, ${new Date(0)}, ${1})`,
  );

describe.each(providers)("a query on %s while a transaction is open", (provider) => {
  let made: TestDatabase;
  beforeEach(async () => void (made = await createTestDatabase(provider)));
  afterEach(() => made.remove());
  const counts = async () => {
    const { client, direct } = made.database;
    const [plain] = await direct.$queryRaw<{ count: number | bigint }[]>(
      sql`SELECT COUNT(*) AS "count" FROM "Attempt"`,
    );
    const [named] = await direct.$queryRaw<{ count: number | bigint }[]>(
      sql`WITH "all" AS (SELECT "key" FROM "Attempt") SELECT COUNT(*) AS "count" FROM "all"`,
    );
    return [Number(plain!.count), Number(named!.count), await client.attempt.count()];
  };

  test("a query is answered at once with what was committed before, and the next one sees what was committed since", async () => {
    await made.database.direct.transaction(async (tx) => {
      await insert(tx, "one");
      expect(await counts()).toEqual([0, 0, 0]);
      await insert(tx, "two");
      const [own] = await tx.$queryRaw<{ count: number | bigint }[]>(sql`SELECT COUNT(*) AS "count" FROM "Attempt"`);
      expect(Number(own!.count)).toBe(2);
    });
    expect(await counts()).toEqual([2, 2, 2]);
  });

  const insertNamed = (tx: Sql, key: string) =>
    tx.$queryRaw(
      sql`WITH "given" AS (SELECT CAST(${digestOf(key)} AS TEXT) AS "key") INSERT INTO "Attempt" ("key", "endsAt", "events") SELECT "key", ${new Date(0)}, ${1} FROM "given" WHERE TRUE RETURNING "key"`,
    );

  test.each([
    ["INSERT", insert],
    ["WITH … INSERT", insertNamed],
  ])("a write (%s) waits for its end and is no part of it", async (_, write) => {
    let written: Promise<unknown> = Promise.resolve();
    const failed = made.database.direct.transaction(async (tx) => {
      await insert(tx, "one");
      written = write(made.database.direct, "two");
      throw new Error("given up");
    });
    await expect(failed).rejects.toThrow("given up");
    await written;
    expect(await made.database.client.attempt.findMany({ select: { key: true } })).toEqual([{ key: digestOf("two") }]);
  });
});
