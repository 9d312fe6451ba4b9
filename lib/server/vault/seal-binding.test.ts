import { createHmac } from "node:crypto";
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeEach, describe, expect, it } from "vitest";
import type { Env } from "../../env.ts";
import { createMigrated, providers, removeMigrated, stopTestServer } from "../../../test/support/migrated-database.ts";
import type { Actor } from "../../commands/permission.ts";
import { openDatabase, type DatabaseLocation } from "../database/db.ts";
import { raw, sql } from "../database/sql.ts";
import { createConsole, type Console } from "../gate/console.ts";
import { execute } from "../gate/execute.ts";
import { seal, unseal } from "./aes-seal.ts";
import { forgetFormerKeys, formerKeyFiles, openMasterKey } from "./master-key.ts";
import { leaseSeconds, takeProcessLease } from "./process-lease.ts";
import { proveRestored, rewrap } from "./rewrap.ts";
import { readUsedSeals } from "./seal-uses.ts";

/** Seals know what uses them, the master key changes only when no console lives, and destroyed is destroyed. */

afterAll(stopTestServer);

const actor: Actor = { kind: "user", id: "u", label: "u@example.com", role: "administrator" };
const passphrase = "hickory-lantern-fjord";

describe.each(providers)("the seals of a console on %s", (provider) => {
  let location: DatabaseLocation;
  let world: Console;
  let path: string;
  let now = new Date();
  const clock = { now: () => now };
  const envOf = (of: DatabaseLocation): Env => ({
    port: 0,
    host: "127.0.0.1",
    ...of,
    masterKeyFile: path,
    backdating: 300_000,
    firstAdministrator: null,
  });
  const open = async () => (world = await createConsole(envOf(location), clock));
  const ask = async (command: string, input: unknown) => {
    const answer = await execute({ actor, surface: "http", command, input }, world);
    if (!answer.ok) throw Object.assign(new Error(answer.error.code), { code: answer.error.code });
    return answer.value as Record<string, unknown>;
  };
  const codeOf = (command: string, input: unknown) =>
    ask(command, input).then(
      () => "answered",
      (error: { code: string }) => error.code,
    );
  const takeKey = (name: string) => codeOf("export", { name, format: "key-pem", passphrase });
  const run = (text: string) => world.database.direct.$executeRaw(sql`${raw(text)}`);

  beforeEach(async () => {
    now = new Date();
    location = await createMigrated(provider);
    path = join(location.dataDir, "master.key");
    await open();
    for (const name of ["one", "two"]) {
      await ask("selfsigned", { name, subject: { CN: name }, key: "p-256" });
      await ask("authority-rights", { name, exportKey: [{ role: "administrator" }] });
    }
  });
  afterEach(async () => {
    await world.close().catch(() => {});
    await removeMigrated(location);
  });

  async function keyRows() {
    const rows = await world.database.client.key.findMany({ include: { item: true } });
    return Object.fromEntries(rows.map((row) => [row.item.basename, row]));
  }

  it("do not open when the rows of two keys point to each other's", async () => {
    const { one, two } = await keyRows();
    await run(`INSERT INTO "SealedSecret" ("id", "kind", "sealed", "wrappedDataKey", "masterKeyId")
      SELECT 'spare', "kind", "sealed", "wrappedDataKey", "masterKeyId" FROM "SealedSecret" WHERE "id" = '${one!.sealedId}'`);
    await run(`UPDATE "Key" SET "sealedId" = 'spare' WHERE "id" = '${one!.id}'`);
    await run(`UPDATE "Key" SET "sealedId" = '${one!.sealedId}' WHERE "id" = '${two!.id}'`);
    await run(`UPDATE "Key" SET "sealedId" = '${two!.sealedId}' WHERE "id" = '${one!.id}'`);
    expect([await takeKey("one"), await takeKey("two")]).toEqual(["key.damaged-seal", "key.damaged-seal"]);
  });

  it("do not open under another name, or beside another public key", async () => {
    const { one, two } = await keyRows();
    await run(`UPDATE "File" SET "keyId" = '${two!.id}' WHERE "fileName" = 'one.key'`);
    expect(await codeOf("export", { name: "one.key", format: "key-pem", passphrase })).toBe("key.damaged-seal");
    await run(`UPDATE "File" SET "keyId" = '${one!.id}' WHERE "fileName" = 'one.key'`);
    expect(await takeKey("one")).toBe("answered");
    await run(`UPDATE "Item" SET "basename" = 'three' WHERE "basename" = 'one'`);
    expect(await codeOf("export", { name: "one.key", format: "key-pem", passphrase })).toBe("key.damaged-seal");
    await run(
      `UPDATE "Key" SET "spki" = (SELECT k."spki" FROM "Key" k WHERE k."id" = '${one!.id}') WHERE "id" = '${two!.id}'`,
    );
    expect(await takeKey("two")).toBe("key.damaged-seal");
  });

  it("of a batch open under the names that its keys got, also where a name was taken", async () => {
    await ask("csr", { name: "minji", subject: { CN: "minji" }, key: "p-256" });
    const rows = [{ name: "Minji", email: "minji@example.com" }];
    const template = { key: "p-256", days: 30 };
    const { batch } = await ask("client-batch", { issuer: "one", rows, template, profile: "modern", iterations: 2048 });
    world.batches.start();
    await expect
      .poll(async () => (await ask("batch-status", { batch })) as object, { timeout: 20_000 })
      .toMatchObject({
        state: "done",
        issued: 1,
      });
    expect(await takeKey("minji-2")).toBe("answered");
    expect(await codeOf("batch-passphrases", { batch, confirm: true })).toBe("answered");
  });

  it("certificates and requests whose bytes were changed are not used", async () => {
    await ask("csr", { name: "web", subject: { CN: "web.example.com" }, key: "p-256" });
    const der = `(SELECT "der" FROM "CertificateDer" ORDER BY "certificateId" LIMIT 1)`;
    await run(`UPDATE "Request" SET "der" = ${der}`);
    expect(await codeOf("sign", { request: "web", issuer: "one" })).toBe("file.damaged");
    await run(`UPDATE "CertificateDer" SET "der" = ${der}`);
    expect(await codeOf("verify", { file: "two.crt" })).toBe("file.damaged");
    expect(await codeOf("download", { file: "two.crt" })).toBe("file.damaged");
    expect(await codeOf("download", { file: "one.crt" })).toBe("answered");
  });

  /** Makes the seals and the check value what a console of the first version had written. */
  async function asFirstVersion(): Promise<void> {
    const masterKey = await openMasterKey(path, world.database);
    for (const { use, ...cells } of await readUsedSeals(world.database, { after: "", limit: 1000 })) {
      const holder =
        use?.of === "name" ? `name ${use.name}\n${use.identity}` : `batch ${use?.of === "batch" ? use.batch : ""}\n`;
      const dataKey = unseal(masterKey.key, cells.wrappedDataKey, `${cells.id}\n${cells.kind}\n${holder}`, 2);
      const former = seal(masterKey.key, dataKey!, cells.id);
      await world.database.direct.$executeRaw(
        sql`UPDATE "SealedSecret" SET "wrappedDataKey" = ${former} WHERE "id" = ${cells.id}`,
      );
    }
    const check = createHmac("sha256", masterKey.key)
      .update(`chainsmith master key ${masterKey.id}`)
      .digest("base64url");
    await world.database.client.setting.update({
      where: { key: "master-key" },
      data: { value: JSON.stringify([{ id: masterKey.id, check }]) },
    });
  }

  it("of the first version are bound at the first start, and those that were swapped before stay closed", async () => {
    for (const name of ["three", "four"]) await ask("csr", { name, subject: { CN: name }, key: "p-256" });
    await ask("upload", {
      files: [{ name: "locked.key", text: Buffer.from((await lockedKey()).bytes).toString("latin1") }],
    });
    const rows = [{ name: "Jan", email: "jan@example.com" }];
    const template = { key: "p-256", days: 30 };
    const { batch } = await ask("client-batch", { issuer: "one", rows, template, profile: "modern", iterations: 2048 });
    world.batches.start();
    const state = async () => (await ask("batch-status", { batch })) as object;
    await expect.poll(state, { timeout: 20_000 }).toMatchObject({ state: "done", issued: 1 });
    await asFirstVersion();
    const { three, four } = await keyRows();
    // A swap that the first version would not have noticed.
    await run(`INSERT INTO "SealedSecret" ("id", "kind", "sealed", "wrappedDataKey", "masterKeyId")
      SELECT 'spare', "kind", "sealed", "wrappedDataKey", "masterKeyId" FROM "SealedSecret" WHERE "id" = '${three!.sealedId}'`);
    await run(`UPDATE "Key" SET "sealedId" = 'spare' WHERE "id" = '${three!.id}'`);
    await run(`UPDATE "Key" SET "sealedId" = '${three!.sealedId}' WHERE "id" = '${four!.id}'`);
    await run(`UPDATE "Key" SET "sealedId" = '${four!.sealedId}' WHERE "id" = '${three!.id}'`);
    expect(await takeKey("one")).toBe("key.damaged-seal"); // this console takes no seal of the first version
    await world.close();
    await open();
    expect([await takeKey("one"), await takeKey("two")]).toEqual(["answered", "answered"]);
    expect([await takeKey("three"), await takeKey("four")]).toEqual(["key.damaged-seal", "key.damaged-seal"]);
    expect(await codeOf("unlock", { key: "locked.key", passphrase })).toBe("answered");
    expect(await codeOf("batch-passphrases", { batch, confirm: true })).toBe("answered");
    const remembered = await world.database.client.setting.findUniqueOrThrow({ where: { key: "master-key" } });
    expect(JSON.parse(remembered.value)).toMatchObject([{ seals: 2 }]);
  });

  async function lockedKey(): Promise<{ bytes: Uint8Array }> {
    await ask("csr", { name: "for-lock", subject: { CN: "x" }, key: "p-256" });
    const exported = (await ask("export", { name: "for-lock", format: "key-pem", passphrase })) as {
      bytes: Uint8Array;
    };
    await ask("remove", { file: "for-lock.key", confirm: true, anyway: true });
    return exported;
  }

  it("are wrapped anew when no console lives, and not before", async () => {
    const other = await openDatabase(location);
    try {
      await expect(rewrap(path, other, clock)).rejects.toMatchObject({
        code: "master-key.in-use",
        facts: { pid: process.pid },
      });
      // A console that was killed leaves its lease behind; it runs out.
      now = new Date(now.getTime() + leaseSeconds * 1000 + 1);
      expect((await rewrap(path, other, clock)).count).toBe(2);
    } finally {
      await other.close();
    }
    // The console that lived after all, and held the old key: what it seals is refused, and nothing is stored.
    expect(await codeOf("csr", { name: "late", subject: { CN: "late" }, key: "p-256" })).toBe("master-key.changed");
    expect(await world.database.client.item.count({ where: { basename: "late" } })).toBe(0);
    expect(await takeKey("one")).toBe("key.damaged-seal");
    await world.close();
    await open();
    expect([await takeKey("one"), await takeKey("two")]).toEqual(["answered", "answered"]);
  });

  it("keep a console from starting while they are wrapped anew", async () => {
    await world.close();
    const other = await openDatabase(location);
    const lease = await takeProcessLease(other, clock, { kind: "rewrap", masterKeyId: "x" });
    await expect(open()).rejects.toMatchObject({ code: "master-key.changing" });
    await lease.release();
    await other.close();
    await expect(open()).resolves.toBeDefined();
    expect(await world.database.client.processLease.count()).toBe(1);
  });

  it("of a restored backup prove the new key, and the former one is kept until then", async () => {
    await world.close();
    const before = readFileSync(path, "utf8");
    const database = await openDatabase(location);
    const { former } = await rewrap(path, database, clock);
    expect(formerKeyFiles(path)).toEqual([former]);
    expect(readFileSync(former!, "utf8")).toBe(before);
    const key = readFileSync(path, "utf8");
    // A backup from before does not open with the new key, and the former one still opens it.
    writeFileSync(path, before);
    await expect(proveRestored(path, database)).rejects.toMatchObject({ code: "master-key.wrong" });
    writeFileSync(path, key);
    expect(await proveRestored(path, database)).toBe(2);
    await database.direct.$executeRaw(sql`UPDATE "Item" SET "basename" = 'moved' WHERE "basename" = 'two'`);
    await expect(proveRestored(path, database)).rejects.toMatchObject({ code: "master-key.seal-does-not-open" });
    await database.direct.$executeRaw(sql`UPDATE "Item" SET "basename" = 'two' WHERE "basename" = 'moved'`);
    await database.close();
    // An empty database is no backup of this one.
    const empty = await createMigrated(provider);
    const restored = await openDatabase(empty);
    await expect(proveRestored(path, restored)).rejects.toMatchObject({ code: "master-key.wrong" });
    await restored.close();
    await removeMigrated(empty);
    forgetFormerKeys(path);
    expect(formerKeyFiles(path)).toEqual([]);
    expect(existsSync(path)).toBe(true);
    await open();
    expect(await takeKey("one")).toBe("answered");
  });

  if (provider === "sqlite")
    describe("that were destroyed", () => {
      /** The files of the database that hold these bytes; as they are, while the console runs. */
      const filesWith = (needle: Uint8Array): string[] =>
        readdirSync(location.dataDir)
          .filter((name) => name.startsWith("chainsmith.db"))
          .filter((name) => readFileSync(join(location.dataDir, name)).includes(Buffer.from(needle)));
      const cells = async () =>
        (await world.database.client.sealedSecret.findMany()).flatMap(({ sealed, wrappedDataKey }) => [
          sealed,
          wrappedDataKey,
        ]);

      it("leave no byte of a key in the files", async () => {
        const { one, two } = await keyRows();
        const stay = await world.database.client.sealedSecret.findUniqueOrThrow({ where: { id: two!.sealedId } });
        const gone = await world.database.client.sealedSecret.findUniqueOrThrow({ where: { id: one!.sealedId } });
        for (const needle of [gone.sealed, gone.wrappedDataKey, stay.sealed]) expect(filesWith(needle)).not.toEqual([]);
        await ask("remove", { file: "one.key", confirm: true, anyway: true });
        for (const needle of [gone.sealed, gone.wrappedDataKey]) expect(filesWith(needle)).toEqual([]);
        expect(filesWith(stay.sealed)).not.toEqual([]);
      });

      it("leave no byte of a passphrase sheet in the files", async () => {
        const rows = Array.from({ length: 5 }, (_, index) => ({ name: `P ${index}`, email: `p${index}@example.com` }));
        const template = { key: "p-256", days: 30 };
        const { batch } = await ask("client-batch", {
          issuer: "one",
          rows,
          template,
          profile: "modern",
          iterations: 2048,
        });
        world.batches.start();
        await expect
          .poll(async () => (await ask("batch-status", { batch })) as object, { timeout: 20_000 })
          .toMatchObject({
            state: "done",
          });
        const { passphrasesSealedId } = await world.database.client.batch.findUniqueOrThrow({
          where: { id: String(batch) },
        });
        const sheet = await world.database.client.sealedSecret.findUniqueOrThrow({
          where: { id: passphrasesSealedId! },
        });
        const files = await world.database.client.batchFile.findMany();
        const needles = [sheet.sealed, sheet.wrappedDataKey, ...files.map((file) => file.passphrase!)];
        expect(needles).toHaveLength(7);
        for (const needle of needles) expect(filesWith(needle)).not.toEqual([]);
        await ask("batch-passphrases", { batch, confirm: true });
        for (const needle of needles) expect(filesWith(needle)).toEqual([]);
        expect((await cells()).length).toBeGreaterThan(0);
      });

      it("leave a copy of the files that opens as well as the database itself", async () => {
        await ask("remove", { file: "one.key", confirm: true, anyway: true });
        const folder = mkdtempSync(join(tmpdir(), "chainsmith-copy-"));
        cpSync(join(location.dataDir, "chainsmith.db"), join(folder, "chainsmith.db"));
        const copy = await openDatabase({ databaseUrl: null, dataDir: folder });
        expect(await copy.client.key.count()).toBe(1);
        await copy.close();
        rmSync(folder, { recursive: true });
      });
    });
});
