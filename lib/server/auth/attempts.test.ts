import { afterAll, afterEach, beforeEach, describe, expect, test } from "vitest";
import { countAttempt, forgetAttempts, type AttemptLimit } from "./attempts.ts";
import { openDatabase, type Database } from "../database/db.ts";
import {
  createTestDatabase,
  providers,
  stopTestServer,
  type TestDatabase,
} from "../../../test/support/migrated-database.ts";

const at = (seconds: number) => new Date(1_800_000_000_000 + seconds * 1000);
const limit: AttemptLimit = { name: "a test", attempts: 3, seconds: 60 };

afterAll(stopTestServer);

describe.each(providers)("attempts on %s", (provider) => {
  let made: TestDatabase;
  let other: Database;
  beforeEach(async () => {
    made = await createTestDatabase(provider);
    other = await openDatabase(made.location);
  });
  afterEach(async () => {
    await other.close();
    await made.remove();
  });
  const count = (key: string, seconds: number, database = made.database) =>
    countAttempt(database, limit, key, at(seconds));

  test("two consoles of one database allow no more attempts than one", async () => {
    expect([await count("ada", 0), await count("ada", 1, other), await count("ada", 2)]).toEqual([0, 0, 0]);
    expect([await count("ada", 20, other), await count("ada", 59.5)]).toEqual([40, 1]);
    expect(await count("oh", 20)).toBe(0);
    expect(await countAttempt(other, { ...limit, name: "another" }, "ada", at(20))).toBe(0);
    // The window has ended, for both.
    expect([await count("ada", 60, other), await count("ada", 61)]).toEqual([0, 0]);
  });

  test("attempts at the same moment are counted one by one", async () => {
    const waits = await Promise.all(
      Array.from({ length: 12 }, (_, index) => count("ada", 0, index % 2 === 0 ? made.database : other)),
    );
    expect(waits.filter((wait) => wait === 0)).toHaveLength(3);
  });

  test("a success forgives attempts, and the table holds no name in clear", async () => {
    for (const key of ["ada@example.com", "oh@example.com"]) await count(key, 0);
    await forgetAttempts(other, limit, "ada@example.com");
    expect(JSON.stringify(await made.database.client.attempt.findMany())).not.toContain("example.com");
    expect(await made.database.client.attempt.count()).toBe(1);
  });

  test("the table holds no attempts that have ended, although none ever succeeds", async () => {
    for (let guess = 0; guess < 20; guess++) await count(`guess ${guess}`, guess);
    expect(await made.database.client.attempt.count()).toBe(20);
    await count("guess 20", 75, other);
    expect(await made.database.client.attempt.count()).toBe(5);
    // One that goes on counts on.
    expect([await count("guess 19", 76), await count("guess 19", 76), await count("guess 19", 76)]).toEqual([0, 0, 3]);
  });
});
