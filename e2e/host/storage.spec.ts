import { execFileSync } from "node:child_process";
import {
  closeSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { port } from "../support/console.ts";
import { expect, test } from "../support/fixtures.ts";
import { refusedStart, startOwnConsole, stopOwnConsoles, type OwnConsole } from "../support/own-console.ts";

/** A real console on a disk of its own that fills up, becomes read-only or breaks, before the start and while it runs. */

test.use({ role: "nobody" });
test.afterEach(stopOwnConsoles);

const isRoot = process.getuid?.() === 0;
/** Mounts are this console's alone, and go with it. */
const within = ["unshare", "--mount", ...(isRoot ? [] : ["--map-root-user"])];
const disk = (folder: string, options = "size=120m"): string =>
  `mount -t tmpfs -o ${options} tmpfs ${join(folder, "data")}`;

/** In the place that only the console sees. */
const inside = (own: OwnConsole, ...names: string[]): string => join(`/proc/${own.pid}/root`, own.dataDir, ...names);
const withinConsole = ({ pid }: OwnConsole, ...words: string[]): string =>
  execFileSync(
    "nsenter",
    ["--target", String(pid), "--mount", ...(isRoot ? [] : ["--user", "--preserve-credentials"]), ...words],
    {
      encoding: "utf8",
      stdio: ["ignore", "pipe", "pipe"],
    },
  );

interface Http {
  put(name: string, content: string, language?: string): Promise<{ status: number; code?: string; message?: string }>;
  get(name: string): Promise<{ status: number; code?: string }>;
  names(): Promise<string[]>;
  ready(): Promise<Record<string, unknown>>;
  lives(): Promise<number>;
}

function httpOf(own: OwnConsole, token: string): Http {
  const headers = { authorization: `Bearer ${token}` };
  return {
    async put(name, content, language = "en") {
      const answer = await fetch(`${own.address}/api/v1/files/${name}`, {
        method: "PUT",
        headers: { ...headers, "accept-language": language },
        body: content,
      });
      const { error } = (await answer.json()) as { error?: { code: string; message: string } };
      return { status: answer.status, ...error };
    },
    async get(name) {
      const answer = await fetch(`${own.address}/api/v1/files/${name}`, { headers });
      if (answer.ok) return { status: answer.status };
      return { status: answer.status, code: ((await answer.json()) as { error: { code: string } }).error.code };
    },
    async names() {
      const answer = await fetch(`${own.address}/api/v1/pki/list`, { method: "POST", headers, body: '{"limit":200}' });
      const { value } = (await answer.json()) as { value: { rows: { basename: string }[] } };
      return value.rows.map(({ basename }) => basename).sort();
    },
    async ready() {
      const answer = await fetch(`${own.address}/api/v1/ready`);
      return { code: answer.status, ...((await answer.json()) as object) };
    },
    lives: async () => (await fetch(`${own.address}/api/v1/health`)).status,
  };
}

async function begin(folder: string, options?: string): Promise<{ own: OwnConsole; http: Http }> {
  mkdirSync(join(folder, "data"), { recursive: true, mode: 0o700 });
  const own = await startOwnConsole({ folder, port: port + 5, within, before: disk(folder, options) });
  return { own, http: httpOf(own, tokenWithin(own)) };
}

function tokenWithin(own: OwnConsole): string {
  const variables = [`DATA_DIR=${own.dataDir}`, "NODE_ENV=production", "DATABASE_URL="];
  const words = [join(process.cwd(), "scripts/token.mjs"), "--name", "storage", "--role", "operator"];
  return withinConsole(own, "env", ...variables, "node", ...words).trim();
}

function certificate(folder: string, name: string, padding = 0): string {
  const names = Array.from({ length: padding }, (_, index) => `DNS:padding-${index}.${name}.example.com`);
  const san = [`DNS:${name}.example.com`, ...names].join(",");
  execFileSync(
    "openssl",
    [
      ...["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "30"],
      ...["-subj", `/CN=${name}.example.com`, "-addext", `subjectAltName=${san}`],
      ...["-keyout", join(folder, `${name}.key`), "-out", join(folder, `${name}.crt`)],
    ],
    { stdio: "ignore" },
  );
  return readFileSync(join(folder, `${name}.crt`), "utf8");
}

/** Writes until nothing more fits. */
function fill(file: string): void {
  const handle = openSync(file, "a");
  for (let size = 1024 * 1024; size >= 1; size = Math.floor(size / 2)) {
    try {
      for (;;) if (writeSync(handle, Buffer.alloc(size)) < size) break;
    } catch (error) {
      expect((error as NodeJS.ErrnoException).code).toBe("ENOSPC");
    }
  }
  closeSync(handle);
}

function checkDatabase(file: string): void {
  const database = new DatabaseSync(file, { readOnly: true });
  expect(database.prepare("PRAGMA integrity_check").all()).toEqual([{ integrity_check: "ok" }]);
  expect(database.prepare("PRAGMA foreign_key_check").all()).toEqual([]);
  database.close();
}

const oneSentence = /^[^\n]+[.]\n$/;

test("a disk that fills up while the console runs refuses what is new in one sentence, and keeps what is there", async ({
  folder,
}) => {
  const { own, http } = await begin(folder);
  const texts = Array.from({ length: 12 }, (_, index) => certificate(folder, `full-${index}`, 400));
  for (const index of [0, 1, 2]) expect((await http.put(`full-${index}.crt`, texts[index]!)).status).toBe(201);
  expect(await http.ready()).toEqual({
    code: 200,
    status: "ready",
    database: "ok",
    vault: "ok",
    disk: "ok",
    clock: "ok",
  });

  fill(inside(own, "filler"));
  const kept = ["full-0", "full-1", "full-2"];
  let isFull = false;
  for (const [index, text] of texts.entries()) {
    if (index < 3) continue;
    const { status, code, message } = await http.put(`full-${index}.crt`, text, index % 2 === 0 ? "ko" : "en");
    // The log of the database may have had a little room of its own.
    if (status === 201) kept.push(`full-${index}`);
    else {
      isFull = true;
      expect({ status, code }).toEqual({ status: 507, code: "storage.full" });
      expect(message).toMatch(
        index % 2 === 0 ? /콘솔의 데이터를 둘 공간/ : /^There is no room left for the data of the console/,
      );
    }
  }
  expect(isFull).toBe(true);
  expect(await http.names()).toEqual(kept.sort());
  await expect.poll(http.ready).toMatchObject({ code: 503, status: "not-ready", disk: "storage.full", vault: "ok" });
  expect(await http.lives()).toBe(200);

  rmSync(inside(own, "filler"));
  const lost = [3, 4, 5, 6, 7, 8, 9, 10, 11].filter((index) => !kept.includes(`full-${index}`));
  for (const index of lost) expect((await http.put(`full-${index}.crt`, texts[index]!)).status).toBe(201);
  expect(await http.names()).toHaveLength(12);
  await expect.poll(http.ready).toMatchObject({ code: 200 });
  for (const ending of ["db", "db-wal"])
    copyFileSync(inside(own, `chainsmith.${ending}`), join(folder, `copy.${ending}`));
  checkDatabase(join(folder, "copy.db"));
});

test("a database that is damaged while the console runs is said to be, and the console lives", async ({ folder }) => {
  const variables = { DATA_DIR: join(folder, "data"), NODE_ENV: "production", DATABASE_URL: "" } as const;
  const first = await startOwnConsole({ folder, port: port + 5 });
  const words = ["scripts/token.mjs", "--name", "storage", "--role", "operator"];
  const token = execFileSync("node", words, { env: { ...process.env, ...variables }, encoding: "utf8" }).trim();
  for (let index = 0; index < 12; index += 1) {
    const text = certificate(folder, `damaged-${index}`, 600);
    expect((await httpOf(first, token).put(`damaged-${index}.crt`, text)).status).toBe(201);
  }
  first.kill("SIGTERM");
  await first.ended;

  // Its pages are read anew, and those of the certificates not before they are asked for.
  const own = await startOwnConsole({ folder, port: port + 5 });
  const file = join(own.dataDir, "chainsmith.db");
  const { size } = statSync(file);
  overwrite(file, Math.ceil(size / 2 / 4096) * 4096, Math.floor(size / 2 / 4096) * 4096);
  const http = httpOf(own, token);
  const codes = new Set<string | undefined>();
  for (let index = 0; index < 12; index += 1) codes.add((await http.get(`damaged-${index}.crt`)).code);
  codes.add((await http.put("damaged-new.crt", certificate(folder, "damaged-new"))).code);
  codes.delete(undefined);
  expect([...codes]).toEqual(["database.damaged"]);
  expect(await http.lives()).toBe(200);
});

test.describe("before the start", () => {
  const start = (folder: string, before: string) => refusedStart({ folder, port: port + 5, within, before });
  const place = (folder: string): string => {
    const data = join(folder, "data");
    if (!existsSync(data)) mkdirSync(data, { mode: 0o700 });
    return data;
  };
  /** A console that has been in use and was stopped. */
  async function used(folder: string): Promise<string> {
    const own = await startOwnConsole({ folder, port: port + 5 });
    own.kill("SIGTERM");
    await own.ended;
    return join(folder, "data", "chainsmith.db");
  }

  test("a full disk is said in one sentence", async ({ folder }) => {
    place(folder);
    for (const room of ["bs=1k count=100000", "bs=1k count=880", "bs=1k count=600"]) {
      const { said, code } = await start(
        folder,
        `${disk(folder, "size=1m")}; dd if=/dev/zero of=${join(folder, "data", "filler")} ${room} 2>/dev/null; :`,
      );
      expect(code).toBe(1);
      expect(said).toMatch(oneSentence);
      expect(said).toMatch(/^There is no room left for the data of the console/);
    }
  });

  test("a folder that cannot be written is said in one sentence", async ({ folder }) => {
    place(folder);
    const { said, code } = await start(folder, disk(folder, "ro"));
    expect(code).toBe(1);
    expect(said).toMatch(oneSentence);
    expect(said).toMatch(/^DATA_DIR is \/.+, where this user cannot write \(EROFS\)/);
  });

  test("a console that was in use is told that its folder became read-only", async ({ folder }) => {
    const file = await used(folder);
    const data = join(folder, "data");
    const { said, code } = await start(folder, `mount --bind ${data} ${data} && mount -o remount,bind,ro ${data}`);
    expect(code).toBe(1);
    expect(said).toMatch(oneSentence);
    expect(said).toMatch(/EROFS/);
    checkDatabase(file);
  });

  const damages: readonly (readonly [string, (file: string) => void])[] = [
    ["its beginning is overwritten", (file) => overwrite(file, 0, 4096)],
    ["its middle is overwritten", (file) => overwrite(file, 4096, statSync(file).size - 4096)],
    ["its end is missing", (file) => truncateSync(file, 4096 * 3)],
    ["it is another file", (file) => writeFileSync(file, "not a database".repeat(1000))],
    ["it is empty", (file) => truncateSync(file, 0)],
  ];
  for (const [what, damage] of damages)
    test(`a damaged database is said in one sentence, and left as it is: ${what}`, async ({ folder }) => {
      const file = await used(folder);
      damage(file);
      const before = readFileSync(file);
      const { said, code } = await refusedStart({ folder, port: port + 5 });
      expect(code).toBe(1);
      expect(said).toMatch(oneSentence);
      expect(said).toContain(`The database (${file}) is damaged: stop the console, keep the damaged files`);
      expect(readFileSync(file).equals(before)).toBe(true);
    });
});

function overwrite(file: string, from: number, length: number): void {
  const handle = openSync(file, "r+");
  writeSync(handle, Buffer.alloc(length, 0x5a), 0, length, from);
}
