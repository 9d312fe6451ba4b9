import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dirname, join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { unzipSync } from "fflate";

/** Programs that a test starts with the files of a pack: nginx, node, PostgreSQL's client, OpenSSL. */

/** Unpacks an archive below a folder, keys as 0600. Returns its paths. */
export function unpack(archive: Uint8Array, folder: string): string[] {
  const files = unzipSync(Uint8Array.from(archive));
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), content);
    if (/\.(key|p12)$|key\.pem$/.test(path)) chmodSync(join(folder, path), 0o600);
  }
  return Object.keys(files);
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const listener = createServer().once("error", reject);
    listener.listen(0, "127.0.0.1", () => {
      const address = listener.address();
      listener.close(() =>
        address !== null && typeof address === "object" ? resolve(address.port) : reject(new Error("no port")),
      );
    });
  });
}

/** Waits until the kernel lists the port: to connect would use up a connection. @throws when it never does. */
export async function listens(port: number, patience = 20): Promise<void> {
  const entry = new RegExp(`:${port.toString(16).toUpperCase().padStart(4, "0")} 0+:0000 0A`);
  for (let attempt = 0; attempt < patience * 20; attempt += 1) {
    if (["/proc/net/tcp", "/proc/net/tcp6"].some((table) => entry.test(readFileSync(table, "utf8")))) return;
    await sleep(50);
  }
  throw new Error(`nothing listens on ${port}`);
}

export interface Started {
  /** Everything that it said so far. */
  said(): string;
  stop(): Promise<void>;
}

export function start(program: string, words: readonly string[], cwd: string): Started {
  const child: ChildProcess = spawn(program, words, { cwd, stdio: ["pipe", "pipe", "pipe"] });
  let words_ = "";
  for (const stream of [child.stdout, child.stderr])
    stream?.on("data", (chunk: Buffer) => (words_ += chunk.toString()));
  return {
    said: () => words_,
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill();
      await once(child, "exit");
    },
  };
}

export interface Finished {
  readonly code: number | null;
  readonly text: string;
}

/**
 * Runs a program to its end; what it says on both streams. Never synchronously: servers of the same test have to answer
 * it.
 */
export function attempt(
  program: string,
  words: readonly string[],
  options: { readonly input?: string; readonly env?: Readonly<Record<string, string>> } = {},
): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      program,
      words,
      { encoding: "utf8", timeout: 30_000, env: { ...process.env, ...options.env } },
      (error, stdout, stderr) => {
        if (error !== null && typeof error.code !== "number" && !error.killed) return reject(error);
        resolve({
          code: error === null ? 0 : typeof error.code === "number" ? error.code : null,
          text: `${stdout}${stderr}`,
        });
      },
    );
    // A program that ends before it has read says so by its exit.
    child.stdin?.on("error", () => {});
    child.stdin?.end(options.input ?? "");
  });
}

/** A program of nginx or PostgreSQL, which Debian keeps outside of a person's path. */
export function programPath(program: string): string {
  const debian = existsSync("/usr/lib/postgresql")
    ? readdirSync("/usr/lib/postgresql").map((version) => `/usr/lib/postgresql/${version}/bin`)
    : [];
  const folders = [...(process.env["PATH"] ?? "").split(":"), "/usr/sbin", ...debian];
  const found = folders.map((folder) => join(folder, program)).find((path) => existsSync(path));
  if (found === undefined) throw new Error(`${program} is not here`);
  return found;
}
