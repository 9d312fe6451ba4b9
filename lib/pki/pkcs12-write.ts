import { createCipheriv, createHash } from "node:crypto";
import { Tag } from "./der.ts";
import {
  encode, writeExplicit, writeInteger, writeNull, writeOctetString, writeOid, writeSequence, writeSetOf,
} from "./der-write.ts";
import { Failure } from "./error.ts";
import { type Password, passwordOf, pbes2Oid } from "./pbes.ts";
import { derivePbkdf2, derivePkcs12, Pkcs12Purpose } from "./pbes-kdf.ts";
import { writePkcs12Mac } from "./pkcs12-mac.ts";

/** Writing PKCS#12 (RFC 7292): one key, its certificate and the chain, in two dialects. */

export interface Pkcs12Input {
  /** PKCS#8, DER. */
  readonly key: Uint8Array;
  /** DER; the key's own certificate first, then its issuers in order. */
  readonly certificates: readonly Uint8Array[];
  readonly friendlyName: string | null;
  readonly passphrase: string;
  /**
   * `modern`: AES-256-CBC under PBKDF2-HMAC-SHA256, MAC of SHA-256 (OpenSSL ≥ 1.1.1, Java ≥ 12, Windows ≥ 1709).
   * `compat`: 3DES and SHA-1, for older phones, Windows Server 2016, macOS ≤ 12; OpenSSL 3 reads it without `-legacy`.
   */
  readonly profile: "modern" | "compat";
  random(length: number): Uint8Array;
}

/**
 * The MAC is as cheap a way to try passphrases as the encryption, so both get the same count. 100 000 of each keeps the
 * whole file under the 600 000 rounds in all that Windows' .NET reads, and the file is made in about 0.2 s.
 */
const iterations = { modern: 100_000, compat: 10_000 } as const;

const dataOid = writeOid("1.2.840.113549.1.7.1");
const encryptedDataOid = writeOid("1.2.840.113549.1.7.6");
const shroudedKeyBag = writeOid("1.2.840.113549.1.12.10.1.2");
const certificateBag = writeOid("1.2.840.113549.1.12.10.1.3");
const x509Certificate = writeOid("1.2.840.113549.1.9.22.1");
const friendlyNameOid = writeOid("1.2.840.113549.1.9.20");
const localKeyIdOid = writeOid("1.2.840.113549.1.9.21");

/** The file's octets. @throws Failure `passphrase.required` (macOS and Firefox refuse files without one). */
export async function writePkcs12(input: Pkcs12Input): Promise<Uint8Array> {
  const { key, certificates, friendlyName, passphrase, profile, random } = input;
  if (passphrase === "") throw new Failure("passphrase.required", {});
  const password = passwordOf(passphrase);
  const lock = profile === "modern" ? await modernLock(password, random) : await compatLock(password, random);
  const first = certificates[0];
  const attributes = writeAttributes(friendlyName, first === undefined ? null : createHash("sha1").update(first).digest());
  const none = writeAttributes(null, null);
  const bags = certificates.map((der, at) =>
    writeSequence(
      certificateBag,
      writeExplicit(0, writeSequence(x509Certificate, writeExplicit(0, writeOctetString(der)))),
      ...(at === 0 ? attributes : none),
    ));
  const keyBag = writeSequence(shroudedKeyBag, writeExplicit(0, writeSequence(...sealed(lock, key, Tag.octetString))), ...attributes);
  const content = writeSequence(
    ...(bags.length === 0 ? [] : [writeEncryptedInfo(lock, writeSequence(...bags))]),
    writeSequence(dataOid, writeExplicit(0, writeOctetString(writeSequence(keyBag)))),
  );
  const mac = await writePkcs12Mac(content, password, profile === "modern" ? "sha256" : "sha1", random(8), iterations[profile]);
  return writeSequence(writeInteger(3), writeSequence(dataOid, writeExplicit(0, writeOctetString(content))), mac);
}

