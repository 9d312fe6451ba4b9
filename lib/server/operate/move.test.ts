import { spawn } from "node:child_process";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { createMigrated, removeMigrated, stopTestServer } from "../../../test/support/migrated-database.ts";
import type { DatabaseLocation } from "../database/db.ts";
import { openDatabase } from "../database/db.ts";
import { isFailure } from "../error-codes.ts";
import { createConsole, type Console } from "../gate/console.ts";
import { execute } from "../gate/execute.ts";
import { moveInventory } from "./move.ts";

/** An inventory goes from SQLite to PostgreSQL and back, every cell of it, and works there. */

afterAll(stopTestServer);

const envOf = (location: DatabaseLocation, keyFolder: string) => ({
  port: 0,
  host: "127.0.0.1",
  ...location,
  masterKeyFile: join(keyFolder, "master.key"),
  backdating: 300_000,
  firstAdministrator: null,
});

async function ask(console_: Console, command: string, input: unknown): Promise<unknown> {
  const actor = { kind: "token", id: "t", label: "test", role: "administrator" } as const;
  const answer = await execute({ actor, surface: "http", command, input }, console_);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

it("SQLite to PostgreSQL and back: equal in every cell, refused into what is not empty, and a console goes on there", async () => {
  const [first, server, last] = [
    await createMigrated("sqlite"),
    await createMigrated("postgresql"),
    await createMigrated("sqlite"),
  ];
  try {
    const before = await createConsole(envOf(first, first.dataDir));
    await ask(before, "example-load", { example: "services" });
    await ask(before, "csr", { name: "korean", subject: { CN: "한글 이름" }, key: "p-256" });
    await before.close();

    const there = await moveInventory(first, server);
    expect(there.rows).toBeGreaterThan(100);
    const on = await createConsole(envOf(server, first.dataDir));
    // New rows are numbered behind those that came.
    await ask(on, "selfsigned", { name: "later-ca", subject: { CN: "Later CA" }, key: "p-256" });
    await ask(on, "sign", { request: "korean", issuer: "later-ca" });
    await on.close();
    const refused = await moveInventory(first, server).then(
      () => "moved",
      (error: unknown) => (isFailure(error) ? error.code : String(error)),
    );
    expect(refused).toBe("move.not-empty");

    const back = await moveInventory(server, last);
    expect(back.rows).toBeGreaterThan(there.rows);
    const after = await createConsole(envOf(last, first.dataDir));
    const { rows } = (await ask(after, "list", { limit: 200 })) as { rows: { basename: string }[] };
    expect(rows.map(({ basename }) => basename)).toContain("later-ca");
    await after.close();
  } finally {
    for (const each of [first, server, last]) await removeMigrated(each);
  }
}, 60_000);

it("a move that is killed leaves the source as it was, and nothing in the target", async () => {
  const [source, target] = [await createMigrated("sqlite"), await createMigrated("postgresql")];
  try {
    const console_ = await createConsole(envOf(source, source.dataDir));
    await ask(console_, "example-load", { example: "services" });
    await console_.close();
    for (const ms of [700, 1000, 1300]) {
      const child = spawn(
        process.execPath,
        ["--conditions=react-server", "scripts/move-inventory.ts", target.databaseUrl!],
        {
          env: {
            ...process.env,
            NODE_ENV: "production",
            DATA_DIR: source.dataDir,
            DATABASE_URL: "",
            MASTER_KEY_FILE: "",
          },
          stdio: "ignore",
        },
      );
      setTimeout(() => child.kill("SIGKILL"), ms);
      await new Promise((resolve) => child.once("exit", resolve));
      const opened = await openDatabase(target);
      const items = await opened.client.item.count();
      await opened.close();
      const own = await openDatabase(source);
      const owned = await own.client.item.count();
      await own.close();
      expect(owned).toBeGreaterThan(10);
      expect([0, owned]).toContain(items);
      if (items > 0) break;
    }
  } finally {
    for (const each of [source, target]) await removeMigrated(each);
  }
}, 60_000);
