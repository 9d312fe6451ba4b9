import "server-only";
import type { KeyAlgorithm } from "../../pki/keys/public-key.ts";
import { createPool } from "../workers/pool.ts";
import { openScriptThread } from "../workers/thread.ts";

/**
 * Makes key pairs off the main thread. Two workers that generate synchronously: the asynchronous call of node:crypto
 * runs in the pool of libuv, where four RSA 4096 keys make a file read wait for seconds.
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
    parentPort.postMessage({ id, ok: true, value: { pkcs8, spki } }, [pkcs8.buffer, spki.buffer]);
  } catch (error) {
    parentPort.postMessage({ id, ok: false, bug: String(error) });
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

export function createKeyWorkers(): KeyWorkers {
  const pool = createPool<(typeof keyParameters)[KeyAlgorithm]>({
    name: "key",
    open: () => openScriptThread(source),
    threads: 2,
  });
  return {
    generate: (algorithm) => pool.run<GeneratedKey>(keyParameters[algorithm]),
    close: () => pool.close(),
  };
}
