import { execFileSync, spawn, type ChildProcess } from "node:child_process";
import { chownSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { threadId } from "node:worker_threads";
import pg from "pg";

/**
 * A real PostgreSQL for a test: TEST_DATABASE_URL when it is set (a role that may create databases), else a server of
 * this machine's binaries in a temporary folder. PostgreSQL refuses to run as root, so root hands it to the user
 * `postgres`.
 */
export interface TestPostgres {
  /** The maintenance database; tests make their own with `createDatabase`. */
  readonly url: string;
  /** A database of its own, UTF-8: empty, or a copy of another one of this server that no session has open. */
  createDatabase(template?: string): Promise<string>;
  /** Ends the sessions of a database and removes it. */
  dropDatabase(url: string): Promise<void>;
  stop(): Promise<void>;
}

export interface PostgresOptions {
  /** Keep the cluster here and reuse it (benchmarks). */
  readonly directory?: string;
  /** A server of its own even where TEST_DATABASE_URL is set: its settings are what is tested. */
  readonly isOwn?: boolean;
  /** fsync on: benchmarks measure with it, tests do without. */
  readonly isDurable?: boolean;
}

export async function startPostgres(options: PostgresOptions = {}): Promise<TestPostgres> {
  const given = process.env["TEST_DATABASE_URL"];
  if (given !== undefined && given !== "" && options.isOwn !== true)
    return { ...databasesOf(given), stop: async () => {} };
  const bin = postgresBinaries();
  const directory = options.directory ?? mkdtempSync(join(tmpdir(), "chainsmith-pg-"));
  const data = join(directory, "data");
  const server = await startServer(bin, directory, data, options.isDurable ?? false);
  return {
    ...databasesOf(server.url),
    stop: async () => {
      await stopServer(server.child);
      if (options.directory === undefined) rmSync(directory, { recursive: true, force: true });
    },
  };
}

function postgresBinaries(): string {
  const debian = "/usr/lib/postgresql";
  const versions = existsSync(debian) ? readdirSync(debian).sort((a, b) => Number(b) - Number(a)) : [];
  for (const version of versions)
    if (existsSync(join(debian, version, "bin/postgres"))) return join(debian, version, "bin");
  for (const folder of (process.env["PATH"] ?? "").split(":")) if (existsSync(join(folder, "initdb"))) return folder;
  throw new Error("No PostgreSQL here: install Debian's postgresql or set TEST_DATABASE_URL.");
}

/** The user that runs the server: `postgres` under root, ourselves otherwise. */
function serverUser(): { uid: number; gid: number } | null {
  if (process.getuid?.() !== 0) return null;
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

async function startServer(
  bin: string,
  directory: string,
  data: string,
  isDurable: boolean,
): Promise<{ child: ChildProcess; url: string }> {
  const user = serverUser();
  mkdirSync(directory, { recursive: true });
  if (user !== null) chownSync(directory, user.uid, user.gid);
  const run = { ...(user ?? {}), cwd: directory, env: { ...process.env, LC_ALL: "C.UTF-8" } };
  if (!existsSync(join(data, "PG_VERSION"))) {
    const flags = ["-D", data, "-U", "postgres", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"];
    execFileSync(join(bin, "initdb"), flags, { ...run, stdio: "pipe" });
  }
  rmSync(join(data, "postmaster.pid"), { force: true });
  const port = await freePort();
  const settings = [
    "listen_addresses=127.0.0.1",
    `unix_socket_directories=${directory}`,
    "max_connections=120",
    "shared_buffers=256MB",
    ...(isDurable
      ? ["max_wal_size=4GB", "maintenance_work_mem=512MB"]
      : ["fsync=off", "synchronous_commit=off", "full_page_writes=off"]),
  ];
  const child = spawn(
    join(bin, "postgres"),
    ["-D", data, "-p", String(port), ...settings.flatMap((setting) => ["-c", setting])],
    { ...run, stdio: "pipe" },
  );
  let log = "";
  child.stderr.on("data", (chunk: Buffer) => (log = (log + chunk.toString()).slice(-4000)));
  const url = `postgresql://postgres@127.0.0.1:${port}/postgres`;
  for (let attempt = 0; attempt < 200; attempt += 1) {
    if (child.exitCode !== null) throw new Error(`PostgreSQL did not start:\n${log}`);
    if (await answers(url)) return { child, url };
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  child.kill("SIGQUIT");
  throw new Error(`PostgreSQL did not answer:\n${log}`);
}

async function stopServer(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null) return;
  const ended = new Promise((resolve) => child.once("exit", resolve));
  child.kill("SIGINT"); // fast shutdown: open connections are ended
  await ended;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url });
  client.on("error", () => {});
  try {
    await client.connect();
    await client.end();
    return true;
  } catch {
    return false;
  }
}

let databaseNumber = 0;

function databasesOf(serverUrl: string): Omit<TestPostgres, "stop"> {
  return {
    url: serverUrl,
    async createDatabase(template) {
      databaseNumber += 1;
      const name = `chainsmith_${process.pid}_${threadId}_${Date.now().toString(36)}_${databaseNumber}`;
      const origin =
        template === undefined ? "ENCODING 'UTF8' LOCALE 'C.UTF-8' TEMPLATE template0" : `TEMPLATE "${template}"`;
      await queryOnce(serverUrl, `CREATE DATABASE "${name}" ${origin}`);
      const url = new URL(serverUrl);
      url.pathname = `/${name}`;
      return url.toString();
    },
    dropDatabase: (url) => queryOnce(serverUrl, `DROP DATABASE "${new URL(url).pathname.slice(1)}" WITH (FORCE)`),
  };
}

async function queryOnce(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once("error", reject);
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      server.close(() =>
        address !== null && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}
