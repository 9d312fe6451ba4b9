import { createDecipheriv, timingSafeEqual } from "node:crypto";
import { poly1305 } from "@noble/ciphers/_poly1305.js";
import { chacha20orig } from "@noble/ciphers/chacha.js";
import { Tag } from "../asn1/der.ts";
import {
  encode,
  writeExplicit,
  writeInteger,
  writeNull,
  writeOctetString,
  writeOid,
  writeSequence,
  writeUnsigned,
} from "../asn1/der-write.ts";
import { Failure } from "../failure.ts";
import { Oid } from "../asn1/oid.ts";
import { deriveBcrypt } from "./bcrypt-pbkdf.ts";
import { sshCurves } from "./openssh.ts";
import { SshReader } from "./openssh-wire.ts";

/** OpenSSH's own private key file (PROTOCOL.key of OpenSSH), in clear or locked by bcrypt_pbkdf. */

const magic = Buffer.from("openssh-key-v1\0", "latin1");

export function isOpenSshPrivateKey(bytes: Uint8Array): boolean {
  return bytes.length > magic.length && Buffer.compare(bytes.subarray(0, magic.length), magic) === 0;
}

/** True when the private section is under a passphrase; of a broken file false: reading it will say what is wrong. */
export function isLockedOpenSshKey(bytes: Uint8Array): boolean {
  const start = magic.length + 4;
  return (
    Buffer.from(bytes.subarray(start - 4, start + 4)).toString("latin1") !== "\0\0\0\x04none" &&
    bytes.length > start + 4
  );
}

export interface OpenSshEnvelope {
  /** Null when the key is in clear; else "OpenSSH, aes256-ctr, bcrypt × 16". */
  readonly encryption: string | null;
  readonly isSupported: boolean;
  /** The private section when it is in clear. */
  readonly clearSection: Uint8Array | null;
  /** The public key, readable while the private half is locked. */
  readonly publicBlob: Uint8Array;
  /**
   * The private section, decrypted when it is locked. The check numbers have not been compared yet.
   * @throws Failure `key.unsupported-encryption`, `encryption.too-costly`; null when an authenticated cipher says no.
   */
  open(passphrase: string): Promise<Uint8Array | null>;
}

const ciphers: Readonly<Record<string, readonly [node: string, keyLength: number, ivLength: number]>> = {
  "aes128-ctr": ["aes-128-ctr", 16, 16],
  "aes192-ctr": ["aes-192-ctr", 24, 16],
  "aes256-ctr": ["aes-256-ctr", 32, 16],
  "aes128-cbc": ["aes-128-cbc", 16, 16],
  "aes192-cbc": ["aes-192-cbc", 24, 16],
  "aes256-cbc": ["aes-256-cbc", 32, 16],
  "3des-cbc": ["des-ede3-cbc", 24, 8],
  "aes128-gcm@openssh.com": ["aes-128-gcm", 16, 12],
  "aes256-gcm@openssh.com": ["aes-256-gcm", 32, 12],
  "chacha20-poly1305@openssh.com": ["chacha20", 64, 0],
};

/** @throws Failure `ssh-key.malformed`. */
export function readOpenSshEnvelope(bytes: Uint8Array): OpenSshEnvelope {
  const reader = new SshReader(bytes.subarray(magic.length));
  const cipher = reader.text();
  const kdf = reader.text();
  const kdfOptions = reader.string();
  if (reader.uint32() !== 1) reader.fail(); // files of several keys were never made
  const publicBlob = reader.string();
  const section = reader.string();
  const tag = reader.rest;
  if (cipher === "none" && kdf === "none") {
    return {
      encryption: null,
      isSupported: true,
      clearSection: section,
      publicBlob,
      open: () => Promise.resolve(section),
    };
  }
  const known = Object.hasOwn(ciphers, cipher) ? ciphers[cipher] : undefined;
  if (kdf !== "bcrypt" || known === undefined) {
    const scheme = `OpenSSH, ${cipher}, ${kdf}`;
    return {
      encryption: scheme,
      isSupported: false,
      clearSection: null,
      publicBlob,
      open: () => Promise.reject(new Failure("key.unsupported-encryption", { scheme })),
    };
  }
  const options = new SshReader(kdfOptions);
  const salt = options.string();
  const rounds = options.uint32();
  return {
    encryption: `OpenSSH, ${cipher}, bcrypt × ${rounds}`,
    isSupported: true,
    clearSection: null,
    publicBlob,
    open: (passphrase) => openSection(section, tag, known, salt, rounds, passphrase),
  };
}

