import { hash } from "node:crypto";
import { type Element, readElement, readElementAt, Tag } from "../asn1/der.ts";
import { Failure, isFailure } from "../failure.ts";
import { openPvk } from "./ms-key.ts";
import { readOpenSshEnvelope, readOpenSshSection } from "../ssh/openssh-private.ts";
import { readSshPublicKey } from "../ssh/openssh.ts";
import { asDamage, passwordOf, readPasswordEncryption } from "../encryption/pbes.ts";
import { openNodeCbc, removePadding } from "../encryption/pbes-cipher.ts";
import { decryptRc2Cbc } from "../encryption/rc2.ts";
import { type PrivateKeyReading, readPrivateKeyDer } from "../keys/private-key.ts";
import { recogniseFile } from "./recognise.ts";
import type { Recognised } from "./recognised.ts";
import { readPrivateKeyElement } from "./read-key.ts";
import { shapeOf } from "../keys/der-shape.ts";

/** A private key under a passphrase, ready to be opened. */
export interface LockedKey {
  /** "PBES2, AES-256-CBC, PBKDF2-HMAC-SHA256 × 600000". */
  readonly encryption: string;
  readonly isSupported: boolean;
  /** The public half, where the file shows it (OpenSSH). */
  readonly spki: Uint8Array | null;
  /**
   * @throws Failure `key.wrong-passphrase`, `key.unsupported-encryption`, `key.damaged`, `encryption.too-costly`,
   *   `key.unsupported` (opened, but of a kind that we cannot use).
   */
  open(passphrase: string): Promise<PrivateKeyReading>;
}

/**
 * Whether the first key of a file is under a passphrase, and how. @throws Failure `key.not-found`, `file.*`,
 * `key.damaged`.
 */
export function isLockedKey(bytes: Uint8Array): { isLocked: boolean; encryption: string | null } {
  const locked = lockedKeyOf(firstKeyOf(bytes));
  return { isLocked: locked !== null, encryption: locked?.encryption ?? null };
}

/**
 * Opens a private key: traditional PEM (`Proc-Type: 4,ENCRYPTED`), PKCS#8 in PEM or DER, OpenSSH. A key that is not
 * locked is read as it is.
 * @throws Failure as `LockedKey.open` and `readPrivateKey`.
 */
export async function unlockPrivateKey(bytes: Uint8Array, passphrase: string): Promise<PrivateKeyReading> {
  const element = firstKeyOf(bytes);
  const locked = lockedKeyOf(element);
  return locked === null ? readPrivateKeyElement(element) : locked.open(passphrase);
}

function firstKeyOf(bytes: Uint8Array): Recognised {
  const { elements } = recogniseFile(bytes);
  const element = elements.find(({ kind }) => kind === "locked-key" || kind === "key");
  if (element === undefined) throw new Failure("key.not-found", { found: elements[0]?.kind ?? "" });
  return element;
}

/** The locked key of an element, or null when it is in clear. @throws Failure `key.damaged`. */
export function lockedKeyOf(element: Recognised): LockedKey | null {
  try {
    if (element.form === "openssh") return lockedOpenSsh(element.bytes);
    if (element.kind !== "locked-key") return null;
    if (element.form === "ms") return lockedPvk(element.bytes);
    return element.detail === "traditional" ? lockedTraditional(element) : lockedPkcs8(element.bytes);
  } catch (error) {
    if (isFailure(error, "ssh-key.malformed")) throw new Failure("key.damaged", { offset: error.facts.offset }, error);
    throw asDamage(error, "key.damaged");
  }
}

/**
 * The key in bytes that were decrypted. Garbage means a wrong passphrase whose padding was right by luck (1 of 256);
 * a key's frame with something broken inside means that the passphrase was right and the file is damaged.
 */
function readDecrypted(clear: Uint8Array | null): PrivateKeyReading {
  if (clear === null || !looksLikeKey(clear)) throw new Failure("key.wrong-passphrase", {});
  return readPrivateKeyDer(clear);
}

function looksLikeKey(clear: Uint8Array): boolean {
  try {
    return shapeOf(readElement(clear))?.kind === "key";
  } catch (error) {
    if (isFailure(error, "der.malformed")) return false;
    throw error;
  }
}

/** EncryptedPrivateKeyInfo (RFC 5208 §6). */
function lockedPkcs8(der: Uint8Array): LockedKey {
  const root: Element = readElementAt(der, 0).expect(Tag.sequence);
  const cursor = root.open();
  const scheme = readPasswordEncryption(cursor.next(Tag.sequence));
  const ciphertext = cursor.next(Tag.octetString).content;
  cursor.finish();
  return {
    encryption: scheme.description,
    isSupported: scheme.unsupported === null,
    spki: null,
    async open(passphrase) {
      try {
        return readDecrypted(await scheme.decrypt(ciphertext, passwordOf(passphrase)));
      } catch (error) {
        throw asDamage(error, "key.damaged");
      }
    },
  };
}

