import "server-only";
import { createHash, type KeyObject, randomBytes, randomUUID } from "node:crypto";
import type { SealedKey } from "../../commands/ports/vault.ts";
import { publicKeyId, readPublicKeyFacts } from "../../pki/keys/public-key.ts";
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

/**
 * The use that a seal is bound to: a name of the inventory, the passphrases of a batch, the OCSP responder of an authority
 * (the SHA-256 of its public key), the packages for authorities whose key is not here, or none yet (`held`: between the seal and the store). `identity` is the SHA-256 of the public key, or of the locked content, hex.
 */
export type SealUse =
  | { readonly of: "held"; readonly identity: string }
  | { readonly of: "name"; readonly name: string; readonly identity: string }
  | { readonly of: "responder"; readonly authority: string; readonly identity: string }
  | { readonly of: "offline-packages"; readonly identity: string }
  | { readonly of: "batch"; readonly batch: string };

/** A row of SealedSecret, and the use that it has to have been sealed for. */
export interface SealedCells {
  readonly id: string;
  readonly kind: string;
  readonly sealed: Uint8Array;
  readonly wrappedDataKey: Uint8Array;
  readonly masterKeyId: string;
  readonly use: SealUse;
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
  /** Id of the row that was opened to make this one: the store takes it only while that row is the key's. */
  readonly replaces?: string;
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
  { pkcs8, spki, replaces }: { readonly pkcs8: Uint8Array; readonly spki: Uint8Array; readonly replaces?: string },
): SealedKey {
  return wiping(pkcs8, () =>
    branded({
      ...sealBytes(masterKey, pkcs8, "key", { of: "held", identity: publicKeyId(spki) }),
      kind: "key",
      spki,
      keyLabel: readPublicKeyFacts(spki).label,
      isLocked: false,
      contentSha256: null,
      ...(replaces === undefined ? {} : { replaces }),
    }),
  );
}

/** Seals a file that holds a key, as it came: it is opened later, with its passphrase. */
export function sealFile(masterKey: SealingKey, content: Uint8Array, kind: Exclude<SealedKind, "key">): SealedKey {
  const contentSha256 = createHash("sha256").update(content).digest("hex");
  return branded({
    ...sealBytes(masterKey, content, kind, { of: "held", identity: contentSha256 }),
    kind,
    spki: null,
    keyLabel: null,
    isLocked: true,
    contentSha256,
  });
}

/**
 * Seals a key that lies under a passphrase of its own, in the file that opens with it, and whose public half is known:
 * bound to its public key like a key in clear.
 */
export function sealPassphraseKey(
  masterKey: SealingKey,
  { file, spki, replaces }: { readonly file: Uint8Array; readonly spki: Uint8Array; readonly replaces?: string },
): SealedKey {
  return branded({
    ...sealBytes(masterKey, file, "locked-key", { of: "held", identity: publicKeyId(spki) }),
    kind: "locked-key",
    spki,
    keyLabel: readPublicKeyFacts(spki).label,
    isLocked: false,
    contentSha256: null,
    ...(replaces === undefined ? {} : { replaces }),
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
  use: SealUse,
): Pick<Seal, "sealed" | "wrappedDataKey" | "recordId" | "masterKeyId"> {
  const recordId = randomUUID();
  return wiping(randomBytes(32), (dataKey) => ({
    recordId,
    sealed: seal(dataKey, clear, contentBinding(recordId, kind)),
    wrappedDataKey: wrapDataKey(masterKey, dataKey, useBinding(recordId, kind, use)),
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

/** The additional data of a wrapped data key. */
function useBinding(recordId: string, kind: string, use: SealUse): string {
  return `${recordId}\n${kind}\n${holderOf(use)}\n${use.of === "batch" ? "" : use.identity}`;
}

function holderOf(use: SealUse): string {
  switch (use.of) {
    case "name":
      return `name ${use.name}`;
    case "responder":
      return `responder ${use.authority}`;
    case "batch":
      return `batch ${use.batch}`;
    case "offline-packages":
      return "offline packages";
    case "held":
      return "held";
  }
}

function wrapDataKey(masterKey: Pick<SealingKey, "key">, dataKey: Uint8Array, binding: string): Buffer {
  return seal(masterKey.key, dataKey, binding, 2);
}

type WrappedCells = Omit<SealedCells, "sealed">;

/** The data key of a seal; null when no master key at hand wraps it for this use. The caller wipes it. */
function unwrapDataKey(
  masterKey: SealingKey,
  { id, kind, wrappedDataKey, masterKeyId, use }: WrappedCells,
): Buffer | null {
  const wrapping = [masterKey, ...masterKey.older].find((key) => key.id === masterKeyId);
  return wrapping === undefined ? null : unseal(wrapping.key, wrappedDataKey, useBinding(id, kind, use), 2);
}

/**
 * Null when no master key at hand opens it, it was tampered with, or it was sealed for another use. The caller wipes
 * what it gets.
 */
export function openSealed(masterKey: SealingKey, sealed: SealedCells): Buffer | null {
  const dataKey = unwrapDataKey(masterKey, sealed);
  return dataKey === null
    ? null
    : wiping(dataKey, (key) => unseal(key, sealed.sealed, contentBinding(sealed.id, sealed.kind)));
}

/** The data key of a seal wrapped for another use, or by another master key; null when it is not of the use it had. */
export function rewrapDataKey(
  masterKey: SealingKey,
  cells: WrappedCells,
  to: { readonly use: SealUse; readonly masterKey: Pick<SealingKey, "key"> },
): Buffer | null {
  const dataKey = unwrapDataKey(masterKey, cells);
  return dataKey === null
    ? null
    : wiping(dataKey, (key) => wrapDataKey(to.masterKey, key, useBinding(cells.id, cells.kind, to.use)));
}

/** A seal that was held, bound to the name that it is stored under. Null when it does not open. */
export function bindSeal(masterKey: SealingKey, key: SealedKey, name: string): SealedKey | null {
  const held = sealOf(key);
  const identity = held.spki === null ? (held.contentSha256 ?? "") : publicKeyId(held.spki);
  const { recordId: id, kind, wrappedDataKey, masterKeyId } = held;
  const cells = { id, kind, wrappedDataKey, masterKeyId, use: { of: "held", identity } } as const;
  const bound = rewrapDataKey(masterKey, cells, { use: { of: "name", name, identity }, masterKey });
  return bound === null ? null : branded({ ...held, wrappedDataKey: bound, masterKeyId: masterKey.id });
}

/**
 * A seal of the first version, which knew its record and kind alone: its content, and its data key wrapped for a use.
 * `isRight` looks at the content, which is wiped after it.
 */
export function bindFirstVersion(
  masterKey: SealingKey,
  cells: SealedCells,
  isRight: (content: Buffer) => boolean,
): Buffer | null {
  const wrapping = [masterKey, ...masterKey.older].find((key) => key.id === cells.masterKeyId);
  const dataKey = wrapping === undefined ? null : unseal(wrapping.key, cells.wrappedDataKey, cells.id);
  if (wrapping === undefined || dataKey === null) return null;
  return wiping(dataKey, (key) => {
    const content = unseal(key, cells.sealed, contentBinding(cells.id, cells.kind));
    if (content === null || !wiping(content, isRight)) return null;
    return wrapDataKey(wrapping, key, useBinding(cells.id, cells.kind, cells.use));
  });
}
