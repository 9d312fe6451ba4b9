import { execFileSync, spawn } from "node:child_process";
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";
import {
  createMigrated,
  providers,
  removeMigrated,
  stopTestServer,
  testServer,
} from "../../../test/support/migrated-database.ts";
import { createConsole, type Console } from "../gate/console.ts";
import { execute } from "../gate/execute.ts";
import type { DatabaseLocation } from "../database/db.ts";
import { isFailure } from "../error-codes.ts";
import { makeBackup } from "./backup.ts";
import { proveBackup, restoreBackup } from "./restore.ts";

/** A backup is whole and comes back, or it is refused: whatever was done to it, and whenever its process was killed. */

const clock = { now: () => new Date() };
const plain = { recipients: [], withMasterKey: false };
const world = { clock, version: "0.1.0" };
const none = { identityFile: null };

afterAll(stopTestServer);

const envOf = (location: DatabaseLocation, masterKeyFile = join(location.dataDir, "master.key")) => ({
  port: 0,
  host: "127.0.0.1",
  ...location,
  masterKeyFile,
  backdating: 300_000,
  firstAdministrator: null,
});

async function ask(console_: Console, command: string, input: unknown): Promise<unknown> {
  const actor = { kind: "token", id: "t", label: "test", role: "administrator" } as const;
  const answer = await execute({ actor, surface: "http", command, input }, console_);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

async function namesIn(location: DatabaseLocation, masterKeyFile?: string): Promise<string[]> {
  const opened = await createConsole(envOf(location, masterKeyFile));
  try {
    const { rows } = (await ask(opened, "list", { limit: 200 })) as { rows: { basename: string }[] };
    return rows.map(({ basename }) => basename).sort();
  } finally {
    await opened.close();
  }
}

/** The code of what a promise is refused with. */
const codeOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    () => "done",
    (error: unknown) => {
      if (isFailure(error)) return error.code;
      throw error;
    },
  );