/** Encrypts under one derived key; a fresh IV each time where the scheme lets us. */
interface Lock {
  seal(clear: Uint8Array): { algorithm: Uint8Array; ciphertext: Uint8Array };
}

function sealed(lock: Lock, clear: Uint8Array, tag: number): [Uint8Array, Uint8Array] {
  const { algorithm, ciphertext } = lock.seal(clear);
  return [algorithm, encode(tag, ciphertext)];
}

function writeEncryptedInfo(lock: Lock, clear: Uint8Array): Uint8Array {
  const info = writeSequence(dataOid, ...sealed(lock, clear, 0x80));
  return writeSequence(encryptedDataOid, writeExplicit(0, writeSequence(writeInteger(0), info)));
}

/** AES-256-CBC; key and certificates share the derived key (each has its own IV), so that deriving is paid once. */
async function modernLock(password: Password, random: (length: number) => Uint8Array): Promise<Lock> {
  const salt = random(16);
  const count = iterations.modern;
  const key = await derivePbkdf2(password.utf8, salt, count, 32, "sha256");
  return {
    seal(clear) {
      const iv = random(16);
      const cipher = createCipheriv("aes-256-cbc", key, iv);
      return {
        algorithm: writePbes2(salt, count, iv),
        ciphertext: Buffer.concat([cipher.update(clear), cipher.final()]),
      };
    },
  };
}

/** AlgorithmIdentifier of PBES2 with PBKDF2-HMAC-SHA256 and AES-256-CBC (RFC 8018 §A.4). */
export function writePbes2(salt: Uint8Array, count: number, iv: Uint8Array): Uint8Array {
  const prf = writeSequence(writeOid("1.2.840.113549.2.9"), writeNull());
  const kdf = writeSequence(
    writeOid("1.2.840.113549.1.5.12"), writeSequence(writeOctetString(salt), writeInteger(count), prf),
  );
  const cipher = writeSequence(writeOid("2.16.840.1.101.3.4.1.42"), writeOctetString(iv));
  return writeSequence(writeOid(pbes2Oid), writeSequence(kdf, cipher));
}

/** pbeWithSHA1And3-KeyTripleDES-CBC derives the IV too, so key and certificates get a salt each. */
async function compatLock(password: Password, random: (length: number) => Uint8Array): Promise<Lock> {
  const count = iterations.compat;
  const prepared = await Promise.all([1, 2].map(async () => {
    const salt = random(8);
    const key = await derivePkcs12(password.bmp, salt, count, 24, "sha1", Pkcs12Purpose.key);
    const iv = await derivePkcs12(password.bmp, salt, count, 8, "sha1", Pkcs12Purpose.iv);
    return { salt, key, iv };
  }));
  return {
    seal(clear) {
      const { salt, key, iv } = prepared.pop()!;
      const cipher = createCipheriv("des-ede3-cbc", key, iv);
      return {
        algorithm: writeSequence(writeOid("1.2.840.113549.1.12.1.3"), writeSequence(writeOctetString(salt), writeInteger(count))),
        ciphertext: Buffer.concat([cipher.update(clear), cipher.final()]),
      };
    },
  };
}

/** Bag attributes as a SET, or nothing. */
function writeAttributes(friendlyName: string | null, localKeyId: Uint8Array | null): Uint8Array[] {
  const attributes: Uint8Array[] = [];
  if (friendlyName !== null && friendlyName !== "") {
    const text = encode(Tag.bmpString, Buffer.from(friendlyName, "utf16le").swap16());
    attributes.push(writeSequence(friendlyNameOid, writeSetOf(text)));
  }
  if (localKeyId !== null) attributes.push(writeSequence(localKeyIdOid, writeSetOf(writeOctetString(localKeyId))));
  return attributes.length === 0 ? [] : [writeSetOf(...attributes)];
}
