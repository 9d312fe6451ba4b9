import "server-only";
import { createHash, type KeyObject, randomBytes, randomUUID } from "node:crypto";
import type { SealedKey } from "../../commands/ports/vault.ts";
import { readPublicKeyFacts } from "../../pki/keys/public-key.ts";
import { seal, unseal } from "./aes-seal.ts";

/**
 * How the vault seals: each content under a data key of its own, which the master key wraps. Also in the threads of a
 * batch.
 */

/** Key stores are sealed for reviews alone: they are not stored. */
export type SealedKind = "key" | "locked-key" | "pkcs12" | "keystore";

/** A master key, as bytes or as what a thread was handed. */
export interface SealingKey {
  readonly id: string;
  readonly key: Uint8Array | KeyObject;
  /** Keys that still open older seals. */
  readonly older: readonly { readonly id: string; readonly key: Uint8Array | KeyObject }[];
}

/** A row of SealedSecret. */
export interface SealedCells {
  readonly id: string;
  readonly kind: string;
  readonly sealed: Uint8Array;
  readonly wrappedDataKey: Uint8Array;
  readonly masterKeyId: string;
}

/** A `SealedKey` as lib/server knows it: what becomes its row of SealedSecret. */
export interface Seal extends SealedKey {
  /** AES-256-GCM, nonce and tag included (aes-seal.ts). */
  readonly sealed: Uint8Array;
  readonly wrappedDataKey: Uint8Array;
  /** Id of the row, to which the seal is bound. */
  readonly recordId: string;
  /** Bound to the seal as well. */
  readonly kind: SealedKind;
  /** The master key that wrapped the data key. */
  readonly masterKeyId: string;
}

/** The seal inside of what commands hold. */
export function sealOf(key: SealedKey): Seal {
  return key as Seal;
}

/**
 * Seals a key whose public half is known, without reading it again. `pkcs8` is PrivateKeyInfo, DER, in clear: it is
 * wiped.
 * `spki` is DER.
 */
export function sealKey(
  masterKey: SealingKey,
  { pkcs8, spki }: { readonly pkcs8: Uint8Array; readonly spki: Uint8Array },
): SealedKey {
  return wiping(pkcs8, () =>
    branded({
      ...sealBytes(masterKey, pkcs8, "key"),
      kind: "key",
      spki,
      keyLabel: readPublicKeyFacts(spki).label,
      isLocked: false,
      contentSha256: null,
    }),
  );
}

/** Seals a file that holds a key, as it came: it is opened later, with its passphrase. */
export function sealFile(masterKey: SealingKey, content: Uint8Array, kind: Exclude<SealedKind, "key">): SealedKey {
  const contentSha256 = createHash("sha256").update(content).digest("hex");
  return branded({
    ...sealBytes(masterKey, content, kind),
    kind,
    spki: null,
    keyLabel: null,
    isLocked: true,
    contentSha256,
  });
}

/** Puts the brand of `SealedKey` on what was sealed here. */
function branded(cells: { readonly [P in keyof Seal as P extends string ? P : never]: Seal[P] }): Seal {
  return cells as Seal;
}

export function sealBytes(
  masterKey: SealingKey,
  clear: Uint8Array,
  kind: SealedKind | "batch-passphrases",
): Pick<Seal, "sealed" | "wrappedDataKey" | "recordId" | "masterKeyId"> {
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
