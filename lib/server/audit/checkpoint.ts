import "server-only";
import { createHash, createPrivateKey, createPublicKey, type KeyObject, sign } from "node:crypto";

/** What a checkpoint calls the log; a signed note of C2SP has it as its first line and as the name of its key. */
const origin = "chainsmith/audit";

export interface CheckpointKey {
  /** Signs a checkpoint; a signed note (C2SP signed-note, tlog-checkpoint). */
  sign(size: number, root: Buffer): string;
  /** As verifiers are told it: `name+key id+base64`, the form of Go's sumdb/note. */
  readonly verifier: string;
}

/** The Ed25519 key of a seed of 32 bytes, which is derived from the master key and so outside of the database. */
export function checkpointKeyOf(seed: Buffer): CheckpointKey {
  const der = Buffer.concat([Buffer.from("302e020100300506032b657004220420", "hex"), seed]);
  const key = createPrivateKey({ key: der, format: "der", type: "pkcs8" });
  const raw = rawPublicKey(key);
  // 1: Ed25519.
  const named = Buffer.concat([Buffer.of(1), raw]);
  const id = createHash("sha256").update(`${origin}\n`).update(named).digest().subarray(0, 4);
  return {
    sign(size, root) {
      const text = `${origin}\n${size}\n${root.toString("base64")}\n`;
      const signature = Buffer.concat([id, sign(null, Buffer.from(text), key)]);
      return `${text}\n\u2014 ${origin} ${signature.toString("base64")}\n`;
    },
    verifier: `${origin}+${id.toString("hex")}+${named.toString("base64")}`,
  };
}

function rawPublicKey(key: KeyObject): Buffer {
  return Buffer.from(createPublicKey(key).export({ format: "jwk" }).x as string, "base64url");
}
