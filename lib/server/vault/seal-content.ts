import "server-only";
import { createHash, type KeyObject, randomBytes, randomUUID } from "node:crypto";
import type { SealedKey } from "../../commands/ports/vault.ts";
import { readPublicKeyFacts } from "../../pki/keys/public-key.ts";
import { seal, unseal } from "./aes-seal.ts";
import { readPrivateKey } from "../../pki/files/read-key.ts";

/** How the vault seals: each content under a data key of its own, which the master key wraps. Also in the threads of a batch. */

export type SealedKind = "key" | "locked-key" | "pkcs12";

/** A master key, as octets or as what a thread was handed. */
export interface SealingKey {
  readonly id: string;
  readonly key: Uint8Array | KeyObject;
  /** Keys that still open older seals. */
  readonly older: readonly { readonly id: string; readonly key: Uint8Array | KeyObject }[];
}

/** A row of Sealed. */
export interface SealedCells {
  readonly id: string;
  readonly kind: string;
  readonly sealed: Uint8Array;
  readonly wrappedDataKey: Uint8Array;
  readonly masterKeyId: string;
}

export function sealKey(masterKey: SealingKey, pkcs8: Uint8Array, spki: Uint8Array): SealedKey {
  return {
    ...sealBytes(masterKey, pkcs8, "key"),
    spki,
    keyLabel: readPublicKeyFacts(spki).label,
    isLocked: false,
    contentSha256: null,
  };
}

/** @throws Failure of `readPrivateKey` when `kind` is `key`. */
export function sealContent(masterKey: SealingKey, content: Uint8Array, kind: SealedKind): SealedKey {
  if (kind === "key") {
    const { pkcs8, spki } = readPrivateKey(content);
    return wiping(pkcs8, () => sealKey(masterKey, pkcs8, spki));
  }
  const contentSha256 = createHash("sha256").update(content).digest("hex");
  return { ...sealBytes(masterKey, content, kind), spki: null, keyLabel: null, isLocked: true, contentSha256 };
}

export function sealBytes(
  masterKey: SealingKey,
  clear: Uint8Array,
  kind: SealedKind | "batch-passphrases",
): Pick<SealedKey, "sealed" | "wrappedDataKey" | "recordId" | "masterKeyId"> {
  const recordId = randomUUID();
  return wiping(randomBytes(32), (dataKey) => ({
    recordId,
    sealed: seal(dataKey, clear, contentBinding(recordId, kind)),
    wrappedDataKey: seal(masterKey.key, dataKey, recordId),
    masterKeyId: masterKey.id,
  }));
}

function contentBinding(recordId: string, kind: string): string {
  return `${recordId}\n${kind}`;
}

/** Overwrites the bytes when the use is over, however it ends. */
export function wiping<B extends Uint8Array, T>(bytes: B, use: (bytes: B) => T): T {
  try {
    return use(bytes);
  } finally {
    bytes.fill(0);
  }
}

/** Null when no master key at hand opens it, or it was tampered with. The caller wipes what it gets. */
export function openSealed(masterKey: SealingKey, sealed: SealedCells): Buffer | null {
  const wrapping = [masterKey, ...masterKey.older].find((key) => key.id === sealed.masterKeyId);
  const dataKey = wrapping === undefined ? null : unseal(wrapping.key, sealed.wrappedDataKey, sealed.id);
  return dataKey === null
    ? null
    : wiping(dataKey, (key) => unseal(key, sealed.sealed, contentBinding(sealed.id, sealed.kind)));
}
