import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { BadSetting, type Env } from "../../env.ts";
import { prepareDataFolder } from "./data-folder.ts";

const folder = mkdtempSync(join(tmpdir(), "chainsmith-folder-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function prepared(dataDir: string, masterKeyFile = join(dataDir, "master.key")): string {
  const env: Env = {
    port: 0,
    host: "",
    dataDir,
    databaseUrl: null,
    masterKeyFile,
    backdating: 0,
    firstAdministrator: null,
  };
  try {
    prepareDataFolder(env);
    return (statSync(dataDir).mode & 0o777).toString(8);
  } catch (error) {
    expect(error).toBeInstanceOf(BadSetting);
    return (error as Error).message;
  }
}

test("a new folder and the folders made above it are the owner's alone", () => {
  expect(prepared(join(folder, "a/b/data"))).toBe("700");
});

test("an empty folder or one of a console is closed to others, and one with other files is left as it is", () => {
  for (const [name, file, mode] of [
    ["empty", null, "700"],
    ["ours", "chainsmith.db", "700"],
    ["theirs", "notes.txt", "755"],
  ] as const) {
    mkdirSync(join(folder, name));
    if (file !== null) writeFileSync(join(folder, name, file), "");
    chmodSync(join(folder, name), 0o755);
    expect([name, prepared(join(folder, name))]).toEqual([name, mode]);
  }
});

test("the folder of the master key is never made", () => {
  const elsewhere = join(folder, "not-mounted", "keys");
  expect(prepared(join(folder, "keyless"), join(elsewhere, "master.key"))).toBe(
    `MASTER_KEY_FILE is ${join(elsewhere, "master.key")}, and the folder ${elsewhere} does not exist; name a file in a folder that does.`,
  );
  expect(existsSync(elsewhere)).toBe(false);
  expect(prepared(join(folder, "keyless"), folder)).toMatch(/^MASTER_KEY_FILE is .*, which is no file; name the file/);
});

test("a path that cannot be a folder is told in one sentence, at start", () => {
  writeFileSync(join(folder, "file"), "");
  expect(prepared(join(folder, "file"))).toMatch(/^DATA_DIR is .*file, which is a file; it has to be a folder\.$/);
  expect(prepared(join(folder, "file", "below"))).toMatch(/^DATA_DIR is .*, which is a file or lies below one/);
  // Node's own recursive mkdir never comes back from here.
  expect(prepared("/proc/nowhere/data")).toMatch(/^DATA_DIR is \/proc\/nowhere\/data, where this user cannot write/);
  expect(prepared(join(folder, "fine"), "/proc/nowhere/key")).toMatch(
    /^MASTER_KEY_FILE is \/proc\/nowhere\/key, and the folder \/proc\/nowhere does not exist; name/,
  );
});
