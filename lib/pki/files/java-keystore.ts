import { createHash, timingSafeEqual } from "node:crypto";
import { readElement, Tag } from "../asn1/der.ts";
import { readInteger, readOid } from "../asn1/der-value.ts";
import { Failure, isFailure } from "../failure.ts";
import { openNodeCbc } from "../encryption/pbes-cipher.ts";
import { requireAffordable } from "../encryption/pbes-kdf.ts";
import { namedScheme } from "../encryption/scheme-name.ts";

/**
 * Java key stores of the types JKS and JCEKS, reading only (their form is that of sun.security.provider.JavaKeyStore
 * and com.sun.crypto.provider.JceKeyStore). The certificates in them lie in clear; keys are under Sun's key protectors.
 */
export interface Keystore {
  readonly type: "JKS" | "JCEKS";
  readonly version: number;
  readonly entries: readonly KeystoreEntry[];
  /**
   * Whether the passphrase made the digest over the whole file. False of a damaged file, too: the two look the same.
   */
  accepts(passphrase: string): boolean;
}

export interface KeystoreEntry {
  readonly alias: string;
  readonly kind: "key" | "certificate";
  /** The chain of a key, its own certificate first; the one of a trusted certificate. X.509 only, DER. */
  readonly certificates: readonly Uint8Array[];
  /** How the key is protected; null of a certificate. */
  readonly encryption: string | null;
  /**
   * The key as PKCS#8, not yet looked into; null when the passphrase is not its own, or there is no key.
   * @throws Failure `keystore.unsupported`, `encryption.too-costly`; `keystore.damaged`.
   */
  open(passphrase: string): Uint8Array | null;
}

const magics: Readonly<Record<number, Keystore["type"]>> = { 0xfeedfeed: "JKS", 0xcececece: "JCEKS" };
const sunProtector = "1.3.6.1.4.1.42.2.17.1.1";
const jceksProtector = "1.3.6.1.4.1.42.2.19.1";
const maximumEntries = 10_000;
const digestLength = 20;

