import "server-only";
import type { Worker } from "node:worker_threads";
import type { KeyAlgorithm } from "../../pki/keys/public-key.ts";
import { openScriptThread } from "../workers/thread.ts";

/**
 * Makes key pairs off the main thread. Two workers that generate synchronously: the asynchronous call of node:crypto runs in
 * the pool of libuv, where four RSA 4096 keys make a file read wait for seconds.
 */
export interface KeyWorkers {
  generate(algorithm: KeyAlgorithm): Promise<GeneratedKey>;
  close(): Promise<void>;
}

/** DER. The caller wipes `pkcs8`. */
export interface GeneratedKey {
  readonly pkcs8: Uint8Array;
  readonly spki: Uint8Array;
}

const workerCount = 2;

// As text, because a bundler would have to be told of a worker's file, and this must also run in plain Node.
const source = `
const { parentPort } = require("node:worker_threads");
const { generateKeyPairSync } = require("node:crypto");
const encodings = { privateKeyEncoding: { type: "pkcs8", format: "der" }, publicKeyEncoding: { type: "spki", format: "der" } };
parentPort.on("message", ({ id, type, options }) => {
  try {
    const pair = generateKeyPairSync(type, { ...options, ...encodings });
    const pkcs8 = Uint8Array.from(pair.privateKey);
    const spki = Uint8Array.from(pair.publicKey);
    pair.privateKey.fill(0);
    parentPort.postMessage({ id, pkcs8, spki }, [pkcs8.buffer, spki.buffer]);
  } catch (error) {
    parentPort.postMessage({ id, error: String(error) });
  }
});`;

export const keyParameters: Readonly<
  Record<KeyAlgorithm, { type: string; options: Readonly<Record<string, string | number>> }>
> = {
  "rsa-2048": { type: "rsa", options: { modulusLength: 2048 } },
  "rsa-3072": { type: "rsa", options: { modulusLength: 3072 } },
  "rsa-4096": { type: "rsa", options: { modulusLength: 4096 } },
  "p-256": { type: "ec", options: { namedCurve: "prime256v1" } },
  "p-384": { type: "ec", options: { namedCurve: "secp384r1" } },
  "p-521": { type: "ec", options: { namedCurve: "secp521r1" } },
  ed25519: { type: "ed25519", options: {} },
};

type Reply = { id: number } & (GeneratedKey | { error: string });

interface Seat {
  readonly worker: Worker;
  readonly waiting: Map<number, { resolve(key: GeneratedKey): void; reject(error: Error): void }>;
}

export function createKeyWorkers(): KeyWorkers {
  const seats: Seat[] = [];
  let lastId = 0;
  let isClosed = false;

  function openSeat(): Seat {
    const worker = openScriptThread(source);
    const seat: Seat = { worker, waiting: new Map() };
    const fail = (error: Error) => {
      seats.splice(seats.indexOf(seat) >>> 0, seats.includes(seat) ? 1 : 0);
      for (const { reject } of seat.waiting.values()) reject(error);
      seat.waiting.clear();
    };
    worker.on("message", (reply: Reply) => {
      const asked = seat.waiting.get(reply.id);
      seat.waiting.delete(reply.id);
      if (seat.waiting.size === 0) worker.unref(); // an idle worker keeps nobody from ending
      if ("error" in reply) asked?.reject(new Error(reply.error));
      else asked?.resolve({ pkcs8: reply.pkcs8, spki: reply.spki });
    });
    worker.on("error", fail);
    worker.on("exit", () => fail(new Error("the key worker ended")));
    seats.push(seat);
    return seat;
  }

  return {
    generate(algorithm) {
      if (isClosed) return Promise.reject(new Error("the vault is closed"));
      const idle = seats.find((seat) => seat.waiting.size === 0);
      const shortest = [...seats].sort((one, other) => one.waiting.size - other.waiting.size)[0];
      const seat = idle ?? (seats.length < workerCount || shortest === undefined ? openSeat() : shortest);
      const id = (lastId += 1);
      return new Promise((resolve, reject) => {
        seat.waiting.set(id, { resolve, reject });
        seat.worker.ref();
        seat.worker.postMessage({ id, ...keyParameters[algorithm] });
      });
    },
    async close() {
      isClosed = true;
      await Promise.all(seats.map((seat) => seat.worker.terminate()));
    },
  };
}
