import type { TraditionalCipher } from "../../pki/keys/write-key.ts";
import type { Inspection } from "../../pki/inspect/types.ts";
import type { Pkcs12Profile } from "../../pki/pkcs12/encrypt.ts";
import type { Pkcs12Proof } from "../../pki/pkcs12/proof.ts";
import type { KeyAlgorithm } from "../../pki/keys/public-key.ts";
import type { Signer } from "../../pki/keys/signer.ts";

declare const seal: unique symbol;

/**
 * A private key, or a file that holds one, as the vault sealed it: facts about it, and nothing that can be read. Only
 * lib/server/vault makes one; the store writes it and the vault opens it.
 */
export interface SealedKey {
  readonly [seal]: true;
  /** SubjectPublicKeyInfo, DER; null while locked. */
  readonly spki: Uint8Array | null;
  /** `RSA 2048`, `P-256`, `Ed25519` …; null while locked. */
  readonly keyLabel: string | null;
  /** Under a passphrase, and its public half is not known. A key that is put under one here shows its public half. */
  readonly isLocked: boolean;
  /**
   * SHA-256 of a locked key, PKCS#12 or key store as it came (identical content is recognised by it); null of an open
   * key.
   */
  readonly contentSha256: string | null;
}

/** How a key looks under a passphrase: PKCS#8, or the traditional PEM of old software by its cipher. */
export type LockedKeyForm = "pkcs8-pem" | "pkcs8-der" | TraditionalCipher;

/**
 * How a command opens a key that has a passphrase of its own: the fields `passphrase` and `keepOpen` of its input
 * (lib/commands/parts/key-opening.ts). Of a key without one they change nothing.
 */
export interface KeyOpening {
  readonly passphrase?: string | undefined;
  /** The key stays open for `keyOpenMinutes`, for the session that asks and in the memory of this process. */
  readonly keepOpen?: boolean | undefined;
}

/** How long a key stays open that was kept so. */
export const keyOpenMinutes = 15;

/** A key under a passphrase of its own, as the one who asks finds it. */
export interface KeyLock {
  readonly fileName: string;
  /**
   * `locked`: as it was uploaded, its public half not known yet; `own-passphrase`: each use asks for the passphrase;
   * `open`: it was kept open by this session, until `until`.
   */
  readonly state: "locked" | "own-passphrase" | "open";
  readonly until: Date | null;
}

declare const held: unique symbol;

/** An opened key in the memory of this process, for a batch that goes on after the command; nothing that can be read. */
export interface HeldKey {
  readonly [held]: true;
}

export interface ExportedPkcs12 {
  readonly bytes: Uint8Array;
  /** The facts that were found when these bytes were opened again. */
  readonly proof: Pkcs12Proof;
}

export interface Vault {
  /**
   * Makes a key pair in a worker and seals it. With a passphrase the key lies under it inside of the seal (PKCS#8, PBES2),
   * and the passphrase is kept nowhere. @throws Failure `passphrase.required`, `export.unproven`
   */
  generate(algorithm: KeyAlgorithm, passphrase?: string): Promise<{ key: SealedKey; signer: Signer }>;
  /**
   * The same vault, which opens keys with a passphrase of their own by this one. Every use of a stored key (`signer`,
   * `hold`, the exports) throws Failure `key.passphrase-needed` without it, `key.wrong-passphrase` and
   * `key.passphrase-wait` (too many wrong ones), beside `key.absent` and `key.damaged-seal`.
   * @throws Failure `key.kept-by-session` when the key is to stay open and no session asks
   */
  withOpening(opening: KeyOpening): Vault;
  /** A signer for a stored, usable key. @throws Failure `key.absent`, as `withOpening`. */
  signer(fileName: string): Promise<Signer>;
  /**
   * The same by the SHA-256 of the public half (hex), also of a key that another one has followed under its name.
   * @throws as `signer`
   */
  signerOf(publicKey: string): Promise<Signer>;
  /** The key for a batch, which asks for the passphrase at its start; null where none is needed. @throws as `signer` */
  hold(fileName: string): Promise<HeldKey | null>;
  /** The keys under a passphrase of their own among those of these names, by name: of the certificate or the file. */
  locks(names: readonly string[]): Promise<ReadonlyMap<string, KeyLock>>;
  /** Ends what this session keeps open: one key, or all. Returns how many there were. */
  lock(fileName: string | null): number;
  /**
   * Takes the passphrase of a key away (`null`), gives it one, or another; what lay under the former one is destroyed.
   * Returns the key for the store. @throws Failure as `signer`, `passphrase.required`
   */
  sealUnder(fileName: string, passphrase: string | null): Promise<SealedKey>;
  /**
   * Opens the locked key with its passphrase and seals it anew. @throws Failure `key.wrong-passphrase`,
   * `key.unsupported-encryption`, `key.damaged`.
   */
  unlock(fileName: string, passphrase: string): Promise<SealedKey>;
  /** The facts of a stored key for `inspect`: algorithm, bits, SPKI; never the key. */
  describe(
    fileName: string,
  ): Promise<{ keyLabel: string | null; spki: Uint8Array | null; isLocked: boolean; encryption: string | null }>;
  /** `inspect` of lib/pki over the sealed bytes of a key, locked key or PKCS#12; its answer holds no secret. */
  inspect(fileName: string, options: { now: Date; passphrase?: string }): Promise<Inspection>;
  /** Opens a stored PKCS#12: its certificates and facts, without the keys. */
  openPkcs12(
    fileName: string,
    passphrase: string,
  ): Promise<{ keys: readonly SealedKey[]; certificates: readonly Uint8Array[] }>;
  /**
   * The key under a passphrase: PKCS#8 with PBES2 (AES-256-CBC, PBKDF2-HMAC-SHA256, 600 000 rounds) or traditional PEM.
   * Opened again with the passphrase before it leaves. @throws Failure `export.no-traditional-form`, `export.unproven`.
   */
  exportEncrypted(fileName: string, passphrase: string, form?: LockedKeyForm): Promise<Uint8Array>;
  /** The key in clear; the caller has the permission `key.export-clear` and the confirmation. */
  exportClear(fileName: string, form?: "pkcs8-pem" | "pkcs8-der" | "traditional-pem"): Promise<Uint8Array>;
  /** The key in clear as a JWK, `x5c` from the certificates; the caller as above. @throws Failure `export.no-jwk`. */
  exportJwk(fileName: string, certificates: readonly Uint8Array[]): Promise<Uint8Array>;
  /**
   * PKCS#12 with key, leaf and chain; modern unless told. Opened again before it leaves. @throws Failure
   * `export.unproven`.
   */
  exportPkcs12(
    fileName: string,
    passphrase: string,
    friendlyName: string,
    certificates: readonly Uint8Array[],
    profile?: Pkcs12Profile,
  ): Promise<ExportedPkcs12>;
}