describe.each(providers)("a backup of %s", (provider) => {
  let location: DatabaseLocation;
  let target: DatabaseLocation;
  let console_: Console;
  let folder: string;
  let file: string;

  beforeAll(async () => {
    location = await createMigrated(provider);
    console_ = await createConsole(envOf(location));
    await ask(console_, "selfsigned", { name: "shop-ca", subject: { CN: "Shop CA" }, key: "p-256" });
    await ask(console_, "csr", { name: "shop", subject: { CN: "shop.example.com" }, key: "p-256" });
    await ask(console_, "sign", { request: "shop", issuer: "shop-ca" });
    folder = mkdtempSync(join(tmpdir(), "chainsmith-backup-"));
    file = join(folder, "one.backup");
    await makeBackup(envOf(location), file, plain, world);
  });
  afterAll(async () => {
    await console_.close();
    await removeMigrated(location);
    rmSync(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    target = { databaseUrl: null, dataDir: mkdtempSync(join(tmpdir(), "chainsmith-target-")) };
    if (provider === "postgresql") target = { ...target, databaseUrl: await (await testServer()).createDatabase() };
  });
  afterEach(() => removeMigrated(target));

  it("is made beside a working console, with mode 0600, and is opened by tar", async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const list = execFileSync("tar", ["-tf", file], { encoding: "utf8" }).trim().split("\n");
    expect(list).toEqual([provider === "sqlite" ? "database.sqlite" : "database.dump", "manifest.json"]);
    const manifest = JSON.parse(execFileSync("tar", ["-xOf", file, "manifest.json"], { encoding: "utf8" })) as object;
    expect(manifest).toMatchObject({ format: 1, provider, counts: { Item: 2, Certificate: 2, Key: 2 } });
    expect(await codeOf(makeBackup(envOf(location), file, plain, world))).toBe("backup.exists");
  });

  it("is proved in a scratch database, of which nothing is left", async () => {
    const before = readdirSync(location.dataDir).sort();
    expect(await proveBackup(envOf(location), file, none)).toMatchObject({ keysOpened: 2 });
    expect(readdirSync(location.dataDir).sort()).toEqual(before);
  });

  it("comes back into an empty place, where a console works with it and its master key", async () => {
    copyFileSync(join(location.dataDir, "master.key"), join(target.dataDir, "master.key"));
    const restored = await restoreBackup(envOf(target), file, none, clock);
    expect(restored).toMatchObject({ keysOpened: 2, masterKeyPlaced: false });
    expect(await namesIn(target)).toEqual(["shop", "shop-ca"]);
  });

  it("takes the place of another inventory, which is kept beside it", async () => {
    copyFileSync(join(location.dataDir, "master.key"), join(target.dataDir, "master.key"));
    await restoreBackup(envOf(target), file, none, clock);
    const later = await createConsole(envOf(target));
    await ask(later, "csr", { name: "later", subject: { CN: "later.example.com" }, key: "p-256" });
    expect(await codeOf(restoreBackup(envOf(target), file, none, clock))).toBe("backup.in-use");
    await later.close();
    const { former } = await restoreBackup(envOf(target), file, none, clock);
    expect(await namesIn(target)).toEqual(["shop", "shop-ca"]);
    if (provider === "sqlite") {
      const kept = mkdtempSync(join(tmpdir(), "chainsmith-kept-"));
      copyFileSync(former!, join(kept, "chainsmith.db"));
      expect(await namesIn({ databaseUrl: null, dataDir: kept }, join(target.dataDir, "master.key"))).toContain(
        "later",
      );
      rmSync(kept, { recursive: true });
    } else {
      const url = new URL(target.databaseUrl!);
      url.pathname = `/${former}`;
      expect(await namesIn({ ...target, databaseUrl: url.href })).toContain("later");
      await (await testServer()).dropDatabase(url.href);
    }
  });

  it("does not take the place of anything without a master key that opens it, nor beside a wrong one", async () => {
    const restored = await restoreBackup(envOf(target), file, none, clock);
    expect(restored.keysOpened).toBeNull();
    expect(await codeOf(restoreBackup(envOf(target), file, none, clock))).toBe("master-key.missing");
    writeFileSync(join(target.dataDir, "master.key"), `chainsmith-master-key 00112233 ${"A".repeat(43)}\n`, {
      mode: 0o600,
    });
    expect(await codeOf(restoreBackup(envOf(target), file, none, clock))).toBe("master-key.wrong");
  });

  it("brings the master key along when that was asked for", async () => {
    const whole = join(folder, "whole.backup");
    await makeBackup(envOf(location), whole, { ...plain, withMasterKey: true }, world);
    const restored = await restoreBackup(envOf(target), whole, none, clock);
    expect(restored).toMatchObject({ keysOpened: 2, masterKeyPlaced: true });
    expect(readFileSync(join(target.dataDir, "master.key"))).toEqual(
      readFileSync(join(location.dataDir, "master.key")),
    );
    expect(await namesIn(target)).toEqual(["shop", "shop-ca"]);
  });

  it("is refused when it is cut off or one byte of it is another one, and nothing is restored", async () => {
    const bytes = readFileSync(file);
    const broken = join(folder, "broken.backup");
    const cuts = [1, 300, 512, 5000, bytes.length - 1024, bytes.length - 1500].map((at) => bytes.subarray(0, at));
    const changes = [0, 130, 700, Math.floor(bytes.length / 2), bytes.length - 1400].map((at) => {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 0x01;
      return changed;
    });
    for (const content of [...cuts, ...changes, Buffer.concat([bytes, Buffer.from("more")])]) {
      writeFileSync(broken, content);
      expect(await codeOf(restoreBackup(envOf(target), broken, none, clock)), `${content.length}`).toBe(
        "backup.damaged",
      );
    }
    expect(readdirSync(target.dataDir)).toEqual([]);
  });

  it("is refused when a newer version made it, and when it is of the other database", async () => {
    const change = (name: string, change: (manifest: Record<string, unknown>) => object) => {
      const unpacked = mkdtempSync(join(folder, "unpacked-"));
      execFileSync("tar", ["-xf", file, "-C", unpacked]);
      const manifest = JSON.parse(readFileSync(join(unpacked, "manifest.json"), "utf8")) as Record<string, unknown>;
      writeFileSync(join(unpacked, "manifest.json"), JSON.stringify(change(manifest)));
      const names = readdirSync(unpacked).sort((one) => (one === "manifest.json" ? 1 : -1));
      execFileSync("tar", ["--format=ustar", "-cf", join(folder, name), "-C", unpacked, ...names]);
      return join(folder, name);
    };
    const newer = change("newer", (manifest) => ({ ...manifest, format: 2, version: "9.0.0" }));
    expect(await codeOf(proveBackup(envOf(location), newer, none))).toBe("backup.newer");
    const migrated = change("migrated", (manifest) => ({
      ...manifest,
      migrations: [...(manifest["migrations"] as string[]), "999_from_the_future"],
    }));
    expect(await codeOf(proveBackup(envOf(location), migrated, none))).toBe("database.newer");
    const counted = change("counted", (manifest) => ({
      ...manifest,
      counts: { ...(manifest["counts"] as object), Item: 3 },
    }));
    expect(await codeOf(proveBackup(envOf(location), counted, none))).toBe("backup.miscounted");
    const other = { ...target, databaseUrl: provider === "sqlite" ? "postgresql://localhost/none" : null };
    if (provider === "postgresql")
      expect(await codeOf(restoreBackup(envOf(other), file, none, clock))).toBe("backup.other-database");
  });

  it("is whole or not there when its process is killed, and a target is the old or the new one", async () => {
    const environment = { DATA_DIR: location.dataDir, DATABASE_URL: location.databaseUrl ?? "" };
    const killed = (script: string, words: readonly string[], env: object, ms: number) => {
      const child = spawn(process.execPath, ["--conditions=react-server", join("scripts", script), ...words], {
        env: { ...process.env, NODE_ENV: "production", MASTER_KEY_FILE: "", ...env } as NodeJS.ProcessEnv,
        stdio: "ignore",
      });
      setTimeout(() => child.kill("SIGKILL"), ms);
      return new Promise((resolve) => child.once("exit", resolve));
    };
    mkdirSync(join(folder, "killed"), { recursive: true });
    for (const ms of [300, 500, 700, 900, 1200]) {
      const made = join(folder, "killed", `at-${ms}`);
      await killed("make-backup.ts", [made], environment, ms);
      if (existsSync(made)) expect(await proveBackup(envOf(location), made, none)).toMatchObject({ keysOpened: 2 });
    }
    copyFileSync(join(location.dataDir, "master.key"), join(target.dataDir, "master.key"));
    await restoreBackup(envOf(target), file, none, clock);
    const there = { DATA_DIR: target.dataDir, DATABASE_URL: target.databaseUrl ?? "" };
    for (const ms of [300, 600, 900, 1200, 1600, 2200]) {
      await killed("restore-backup.ts", [file], there, ms);
      expect(await namesIn(target)).toEqual(["shop", "shop-ca"]);
    }
    // What a killed one left is cleared away by the next.
    await proveBackup(envOf(target), file, none);
    expect(readdirSync(target.dataDir).filter((name) => name.startsWith(".restore"))).toEqual([]);
  }, 120_000);

  it("is encrypted for recipients of age, whose program opens it and makes what is read here", async () => {
    const key = join(folder, "identity.txt");
    execFileSync("age-keygen", ["-o", key], { stdio: "ignore" });
    const recipient = execFileSync("age-keygen", ["-y", key], { encoding: "utf8" }).trim();
    const sealed = join(folder, "sealed.backup");
    await makeBackup(envOf(location), sealed, { ...plain, recipients: [recipient] }, world);
    const opened = execFileSync("age", ["-d", "-i", key, sealed], { maxBuffer: 2 ** 28 });
    expect(execFileSync("tar", ["-t"], { input: opened, encoding: "utf8" })).toContain("manifest.json");
    expect(await codeOf(proveBackup(envOf(location), sealed, none))).toBe("backup.encrypted");
    expect(await proveBackup(envOf(location), sealed, { identityFile: key })).toMatchObject({ keysOpened: 2 });

    const byAge = join(folder, "by-age.backup");
    execFileSync("age", ["-r", recipient, "-o", byAge, file]);
    expect(await proveBackup(envOf(location), byAge, { identityFile: key })).toMatchObject({ keysOpened: 2 });

    const bytes = readFileSync(sealed);
    for (const at of [100, 170, 5000, bytes.length - 3]) {
      const changed = Buffer.from(bytes);
      changed[at]! ^= 0x01;
      writeFileSync(join(folder, "changed.backup"), changed);
      const code = await codeOf(proveBackup(envOf(location), join(folder, "changed.backup"), { identityFile: key }));
      expect(["backup.damaged", "backup.wrong-identity"], `byte ${at}`).toContain(code);
    }
    writeFileSync(join(folder, "cut.backup"), bytes.subarray(0, bytes.length - 65_552));
    expect(await codeOf(proveBackup(envOf(location), join(folder, "cut.backup"), { identityFile: key }))).toBe(
      "backup.damaged",
    );

    const other = join(folder, "other.txt");
    execFileSync("age-keygen", ["-o", other], { stdio: "ignore" });
    expect(await codeOf(proveBackup(envOf(location), sealed, { identityFile: other }))).toBe("backup.wrong-identity");
    const slip = `${recipient.slice(0, -1)}${recipient.endsWith("q") ? "p" : "q"}`;
    const wishes = { ...plain, recipients: [slip] };
    expect(await codeOf(makeBackup(envOf(location), join(folder, "slip"), wishes, world))).toBe(
      "backup.recipient-malformed",
    );
    expect(existsSync(join(folder, "slip"))).toBe(false);
  });
});
