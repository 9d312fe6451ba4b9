import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import {
  createTestDatabase,
  providers,
  stopTestServer,
  type TestDatabase,
} from "../../../test/support/migrated-database.ts";
import { openDatabase, type Database } from "./db.ts";

/** What the console remembers of its inventory stands on this: no change may leave the stamp as it was. */

afterAll(stopTestServer);

describe.each(providers)("the stamp of %s", (provider) => {
  let test_: TestDatabase;
  let other: Database;
  beforeEach(async () => {
    test_ = await createTestDatabase(provider);
    other = await openDatabase(test_.location);
  });
  afterEach(async () => {
    await other.close();
    await test_.remove();
  });

  const write = (database: Database, key: string) => database.client.setting.create({ data: { key, value: "x" } });

  it("it stays while things are only read", async () => {
    const { database } = test_;
    const before = await database.stamp();
    await database.client.setting.findMany();
    await database.client.$transaction(async (tx) => tx.setting.findMany());
    expect(await database.stamp()).toBe(before);
  });

  it("a change of this process makes another one, and so does one of another process", async () => {
    const { database } = test_;
    const seen = [await database.stamp()];
    await write(database, "one");
    seen.push(await database.stamp());
    await write(other, "two");
    seen.push(await database.stamp());
    await database.client.$transaction(async (tx) => tx.setting.deleteMany());
    seen.push(await database.stamp());
    expect(new Set(seen).size).toBe(4);
  });

  it("what a transaction has not committed is seen by no stamp before its end, and by one after it", async () => {
    const { database } = test_;
    let end = (): void => {};
    let begun = (): void => {};
    const isBegun = new Promise<void>((resolve) => (begun = resolve));
    const change = other.client.$transaction(async (tx) => {
      await tx.setting.create({ data: { key: "late", value: "x" } });
      begun();
      await new Promise<void>((resolve) => (end = resolve));
    });
    await isBegun;
    const during = await database.stamp();
    expect(await database.client.setting.count()).toBe(0);
    end();
    await change;
    expect(await database.client.setting.count()).toBe(1);
    expect(await database.stamp()).not.toBe(during);
  });

  it("two databases never have the same one", async () => {
    expect(await test_.database.stamp()).not.toBe(await other.stamp());
  });
});
