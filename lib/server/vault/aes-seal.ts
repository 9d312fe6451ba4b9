import "server-only";
import { createCipheriv, createDecipheriv, type KeyObject, randomBytes } from "node:crypto";

/**
 * Envelopes of the vault: AES-256-GCM, `version ‖ nonce (12) ‖ ciphertext ‖ tag (16)`. The additional data binds a seal
 * to its record, so that a row moved onto another does not open. Version 2 says that the additional data holds the use
 * as well (seal-content.ts).
 */
export type SealVersion = 1 | 2;
const nonceLength = 12;
const tagLength = 16;

export function seal(
  key: Uint8Array | KeyObject,
  clear: Uint8Array,
  additional: string,
  version: SealVersion = 1,
): Buffer {
  const nonce = randomBytes(nonceLength);
  const cipher = createCipheriv("aes-256-gcm", key, nonce);
  cipher.setAAD(Buffer.from(additional, "utf8"));
  const body = Buffer.concat([cipher.update(clear), cipher.final()]);
  return Buffer.concat([Buffer.of(version), nonce, body, cipher.getAuthTag()]);
}

/** Null when the key, the additional data or the bytes are not those of the seal. The caller wipes what it gets. */
export function unseal(
  key: Uint8Array | KeyObject,
  sealed: Uint8Array,
  additional: string,
  version: SealVersion = 1,
): Buffer | null {
  if (sealed.length < 1 + nonceLength + tagLength || sealed[0] !== version) return null;
  const body = sealed.subarray(1 + nonceLength, sealed.length - tagLength);
  const decipher = createDecipheriv("aes-256-gcm", key, sealed.subarray(1, 1 + nonceLength));
  decipher.setAAD(Buffer.from(additional, "utf8"));
  decipher.setAuthTag(sealed.subarray(sealed.length - tagLength));
  const clear = decipher.update(body);
  try {
    decipher.final();
    return clear;
  } catch {
    clear.fill(0);
    return null;
  }
}