/** `DEK-Info` name → node's cipher and key bytes (OpenSSL's traditional PEM, after RFC 1423). */
const traditionalCiphers: Readonly<Record<string, readonly [node: string, keyLength: number, blockLength: number]>> = {
  "DES-EDE3-CBC": ["des-ede3-cbc", 24, 8],
  "DES-CBC": ["des-cbc", 8, 8],
  "RC2-CBC": ["rc2", 16, 8],
  "RC2-64-CBC": ["rc2", 8, 8],
  "RC2-40-CBC": ["rc2", 5, 8],
  "AES-128-CBC": ["aes-128-cbc", 16, 16],
  "AES-192-CBC": ["aes-192-cbc", 24, 16],
  "AES-256-CBC": ["aes-256-cbc", 32, 16],
  "CAMELLIA-128-CBC": ["camellia-128-cbc", 16, 16],
  "CAMELLIA-192-CBC": ["camellia-192-cbc", 24, 16],
  "CAMELLIA-256-CBC": ["camellia-256-cbc", 32, 16],
  "ARIA-128-CBC": ["aria-128-cbc", 16, 16],
  "ARIA-192-CBC": ["aria-192-cbc", 24, 16],
  "ARIA-256-CBC": ["aria-256-cbc", 32, 16],
};

function lockedTraditional({ bytes, headers }: Recognised): LockedKey {
  const [name = "", ivText = ""] = (headers?.get("DEK-Info") ?? "").split(",").map((part) => part.trim());
  const upper = name.toUpperCase();
  const known = Object.hasOwn(traditionalCiphers, upper) ? traditionalCiphers[upper] : undefined;
  if (known === undefined) {
    const scheme = /^[A-Za-z0-9-]{1,32}$/.test(name) ? name : "DEK-Info";
    return {
      encryption: scheme === "DEK-Info" ? scheme : `DEK-Info, ${scheme}`,
      isSupported: false,
      spki: null,
      open: () => Promise.reject(new Failure("key.unsupported-encryption", { scheme })),
    };
  }
  const [node, keyLength, blockLength] = known;
  const iv = Buffer.from(ivText, "hex");
  if (!/^[0-9A-Fa-f]+$/.test(ivText) || iv.length !== blockLength) throw new Failure("key.damaged", { offset: 0 });
  return {
    encryption: `DEK-Info, ${upper}`,
    isSupported: true,
    spki: null,
    open(passphrase) {
      if (bytes.length % blockLength !== 0) return Promise.reject(new Failure("key.damaged", { offset: bytes.length }));
      const key = bytesToKey(Buffer.from(passphrase, "utf8"), iv.subarray(0, 8), keyLength);
      const clear =
        node === "rc2"
          ? removePadding(decryptRc2Cbc(key, keyLength * 8, iv, bytes), 8)
          : openNodeCbc(node, key, iv, bytes);
      return new Promise((resolve) => resolve(readDecrypted(clear)));
    },
  };
}

/** EVP_BytesToKey of OpenSSL with MD5 and one round: what traditional PEM is locked with. */
function bytesToKey(passphrase: Uint8Array, salt: Uint8Array, length: number): Uint8Array {
  let key = Buffer.alloc(0);
  let digest = Buffer.alloc(0);
  while (key.length < length) {
    digest = Buffer.from(hash("md5", Buffer.concat([digest, passphrase, salt]), "buffer"));
    key = Buffer.concat([key, digest]);
  }
  return key.subarray(0, length);
}

function lockedPvk(bytes: Uint8Array): LockedKey {
  return {
    encryption: "PVK, RC4",
    isSupported: true,
    spki: null,
    open: (passphrase) =>
      new Promise((resolve) => {
        const pkcs1 = openPvk(bytes, passphrase);
        if (pkcs1 === null) throw new Failure("key.wrong-passphrase", {});
        resolve({ ...readPrivateKeyDer(pkcs1), form: "ms" });
      }),
  };
}

function lockedOpenSsh(bytes: Uint8Array): LockedKey | null {
  const envelope = readOpenSshEnvelope(bytes);
  if (envelope.encryption === null) return null;
  return {
    encryption: envelope.encryption,
    isSupported: envelope.isSupported,
    spki: readSshPublicKey(envelope.publicBlob).spki,
    async open(passphrase) {
      const section = await envelope.open(passphrase);
      try {
        const key = section === null ? null : readOpenSshSection(section);
        if (key === null) throw new Failure("key.wrong-passphrase", {});
        return { ...readPrivateKeyDer(key.pkcs8), form: "openssh" };
      } catch (error) {
        if (isFailure(error, "ssh-key.malformed"))
          throw new Failure("key.damaged", { offset: error.facts.offset }, error);
        throw error;
      }
    },
  };
}