/** Java's DataInputStream over the part of the file before the digest. */
class JavaReader {
  readonly #view: DataView;
  readonly #bytes: Uint8Array;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }
  fail(): never {
    throw new Failure("keystore.damaged", { offset: this.at });
  }
  #need(count: number): number {
    if (count > this.#bytes.length - this.at) this.fail();
    const start = this.at;
    this.at += count;
    return start;
  }
  int(): number {
    return this.#view.getUint32(this.#need(4));
  }
  skip(count: number): void {
    this.#need(count);
  }
  octets(): Uint8Array {
    const length = this.int();
    const start = this.#need(length);
    return this.#bytes.subarray(start, start + length);
  }
  /** Java's modified UTF-8: the same as UTF-8 for every name that a person types. */
  text(): string {
    const length = this.#view.getUint16(this.#need(2));
    const start = this.#need(length);
    return Buffer.from(this.#bytes.subarray(start, start + length)).toString("utf8");
  }
}

/** @throws Failure `keystore.damaged`, `keystore.unsupported` (a secret key of JCEKS, an unknown version). */
export function readKeystore(bytes: Uint8Array): Keystore {
  const body = bytes.subarray(0, Math.max(0, bytes.length - digestLength));
  const reader = new JavaReader(body);
  const type = magics[reader.int()];
  if (type === undefined) throw new Failure("keystore.damaged", { offset: 0 });
  const version = reader.int();
  if (version !== 1 && version !== 2) throw new Failure("keystore.unsupported", { scheme: `${type} v${version}` });
  const count = reader.int();
  if (count > maximumEntries)
    throw new Failure("container.too-many-entries", { container: "keystore", limit: maximumEntries });
  const entries: KeystoreEntry[] = [];
  for (let i = 0; i < count; i++) entries.push(readEntry(reader, type, version));
  if (reader.at !== body.length) reader.fail();
  return { type, version, entries, accepts: (passphrase) => isDigest(body, bytes.subarray(body.length), passphrase) };
}

/**
 * Alone in the order of the file: nothing says how long a secret key of JCEKS is, so nothing behind one can be read.
 */
function readEntry(reader: JavaReader, type: Keystore["type"], version: number): KeystoreEntry {
  const tag = reader.int();
  if (tag === 3 && type === "JCEKS") throw new Failure("keystore.unsupported", { scheme: "JCEKS, SecretKeyEntry" });
  if (tag !== 1 && tag !== 2) reader.fail();
  const alias = reader.text();
  reader.skip(8);
  if (tag === 2)
    return {
      alias,
      kind: "certificate",
      certificates: [readCertificate(reader, version)].filter((der) => der !== null),
      encryption: null,
      open: () => null,
    };
  const { encryption, open } = readProtected(reader.octets());
  const chain: (Uint8Array | null)[] = [];
  for (let left = reader.int(); left > 0; left--) chain.push(readCertificate(reader, version));
  return { alias, kind: "key", certificates: chain.filter((der) => der !== null), encryption, open };
}

/** Version 1 held X.509 alone and did not say so. */
function readCertificate(reader: JavaReader, version: number): Uint8Array | null {
  const isX509 = version === 1 || /^X\.?509$/i.test(reader.text());
  const der = reader.octets();
  return isX509 ? Uint8Array.from(der) : null;
}

/** EncryptedPrivateKeyInfo (RFC 5208 §6) with one of Sun's own algorithms. */
function readProtected(der: Uint8Array): Pick<KeystoreEntry, "encryption" | "open"> {
  try {
    const cursor = readElement(der, Tag.sequence).open();
    const algorithm = cursor.next(Tag.sequence).open();
    const oid = readOid(algorithm.next());
    const sealed = Uint8Array.from(cursor.next(Tag.octetString).content);
    if (oid === sunProtector)
      return { encryption: namedScheme(oid), open: (passphrase) => openSun(sealed, passphrase) };
    if (oid !== jceksProtector) {
      const refuse = () => {
        throw new Failure("keystore.unsupported", { scheme: namedScheme(oid) });
      };
      return { encryption: namedScheme(oid), open: refuse };
    }
    const parameters = algorithm.next(Tag.sequence).open();
    const salt = Uint8Array.from(parameters.next(Tag.octetString).content);
    const iterations = readInteger(parameters.next());
    return {
      encryption: `${namedScheme(oid)} × ${iterations}`,
      open: (passphrase) => openJceks(sealed, salt, iterations, passphrase),
    };
  } catch (error) {
    if (isFailure(error, "der.malformed")) throw new Failure("keystore.damaged", { offset: error.facts.offset }, error);
    throw error;
  }
}

/** Java's char[]: UTF-16BE without an end. */
function charsOf(passphrase: string): Buffer {
  return Buffer.from(passphrase, "utf16le").swap16();
}

function isDigest(body: Uint8Array, digest: Uint8Array, passphrase: string): boolean {
  const made = createHash("sha1").update(charsOf(passphrase)).update("Mighty Aphrodite", "utf8").update(body).digest();
  return made.length === digest.length && timingSafeEqual(made, digest);
}

/**
 * Sun's JKS protector: the key under a stream of chained SHA-1, a salt before it and a SHA-1 of passphrase and key
 * behind it.
 */
function openSun(sealed: Uint8Array, passphrase: string): Uint8Array | null {
  const length = sealed.length - 2 * digestLength;
  if (length < 1) throw new Failure("keystore.damaged", { offset: 0 });
  const word = charsOf(passphrase);
  const clear = new Uint8Array(length);
  let digest: Uint8Array = sealed.subarray(0, digestLength);
  for (let at = 0; at < length; at += digestLength) {
    digest = createHash("sha1").update(word).update(digest).digest();
    for (let i = 0; i < digestLength && at + i < length; i++)
      clear[at + i] = sealed[digestLength + at + i]! ^ digest[i]!;
  }
  const check = createHash("sha1").update(word).update(clear).digest();
  return timingSafeEqual(check, sealed.subarray(digestLength + length)) ? clear : null;
}

/**
 * Java's PBEWithMD5AndTripleDES: each half of the salt is digested with the passphrase (its low seven bits) by itself.
 */
function openJceks(sealed: Uint8Array, salt: Uint8Array, iterations: number, passphrase: string): Uint8Array | null {
  if (salt.length !== 8 || iterations < 1 || sealed.length === 0 || sealed.length % 8 !== 0)
    throw new Failure("keystore.damaged", { offset: 0 });
  requireAffordable("iterations", 2 * iterations);
  const word = Buffer.from(passphrase, "latin1").map((octet) => octet & 0x7f);
  const halves = [Buffer.from(salt.subarray(0, 4)), Buffer.from(salt.subarray(4))] as const;
  // equal halves would give twice the same: Java turns the first around, and its slip (3 - 1 for 3 - i) is part of the
  // format
  if (halves[0].equals(halves[1])) {
    for (let i = 0; i < 2; i++) {
      const kept = halves[0][i]!;
      halves[0][i] = halves[0][3 - i]!;
      halves[0][2] = kept;
    }
  }
  const derived = Buffer.concat(
    halves.map((half) => {
      let value: Buffer = half;
      for (let i = 0; i < iterations; i++) value = createHash("md5").update(value).update(word).digest();
      return value;
    }),
  );
  const clear = openNodeCbc("des-ede3-cbc", derived.subarray(0, 24), derived.subarray(24), sealed);
  return clear !== null && isSequence(clear) ? clear : null;
}

/**
 * The padding alone accepts one wrong passphrase in 256, and nothing else in JCEKS proves it: what comes out has to be one
 * SEQUENCE from its first byte to its last, as a PrivateKeyInfo is.
 */
function isSequence(clear: Uint8Array): boolean {
  try {
    readElement(clear, Tag.sequence);
    return true;
  } catch (error) {
    if (isFailure(error, "der.malformed")) return false;
    throw error;
  }
}
