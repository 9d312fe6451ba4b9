import { writeFileSync } from "node:fs";
import { afterAll, describe, expect, it } from "vitest";
import { createMigrated, providers, stopTestServer } from "../../../test/support/migrated-database.ts";
import { freePort } from "../../../test/support/programs.ts";
import { Failure } from "../error-codes.ts";
import { openDatabase } from "./db.ts";
import { storageFailure } from "./storage-failure.ts";

/** The real words of databases and of the operating system; a full and a damaged disk are journeys (e2e/storage.spec.ts). */

afterAll(stopTestServer);

async function errorOf(work: () => unknown): Promise<unknown> {
  try {
    await work();
  } catch (error) {
    return error;
  }
  throw new Error("it was done, and should have failed");
}

const codeOf = (error: unknown) => storageFailure(error, "DATA_DIR")?.code ?? null;

describe.each(providers)("on %s", (provider) => {
  it("a database that may not be written is said as such, whichever way it is asked", async () => {
    const location = await createMigrated(provider);
    const database = await openDatabase(location);
    try {
      const readOnly =
        provider === "sqlite"
          ? "PRAGMA query_only = ON"
          : "ALTER DATABASE CURRENT SET default_transaction_read_only = on";
      if (provider === "sqlite") await database.client.$executeRawUnsafe(readOnly);
      const write = (world: typeof database) => world.client.setting.create({ data: { key: "k", value: "v" } });
      if (provider === "sqlite") {
        expect(codeOf(await errorOf(() => write(database)))).toBe("storage.read-only");
        expect(codeOf(await errorOf(() => database.client.$transaction((tx) => tx.setting.deleteMany())))).toBe(
          "storage.read-only",
        );
        return;
      }
      const name = new URL(location.databaseUrl as string).pathname.slice(1);
      await database.client.$executeRawUnsafe(readOnly.replace("CURRENT", `"${name}"`));
      const anew = await openDatabase(location);
      try {
        expect(codeOf(await errorOf(() => write(anew)))).toBe("storage.read-only");
        expect(codeOf(await errorOf(() => anew.client.$transaction((tx) => tx.setting.deleteMany())))).toBe(
          "storage.read-only",
        );
      } finally {
        await anew.close();
      }
    } finally {
      await database.close();
    }
  });
});

it("a database that does not answer is out of reach", async () => {
  const databaseUrl = `postgresql://u:p@127.0.0.1:${await freePort()}/none`;
  const database = await openDatabase({ databaseUrl, dataDir: "" });
  const error = await errorOf(() => database.client.setting.findFirst());
  expect(codeOf(error)).toBe("database.unreachable");
  await database.close();
});

it("a full disk is one, however deep its word lies", async () => {
  const error = await errorOf(() => writeFileSync("/dev/full", "x"));
  expect(codeOf(error)).toBe("storage.full");
  expect(codeOf(new Error("outer", { cause: new Error("inner", { cause: error }) }))).toBe("storage.full");
});

it("an error about something else is none of the disk", async () => {
  const location = await createMigrated("sqlite");
  const database = await openDatabase(location);
  const create = () => database.client.setting.create({ data: { key: "once", value: "v" } });
  await create();
  expect(codeOf(await errorOf(create))).toBeNull();
  await database.close();
  for (const error of [
    new TypeError("x is not a function"),
    new Failure("file.empty", { fileName: "a" }),
    null,
    "text",
  ])
    expect(codeOf(error)).toBeNull();
});
