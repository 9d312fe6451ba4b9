import { type Element, Tag } from "../asn1/der.ts";
import { readInteger, readOid } from "../asn1/der-value.ts";
import { Failure, isFailure } from "../failure.ts";
import {
  bmpPassword,
  derivePbkdf1,
  derivePbkdf2,
  derivePkcs12,
  deriveScrypt,
  Pkcs12Purpose,
  scryptRounds,
} from "./pbes-kdf.ts";
import { openNodeCbc, readCipher, type Refused, removePadding } from "./pbes-cipher.ts";
import { decryptRc2Cbc, decryptRc4 } from "./rc2.ts";
import { namedScheme } from "./scheme-name.ts";

/**
 * Password-based encryption as files carry it: PBES2 and PBES1 (RFC 8018 §6), the PKCS#12 schemes (RFC 7292 appendix
 * C). We decrypt by ourselves because only so can a wrong passphrase be told from an unsupported scheme and from
 * damage.
 */
export interface PasswordEncryption {
  /** "PBES2, AES-256-CBC, PBKDF2-HMAC-SHA256 × 600000". */
  readonly description: string;
  /** The cost of deriving the key, in rounds of PBKDF2 or about as much work; for a budget over a whole file. */
  readonly cost: number;
  /** Null when we can decrypt it; otherwise the part that we cannot. */
  readonly unsupported: string | null;
  /**
   * The clear bytes, padding removed, or null when the padding shows that the passphrase is wrong.
   * @throws Failure `key.unsupported-encryption`, `encryption.too-costly`; `key.damaged` when the length is impossible.
   */
  decrypt(ciphertext: Uint8Array, password: Password): Promise<Uint8Array | null>;
}

/** A passphrase in the two spellings that the schemes want. */
export interface Password {
  /** UTF-8, for PBES1 and PBES2. */
  readonly utf8: Uint8Array;
  /** UTF-16BE and two zero bytes, for PKCS#12. */
  readonly bmp: Uint8Array;
}

export function passwordOf(passphrase: string): Password {
  return { utf8: Buffer.from(passphrase, "utf8"), bmp: bmpPassword(passphrase) };
}

export const prfs: Readonly<Record<string, readonly [digest: string, name: string]>> = {
  "1.2.840.113549.2.6": ["md5", "HMAC-MD5"],
  "1.2.840.113549.2.7": ["sha1", "HMAC-SHA1"],
  "1.2.840.113549.2.8": ["sha224", "HMAC-SHA224"],
  "1.2.840.113549.2.9": ["sha256", "HMAC-SHA256"],
  "1.2.840.113549.2.10": ["sha384", "HMAC-SHA384"],
  "1.2.840.113549.2.11": ["sha512", "HMAC-SHA512"],
  "1.2.840.113549.2.12": ["sha512-224", "HMAC-SHA512/224"],
  "1.2.840.113549.2.13": ["sha512-256", "HMAC-SHA512/256"],
  "2.16.840.1.101.3.4.2.13": ["sha3-224", "HMAC-SHA3-224"],
  "2.16.840.1.101.3.4.2.14": ["sha3-256", "HMAC-SHA3-256"],
  "2.16.840.1.101.3.4.2.15": ["sha3-384", "HMAC-SHA3-384"],
  "2.16.840.1.101.3.4.2.16": ["sha3-512", "HMAC-SHA3-512"],
};

export const pbes2Oid = "1.2.840.113549.1.5.13";
const pbkdf2Oid = "1.2.840.113549.1.5.12";
const scryptOid = "1.3.6.1.4.1.11591.4.11";

/** PBES1 of PKCS#5 (RFC 8018 §A.3). MD2 is left out: no runtime has it and no file was met. */
const pbes1: Readonly<
  Record<string, readonly [digest: "md5" | "sha1", cipher: "DES-CBC" | "RC2-64-CBC", name: string]>
> = {
  "1.2.840.113549.1.5.3": ["md5", "DES-CBC", "pbeWithMD5AndDES-CBC"],
  "1.2.840.113549.1.5.6": ["md5", "RC2-64-CBC", "pbeWithMD5AndRC2-CBC"],
  "1.2.840.113549.1.5.10": ["sha1", "DES-CBC", "pbeWithSHA1AndDES-CBC"],
  "1.2.840.113549.1.5.11": ["sha1", "RC2-64-CBC", "pbeWithSHA1AndRC2-CBC"],
};

