import { spawn, type ChildProcess } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { people } from "./console.ts";

/** A console of one journey: `npm start` on a folder and a port of its own. */
export interface OwnConsole {
  readonly port: number;
  readonly address: string;
  readonly dataDir: string;
  /** The process that listens. */
  readonly pid: number;
  /** What it has written to its terminal so far. */
  said(): string;
  /** Ends when the process has; the exit code of the start script. */
  readonly ended: Promise<number | null>;
  kill(signal: NodeJS.Signals): void;
  rssMegabytes(): number;
  descriptors(): number;
}

interface Start {
  readonly folder: string;
  readonly port: number;
  readonly variables?: Readonly<Record<string, string>>;
  /** A line of the shell before the start: `ulimit -n 1024`. */
  readonly before?: string;
  /** Words in front of the shell: `unshare --mount`. */
  readonly within?: readonly string[];
}

const started: ChildProcess[] = [];

/** Starts one and waits until it is ready; what it says when it does not start is the message of the error. */
export async function startOwnConsole(start: Start): Promise<OwnConsole> {
  const { child, said, ended, dataDir } = begin(start);
  const outcome = await Promise.race([ended, ready(said)]);
  if (outcome !== "ready") throw new Error(said());
  const { port } = start;
  const pid = listenerBelow(child.pid as number);
  const status = (): string => readFileSync(`/proc/${pid}/status`, "utf8");
  return {
    port,
    address: `http://127.0.0.1:${port}`,
    dataDir,
    pid,
    said,
    ended,
    kill: (signal) => void child.kill(signal),
    rssMegabytes: () => Number(/VmRSS:\s+(\d+) kB/.exec(status())?.[1]) / 1024,
    descriptors: () => readdirSync(`/proc/${pid}/fd`).length,
  };
}

/** Why a console does not start: what it says, and its exit code. */
export async function refusedStart(start: Start): Promise<{ readonly said: string; readonly code: number | null }> {
  const { said, ended } = begin(start);
  const outcome = await Promise.race([ended, ready(said)]);
  if (outcome === "ready") throw new Error("the console started");
  return { said: said(), code: outcome };
}

/** Whatever a journey has left running. */
export async function stopOwnConsoles(): Promise<void> {
  await Promise.all(
    started.splice(0).map(async (child) => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      child.kill("SIGTERM");
      await new Promise((resolve) => child.once("exit", resolve));
    }),
  );
}

function begin({ folder, port, variables = {}, before = ":", within = [] }: Start) {
  const dataDir = join(folder, "data");
  const { email, password } = people.administrator;
  const own = { PORT: String(port), HOST: "", DATA_DIR: dataDir, ADMIN_EMAIL: email, ADMIN_PASSWORD: password };
  const absent = { DATABASE_URL: "", MASTER_KEY_FILE: "", TRUSTED_PROXY: "", ALLOW_HTTP: "" };
  const words = [...within, "sh", "-c", `${before} && exec node scripts/start.mjs`];
  const child = spawn(words[0] as string, words.slice(1), {
    env: { ...process.env, NODE_ENV: "production", ...absent, ...own, ...variables },
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  let text = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (chunk: string) => (text += chunk));
  const ended = new Promise<number | null>((resolve) => child.once("close", (code) => resolve(code)));
  return { child, said: () => text, ended, dataDir };
}

async function ready(said: () => string): Promise<"ready"> {
  while (!said().includes("Chainsmith is ready at")) await new Promise((resolve) => setTimeout(resolve, 50));
  return "ready";
}

/** The server is the last of the processes that start one another. */
function listenerBelow(pid: number): number {
  const [child] = readFileSync(`/proc/${pid}/task/${pid}/children`, "utf8").split(" ").filter(Boolean);
  return child === undefined ? pid : listenerBelow(Number(child));
}