async function openSection(
  section: Uint8Array,
  tag: Uint8Array,
  [node, keyLength, ivLength]: readonly [string, number, number],
  salt: Uint8Array,
  rounds: number,
  passphrase: string,
): Promise<Uint8Array | null> {
  if (section.length === 0 || section.length % (ivLength === 8 || ivLength === 0 ? 8 : 16) !== 0)
    throw new Failure("key.damaged", { offset: section.length });
  const derived = await deriveBcrypt(Buffer.from(passphrase, "utf8"), salt, rounds, keyLength + ivLength);
  const key = derived.subarray(0, keyLength);
  const iv = derived.subarray(keyLength);
  if (node === "chacha20") return openChaCha(section, tag, key);
  if (node === "aes-128-gcm" || node === "aes-256-gcm") {
    if (tag.length !== 16) throw new Failure("key.damaged", { offset: section.length });
    const gcm = createDecipheriv(node, key, iv);
    gcm.setAuthTag(tag);
    const clear = gcm.update(section);
    try {
      return Buffer.concat([clear, gcm.final()]);
    } catch {
      return null;
    }
  }
  const decipher = createDecipheriv(node, key, iv);
  decipher.setAutoPadding(false);
  return Buffer.concat([decipher.update(section), decipher.final()]);
}

/**
 * PROTOCOL.chacha20poly1305 of OpenSSH for packet number 0: block 0 of the key stream is the key of Poly1305, the
 * section is under the blocks from 1 on. The second half of the derived key would be for packet lengths, which a file
 * has not. It is ChaCha20 as Bernstein defined it (nonce and counter of 64 bits), and node:crypto has Poly1305 only in
 * the AEAD of RFC 8439.
 */
function openChaCha(section: Uint8Array, tag: Uint8Array, key: Uint8Array): Uint8Array | null {
  if (tag.length !== 16) throw new Failure("key.damaged", { offset: section.length });
  const stream = (block: number, input: Uint8Array): Uint8Array =>
    chacha20orig(key.subarray(0, 32), new Uint8Array(8), input, undefined, block);
  const made = poly1305(section, stream(0, new Uint8Array(32)));
  return timingSafeEqual(made, tag) ? stream(1, section) : null;
}

/**
 * The private section in clear as PKCS#8 (not yet checked against its public half), or null when the two check numbers
 * differ: the passphrase is wrong.
 * @throws Failure `ssh-key.malformed`, `key.unsupported` (keys that live in a security token).
 */
export function readOpenSshSection(section: Uint8Array): { pkcs8: Uint8Array; comment: string } | null {
  const reader = new SshReader(section);
  if (reader.uint32() !== reader.uint32()) return null;
  const type = reader.text();
  const pkcs8 = readKey(type, reader);
  return { pkcs8, comment: reader.text() };
}

function writePkcs8(algorithm: Uint8Array, key: Uint8Array): Uint8Array {
  return writeSequence(writeInteger(0), algorithm, writeOctetString(key));
}

function readKey(type: string, reader: SshReader): Uint8Array {
  if (type === "ssh-rsa") return readRsa(reader);
  if (type === "ssh-ed25519") {
    const publicKey = reader.string();
    const both = reader.string();
    if (publicKey.length !== 32 || both.length !== 64 || Buffer.compare(both.subarray(32), publicKey) !== 0)
      reader.fail();
    return writePkcs8(writeSequence(writeOid(Oid.ed25519)), writeOctetString(both.subarray(0, 32)));
  }
  if (type === "ssh-dss") {
    const parts = [reader.magnitude(), reader.magnitude(), reader.magnitude()].map(writeUnsigned);
    reader.magnitude(); // y: node derives it
    return writePkcs8(writeSequence(writeOid(Oid.dsa), writeSequence(...parts)), writeUnsigned(reader.magnitude()));
  }
  const curve = /^ecdsa-sha2-(nistp(?:256|384|521))$/.exec(type)?.[1];
  if (curve === undefined) throw new Failure("key.unsupported", { label: type });
  if (reader.text() !== curve) reader.fail();
  const point = reader.string();
  const scalar = reader.magnitude();
  const size = { nistp256: 32, nistp384: 48, nistp521: 66 }[curve]!;
  if (scalar.length > size) reader.fail();
  const padded = Buffer.alloc(size);
  padded.set(scalar, size - scalar.length);
  const sec1 = writeSequence(
    writeInteger(1),
    writeOctetString(padded),
    writeExplicit(1, encode(Tag.bitString, Uint8Array.of(0), point)),
  );
  return writePkcs8(writeSequence(writeOid(Oid.ecPublicKey), writeOid(sshCurves[curve]!)), sec1);
}

/** SSH keeps n, e, d, q⁻¹, p, q; PKCS#1 also wants d mod p−1 and d mod q−1. */
function readRsa(reader: SshReader): Uint8Array {
  const [n, e, d, inverse, p, q] = Array.from({ length: 6 }, () => reader.magnitude()) as [
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
    Uint8Array,
  ];
  if (n.length > 2048) reader.fail();
  const value = (bytes: Uint8Array): bigint => BigInt(`0x${Buffer.from(bytes).toString("hex")}`);
  if (value(p) < 3n || value(q) < 3n) reader.fail();
  const remainder = (prime: Uint8Array): Uint8Array => writeInteger(value(d) % (value(prime) - 1n));
  const pkcs1 = writeSequence(
    writeInteger(0),
    ...[n, e, d, p, q].map(writeUnsigned),
    remainder(p),
    remainder(q),
    writeUnsigned(inverse),
  );
  return writePkcs8(writeSequence(writeOid(Oid.rsaEncryption), writeNull()), pkcs1);
}