/** The schemes of PKCS#12 (RFC 7292 appendix C). */
const pkcs12Schemes: Readonly<
  Record<string, readonly [cipher: "RC4" | "3DES" | "2DES" | "RC2", keyLength: number, name: string]>
> = {
  "1.2.840.113549.1.12.1.1": ["RC4", 16, "pbeWithSHA1And128BitRC4"],
  "1.2.840.113549.1.12.1.2": ["RC4", 5, "pbeWithSHA1And40BitRC4"],
  "1.2.840.113549.1.12.1.3": ["3DES", 24, "pbeWithSHA1And3-KeyTripleDES-CBC"],
  "1.2.840.113549.1.12.1.4": ["2DES", 16, "pbeWithSHA1And2-KeyTripleDES-CBC"],
  "1.2.840.113549.1.12.1.5": ["RC2", 16, "pbeWithSHA1And128BitRC2-CBC"],
  "1.2.840.113549.1.12.1.6": ["RC2", 5, "pbeWithSHA1And40BitRC2-CBC"],
};

/**
 * Reads an AlgorithmIdentifier of password-based encryption. A scheme that we do not know is not an error here: it is
 * described, and `decrypt` refuses it.
 * @throws Failure `der.malformed` when the parameters are broken.
 */
export function readPasswordEncryption(algorithm: Element): PasswordEncryption {
  const cursor = algorithm.open(Tag.sequence);
  const oid = readOid(cursor.next());
  const parameters = cursor.isAtEnd ? undefined : cursor.next();
  if (oid === pbes2Oid && parameters !== undefined) return readPbes2(parameters);
  const fromPkcs5 = pbes1[oid];
  if (fromPkcs5 !== undefined && parameters !== undefined) return readPbes1(parameters, ...fromPkcs5);
  const fromPkcs12 = pkcs12Schemes[oid];
  if (fromPkcs12 !== undefined && parameters !== undefined) return readPkcs12Scheme(parameters, ...fromPkcs12);
  return refusing(namedScheme(oid), namedScheme(oid));
}

function refusing(description: string, scheme: string): PasswordEncryption {
  return {
    description,
    cost: 0,
    unsupported: scheme,
    decrypt: () => Promise.reject(new Failure("key.unsupported-encryption", { scheme })),
  };
}

function readSaltAndIterations(parameters: Element): { salt: Uint8Array; iterations: number } {
  const cursor = parameters.open(Tag.sequence);
  const salt = cursor.next(Tag.octetString).content;
  const count = cursor.next();
  const iterations = readInteger(count);
  if (iterations < 1) count.fail("bad-value");
  cursor.finish();
  return { salt, iterations };
}

function readPbes1(
  parameters: Element,
  digest: "md5" | "sha1",
  cipher: "DES-CBC" | "RC2-64-CBC",
  name: string,
): PasswordEncryption {
  const { salt, iterations } = readSaltAndIterations(parameters);
  return {
    description: `${name} × ${iterations}`,
    cost: iterations,
    unsupported: null,
    async decrypt(ciphertext, password) {
      requireWholeBlocks(ciphertext, 8);
      const derived = await derivePbkdf1(password.utf8, salt, iterations, digest);
      const key = derived.subarray(0, 8);
      const iv = derived.subarray(8, 16);
      return cipher === "DES-CBC"
        ? openNodeCbc("des-cbc", key, iv, ciphertext)
        : removePadding(decryptRc2Cbc(key, 64, iv, ciphertext), 8);
    },
  };
}

function readPkcs12Scheme(
  parameters: Element,
  cipher: "RC4" | "3DES" | "2DES" | "RC2",
  keyLength: number,
  name: string,
): PasswordEncryption {
  const { salt, iterations } = readSaltAndIterations(parameters);
  return {
    description: `${name} × ${iterations}`,
    cost: iterations,
    unsupported: null,
    async decrypt(ciphertext, password) {
      if (cipher !== "RC4") requireWholeBlocks(ciphertext, 8);
      const key = await derivePkcs12(password.bmp, salt, iterations, keyLength, "sha1", Pkcs12Purpose.key);
      if (cipher === "RC4") return decryptRc4(key, ciphertext);
      const iv = await derivePkcs12(password.bmp, salt, iterations, 8, "sha1", Pkcs12Purpose.iv);
      if (cipher === "RC2") return removePadding(decryptRc2Cbc(key, keyLength * 8, iv, ciphertext), 8);
      const three = cipher === "3DES" ? key : Buffer.concat([key, key.subarray(0, 8)]);
      return openNodeCbc("des-ede3-cbc", three, iv, ciphertext);
    },
  };
}

