import "server-only";
import { type ChildProcess, spawn, type SpawnOptions } from "node:child_process";
import { join } from "node:path";
import type { AttemptQuestion, LoadProblem, ProcessEnd } from "../../targets/rehearsal/attempt.ts";
import { FrameReader, writeFrame } from "./frames.ts";
import { type Answer, writeOrder } from "./order.ts";

/** The key of one end, PEM in clear, or why it has none that can be used; null: this end has no certificate. */
export type EndKey = { readonly pem: Uint8Array } | { readonly problem: LoadProblem } | null;

export interface Keys {
  readonly server: EndKey;
  readonly client: EndKey;
}

/** Bytes of an answer at the most; it is made of names and digests. */
const mostAnswerBytes = 1024 * 1024;
/** KiB of data that the process may have, in what V8 reserves too. */
const mostDataKib = 800_000;
/** MiB of its JavaScript objects. */
const mostHeapMib = 64;

/**
 * A process that makes one connection at a time with the files of other people. What ends OpenSSL, or the Node around
 * it, ends this process and not the console. It is given keys by a pipe, and no environment; it may read the sources
 * and nothing else, start nothing, and leaves no core file. It ends with its pipe, so with the console as well.
 */
export class Child {
  readonly #process: ChildProcess;
  #onAnswer: (answer: Answer) => void = () => {};
  #end: ProcessEnd | null = null;
  readonly #over: Promise<ProcessEnd>;

  constructor() {
    this.#process = startProcess();
    this.#over = new Promise((resolve) => {
      this.#process.once("error", (error: NodeJS.ErrnoException) =>
        resolve({ reason: "not-started", detail: error.code ?? error.name }),
      );
      this.#process.once("exit", (status, signal) =>
        resolve(signal === null ? { reason: "status", detail: String(status) } : { reason: "signal", detail: signal }),
      );
    }).then((end) => (this.#end ??= end as ProcessEnd));
    const reader = new FrameReader(mostAnswerBytes, (frame) => this.#onAnswer(JSON.parse(frame.toString()) as Answer));
    this.#process.stdout?.on("data", (chunk: Buffer) => {
      try {
        reader.read(chunk);
      } catch {
        this.kill();
      }
    });
    // A pipe that breaks is told by the end of the process.
    for (const pipe of [this.#process.stdin, this.#process.stdout]) pipe?.on("error", () => {});
    this.#keepAlive(false);
  }

  get isOver(): boolean {
    return this.#end !== null;
  }

  /** The keys stay the caller's, to be wiped after the answer. */
  async connect(question: AttemptQuestion, keys: Keys, mostMs: number): Promise<Answer | { readonly end: ProcessEnd }> {
    this.#keepAlive(true);
    const timer = setTimeout(() => {
      this.#end ??= { reason: "time", detail: String(mostMs / 1000) };
      this.kill();
    }, mostMs);
    try {
      const answer = new Promise<Answer>((resolve) => (this.#onAnswer = resolve));
      this.#write(question, keys);
      return await Promise.race([answer, this.#over.then((end) => ({ end }))]);
    } finally {
      clearTimeout(timer);
      this.#keepAlive(false);
    }
  }

  kill(): void {
    this.#process.kill("SIGKILL");
  }

  #write(question: AttemptQuestion, { server, client }: Keys): void {
    const pipe = this.#process.stdin;
    if (pipe === null || this.isOver) return;
    writeFrame(pipe, writeOrder({ question, problems: { server: problemOf(server), client: problemOf(client) } }));
    for (const key of [server, client]) writeFrame(pipe, key !== null && "pem" in key ? key.pem : new Uint8Array());
  }

  /** A process without work keeps neither the console nor a test from ending. */
  #keepAlive(isNeeded: boolean): void {
    const pipes = [this.#process.stdin, this.#process.stdout] as unknown as (NodeJS.RefCounted | null)[];
    for (const each of [this.#process, ...pipes]) {
      if (isNeeded) each?.ref();
      else each?.unref();
    }
  }
}

const problemOf = (key: EndKey): LoadProblem | null => (key !== null && "problem" in key ? key.problem : null);

function startProcess(): ChildProcess {
  const root = process.cwd();
  const node = [
    process.execPath,
    "--permission",
    ...["lib", "node_modules", "package.json"].map((path) => `--allow-fs-read=${join(root, path)}`),
    "--conditions=react-server",
    "--disable-warning=ExperimentalWarning",
    `--max-old-space-size=${mostHeapMib}`,
    join(root, "lib/server/rehearsal/child-main.ts"),
  ];
  const options: SpawnOptions = { env: { NODE_ENV: "production" }, cwd: root, stdio: ["pipe", "pipe", "ignore"] };
  if (process.platform === "win32") return spawn(node[0]!, node.slice(1), { ...options, windowsHide: true });
  // The shell sets the limits that Node cannot, and becomes Node. A core file would hold the keys.
  const limits = `ulimit -c 0; ulimit -d ${mostDataKib} 2>/dev/null; exec "$0" "$@"`;
  return spawn("/bin/sh", ["-c", limits, ...node], options);
}
