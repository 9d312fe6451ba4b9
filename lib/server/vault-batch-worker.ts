import "server-only";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Worker } from "node:worker_threads";
import type { KeyAlgorithm } from "../pki/public-key.ts";
import type { Pkcs12Profile } from "../pki/pkcs12-lock.ts";
import { keyParameters } from "./key-worker.ts";

/**
 * The heavy half of a batch, off the main thread and behind it in line: keys are made and .p12 files encrypted in threads
 * that the system runs when nobody else wants the processor, so that a page answers while five hundred keys are made. They
 * are not the key workers of the vault: whoever asks for one key must not wait behind a batch.
 */
export interface BatchWorkers {
  /** The caller wipes `pkcs8`. */
  generate(algorithm: KeyAlgorithm, count: number): Promise<MadeKey[]>;
  /** `key` is copied; the copy is wiped. */
  pack(order: PackOrder): Promise<Uint8Array>;
  close(): Promise<void>;
}

export interface MadeKey {
  readonly pkcs8: Uint8Array;
  readonly spki: Uint8Array;
}

export interface PackOrder {
  readonly key: Uint8Array;
  readonly certificates: readonly Uint8Array[];
  readonly friendlyName: string;
  readonly passphrase: string;
  readonly profile: Pkcs12Profile;
  readonly iterations: number | null;
}

const workerCount = 2;

// As text, because a bundler would have to be told of a worker's file, and this must also run in plain Node, which reads
// TypeScript by itself. PBKDF2 is turned into its synchronous form: the other one would leave this thread for the pool that
// the whole process shares, at the priority of the pages.
const source = `
const { parentPort, workerData } = require("node:worker_threads");
const crypto = require("node:crypto");
const { syncBuiltinESMExports } = require("node:module");
const fs = require("node:fs");
const os = require("node:os");
try {
  os.setPriority(Number(fs.readlinkSync("/proc/thread-self").split("/").pop()), os.constants.priority.PRIORITY_BELOW_NORMAL);
} catch {}
crypto.pbkdf2 = (password, salt, iterations, length, digest, done) => {
  try {
    const key = crypto.pbkdf2Sync(password, salt, iterations, length, digest);
    setImmediate(done, null, key);
  } catch (error) {
    setImmediate(done, error);
  }
};
syncBuiltinESMExports();
const encodings = { privateKeyEncoding: { type: "pkcs8", format: "der" }, publicKeyEncoding: { type: "spki", format: "der" } };
const work = {
  generate({ type, options, count }) {
    const keys = Array.from({ length: count }, () => {
      const pair = crypto.generateKeyPairSync(type, { ...options, ...encodings });
      const key = { pkcs8: Uint8Array.from(pair.privateKey), spki: Uint8Array.from(pair.publicKey) };
      pair.privateKey.fill(0);
      return key;
    });
    return { value: keys, moved: keys.flatMap(({ pkcs8, spki }) => [pkcs8.buffer, spki.buffer]) };
  },
  async pack({ iterations, ...input }) {
    const { writePkcs12 } = await import(workerData.pkcs12);
    try {
      const value = Uint8Array.from(await writePkcs12({ ...input, random: crypto.randomBytes, ...(iterations === null ? {} : { iterations }) }));
      return { value, moved: [value.buffer] };
    } finally {
      input.key.fill(0);
    }
  },
};
parentPort.on("message", async ({ id, task, order }) => {
  try {
    const { value, moved } = await work[task](order);
    parentPort.postMessage({ id, value }, moved);
  } catch (error) {
    parentPort.postMessage({ id, error: String(error) });
  }
});`;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

interface Seat {
  readonly worker: Worker;
  readonly waiting: Map<number, Waiting>;
}

export function createBatchWorkers(root = process.cwd()): BatchWorkers {
  const seats: Seat[] = [];
  let lastId = 0;
  let isClosed = false;

  function openSeat(): Seat {
    const workerData = { pkcs12: pathToFileURL(join(root, "lib/pki/pkcs12-write.ts")).href };
    const worker = new Worker(source, { eval: true, execArgv: ["--disable-warning=ExperimentalWarning"], env: {}, workerData });
    const seat: Seat = { worker, waiting: new Map() };
    const fail = (error: Error) => {
      if (seats.includes(seat)) seats.splice(seats.indexOf(seat), 1);
      for (const { reject } of seat.waiting.values()) reject(error);
      seat.waiting.clear();
    };
    worker.on("message", ({ id, value, error }: { id: number; value?: unknown; error?: string }) => {
      const asked = seat.waiting.get(id);
      seat.waiting.delete(id);
      if (seat.waiting.size === 0) worker.unref(); // an idle worker keeps nobody from ending
      if (error === undefined) asked?.resolve(value);
      else asked?.reject(new Error(error));
    });
    worker.on("error", fail);
    worker.on("exit", () => fail(new Error("the batch worker ended")));
    worker.unref();
    seats.push(seat);
    return seat;
  }

  function ask(task: string, order: unknown): Promise<unknown> {
    if (isClosed) return Promise.reject(new Error("the batch workers are closed"));
    const shortest = [...seats].sort((one, other) => one.waiting.size - other.waiting.size)[0];
    const seat = shortest !== undefined && (shortest.waiting.size === 0 || seats.length >= workerCount) ? shortest : openSeat();
    const id = (lastId += 1);
    return new Promise((resolve, reject) => {
      seat.waiting.set(id, { resolve, reject });
      seat.worker.ref();
      seat.worker.postMessage({ id, task, order });
    });
  }

  return {
    generate: (algorithm, count) => ask("generate", { ...keyParameters[algorithm], count }) as Promise<MadeKey[]>,
    pack: (order) => ask("pack", order) as Promise<Uint8Array>,
    async close() {
      isClosed = true;
      await Promise.all(seats.map((seat) => seat.worker.terminate()));
    },
  };
}
