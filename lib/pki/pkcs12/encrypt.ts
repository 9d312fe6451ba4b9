import { createCipheriv, createHmac } from "node:crypto";
import { writeInteger, writeNull, writeOctetString, writeOid, writeSequence } from "../asn1/der-write.ts";
import { Oid } from "../asn1/oid.ts";
import type { Password } from "../encryption/pbes.ts";
import { derivePbkdf2, derivePkcs12, Pkcs12Purpose } from "../encryption/pbes-kdf.ts";
import { writePbes2 } from "../encryption/pbes-write.ts";

/** How a PKCS#12 file that we write is encrypted and authenticated: two dialects behind one shape. */
export interface Pkcs12Lock {
  /** The AlgorithmIdentifier and the bytes under it. */
  seal(clear: Uint8Array): Promise<{ algorithm: Uint8Array; ciphertext: Uint8Array }>;
  /**
   * MacData (RFC 7292 §4) over a content that may still be in the making: the key is derived at once, beside the
   * others.
   */
  mac(content: Promise<Uint8Array>): Promise<Uint8Array>;
}

export const pkcs12Profiles = ["modern", "compatible"] as const;
export type Pkcs12Profile = (typeof pkcs12Profiles)[number];

export interface LockInput {
  readonly password: Password;
  /** Of each derivation: encryption and MAC. The MAC is as cheap a way to try passphrases, so both get the same. */
  readonly iterations: number;
  random(length: number): Uint8Array;
}

export const pkcs12Locks: Readonly<Record<Pkcs12Profile, (input: LockInput) => Pkcs12Lock>> = { modern, compatible };

/**
 * AES-256-CBC under PBKDF2-HMAC-SHA256; key and certificates share the derived key (each has an IV), so deriving is
 * paid once.
 */
function modern(input: LockInput): Pkcs12Lock {
  const { password, iterations, random } = input;
  const salt = random(16);
  const derived = derivePbkdf2(password.utf8, salt, iterations, 32, "sha256");
  return {
    async seal(clear) {
      const iv = random(16);
      const cipher = createCipheriv("aes-256-cbc", await derived, iv);
      return {
        algorithm: writePbes2(salt, iterations, iv),
        ciphertext: Buffer.concat([cipher.update(clear), cipher.final()]),
      };
    },
    mac: (content) => writeMac(content, input, "sha256", 32),
  };
}

/** pbeWithSHA1And3-KeyTripleDES-CBC derives the IV too, so key and certificates get a salt each. */
function compatible(input: LockInput): Pkcs12Lock {
  const { password, iterations, random } = input;
  return {
    async seal(clear) {
      const salt = random(8);
      const key = await derivePkcs12(password.bmp, salt, iterations, 24, "sha1", Pkcs12Purpose.key);
      const iv = await derivePkcs12(password.bmp, salt, iterations, 8, "sha1", Pkcs12Purpose.iv);
      const cipher = createCipheriv("des-ede3-cbc", key, iv);
      const parameters = writeSequence(writeOctetString(salt), writeInteger(iterations));
      return {
        algorithm: writeSequence(writeOid("1.2.840.113549.1.12.1.3"), parameters),
        ciphertext: Buffer.concat([cipher.update(clear), cipher.final()]),
      };
    },
    mac: (content) => writeMac(content, input, "sha1", 20),
  };
}

/** The salt has 8 bytes: macOS refuses longer ones. */
async function writeMac(
  content: Promise<Uint8Array>,
  { password, iterations, random }: LockInput,
  digest: "sha1" | "sha256",
  length: number,
): Promise<Uint8Array> {
  const salt = random(8);
  const [key, bytes] = await Promise.all([
    derivePkcs12(password.bmp, salt, iterations, length, digest, Pkcs12Purpose.mac),
    content,
  ]);
  const value = createHmac(digest, key).update(bytes).digest();
  return writeSequence(
    writeSequence(
      writeSequence(writeOid(digest === "sha1" ? Oid.sha1 : Oid.sha256), writeNull()),
      writeOctetString(value),
    ),
    writeOctetString(salt),
    writeInteger(iterations),
  );
}