function readPbes2(parameters: Element): PasswordEncryption {
  const cursor = parameters.open(Tag.sequence);
  const kdfElement = cursor.next(Tag.sequence);
  const cipher = readCipher(cursor.next(Tag.sequence));
  cursor.finish();
  const kdf = readKdf(kdfElement);
  const description = `PBES2, ${cipher.name}, ${kdf.name}`;
  if ("refused" in cipher) return refusing(description, cipher.name);
  if ("refused" in kdf) return refusing(description, kdf.name);
  return {
    description,
    cost: kdf.cost,
    unsupported: null,
    async decrypt(ciphertext, password) {
      requireWholeBlocks(ciphertext, cipher.blockLength);
      return cipher.open(await kdf.derive(password, cipher.keyLength), ciphertext);
    },
  };
}

export interface Kdf {
  readonly name: string;
  readonly cost: number;
  /** Length that the file demands of the key; null when it leaves that to the cipher. */
  readonly keyLength: number | null;
  derive(password: Password, length: number): Promise<Uint8Array>;
}

/** A key derivation's AlgorithmIdentifier. */
export function readKdf(algorithm: Element): Kdf | Refused {
  const cursor = algorithm.open();
  const oid = readOid(cursor.next());
  if (oid === pbkdf2Oid) return readPbkdf2(cursor.next(Tag.sequence));
  if (oid === scryptOid) return readScrypt(cursor.next(Tag.sequence));
  return { name: namedScheme(oid), refused: true };
}

/** PBKDF2-params (RFC 8018 §A.2). The length asked for and the file's, if it has one, must agree. */
function readPbkdf2(parameters: Element): Kdf | Refused {
  const cursor = parameters.open();
  const saltElement = cursor.next();
  if (saltElement.tag !== Tag.octetString) return { name: "PBKDF2, otherSource", refused: true };
  const count = cursor.next();
  const iterations = readInteger(count);
  if (iterations < 1) count.fail("bad-value");
  const lengthElement = cursor.optional(Tag.integer);
  const keyLength = lengthElement === undefined ? null : readInteger(lengthElement);
  const prfOid = cursor.isAtEnd ? "1.2.840.113549.2.7" : readOid(cursor.next(Tag.sequence).open().next());
  const prf = prfs[prfOid];
  if (prf === undefined) return { name: `PBKDF2-${namedScheme(prfOid)}`, refused: true };
  return {
    name: `PBKDF2-${prf[1]} × ${iterations}`,
    cost: iterations,
    keyLength,
    derive(password, length) {
      if (keyLength !== null && keyLength !== length) lengthElement!.fail("bad-value");
      return derivePbkdf2(password.utf8, saltElement.content, iterations, length, prf[0]);
    },
  };
}

/** scrypt-params (RFC 7914 §7.1). */
function readScrypt(parameters: Element): Kdf {
  const cursor = parameters.open();
  const salt = cursor.next(Tag.octetString).content;
  const [n, r, p] = [cursor.next(), cursor.next(), cursor.next()].map((element) => {
    const value = readInteger(element);
    return value < 1 ? element.fail("bad-value") : value;
  }) as [number, number, number];
  if (n < 2 || !Number.isInteger(Math.log2(n))) parameters.fail("bad-value");
  return {
    name: `scrypt N=${n} r=${r} p=${p}`,
    cost: scryptRounds({ n, r, p }),
    keyLength: null,
    derive: (password, length) => deriveScrypt(password.utf8, salt, { n, r, p }, length),
  };
}

function requireWholeBlocks(ciphertext: Uint8Array, blockLength: number): void {
  if (ciphertext.length === 0 || ciphertext.length % blockLength !== 0) {
    throw new Failure("key.damaged", { offset: ciphertext.length });
  }
}

/** `error` as damage at a place, when it is broken DER; anything else as it is. */
export function asDamage(error: unknown, code: "key.damaged" | "pkcs12.damaged"): unknown {
  return isFailure(error, "der.malformed") ? new Failure(code, { offset: error.facts.offset }, error) : error;
}
