import { createHash, createPublicKey, type KeyObject } from "node:crypto";
import { canonicalSpki } from "./canonical-spki.ts";
import { type Element, readElement, Tag } from "../asn1/der.ts";
import { readBigInteger, readBitString, readIntegerOctets, readOid } from "../asn1/der-value.ts";
import { Failure, isFailure } from "../failure.ts";
import { Oid } from "../asn1/oid.ts";

/** SubjectPublicKeyInfo (RFC 5280 §4.1.2.7, RFC 3279, RFC 5480, RFC 8410, RFC 9881). */

/** The keys that we make. */
export type KeyAlgorithm = "rsa-2048" | "rsa-3072" | "rsa-4096" | "p-256" | "p-384" | "p-521" | "ed25519";

export type KeyFamily =
  | "rsa"
  | "rsa-pss"
  | "ec"
  | "ed25519"
  | "ed448"
  | "x25519"
  | "x448"
  | "dsa"
  | "dh"
  | "ml-dsa"
  | "ml-kem"
  | "slh-dsa"
  | "unknown";

export interface PublicKeyFacts {
  readonly family: KeyFamily;
  /** Size of the modulus, of the prime, or of the curve's field, in bits; null where the word has no meaning. */
  readonly bits: number | null;
  /** `P-256`, `secp256k1`, `brainpoolP256r1` …; `explicit` for parameters written out; null for other families. */
  readonly curve: string | null;
  /** RSA public exponent, decimal. */
  readonly exponent: string | null;
  /** `RSA 2048`, `P-256`, `Ed25519` … */
  readonly label: string;
  readonly oid: string;
}

/** Curve → the name that people use and the bits of its field. */
const curves: ReadonlyMap<string, readonly [name: string, bits: number]> = new Map([
  [Oid.secp192r1, ["P-192", 192]],
  [Oid.secp224r1, ["P-224", 224]],
  [Oid.prime256v1, ["P-256", 256]],
  [Oid.secp384r1, ["P-384", 384]],
  [Oid.secp521r1, ["P-521", 521]],
  [Oid.secp256k1, ["secp256k1", 256]],
  [Oid.brainpoolP256r1, ["brainpoolP256r1", 256]],
  [Oid.brainpoolP256t1, ["brainpoolP256t1", 256]],
  [Oid.brainpoolP320r1, ["brainpoolP320r1", 320]],
  [Oid.brainpoolP384r1, ["brainpoolP384r1", 384]],
  [Oid.brainpoolP384t1, ["brainpoolP384t1", 384]],
  [Oid.brainpoolP512r1, ["brainpoolP512r1", 512]],
  [Oid.brainpoolP512t1, ["brainpoolP512t1", 512]],
]);

/** Families whose algorithm identifier says everything. */
const plainFamilies: ReadonlyMap<string, readonly [family: KeyFamily, label: string]> = new Map([
  [Oid.ed25519, ["ed25519", "Ed25519"]],
  [Oid.ed448, ["ed448", "Ed448"]],
  [Oid.x25519, ["x25519", "X25519"]],
  [Oid.x448, ["x448", "X448"]],
  [Oid.mlDsa44, ["ml-dsa", "ML-DSA-44"]],
  [Oid.mlDsa65, ["ml-dsa", "ML-DSA-65"]],
  [Oid.mlDsa87, ["ml-dsa", "ML-DSA-87"]],
  [Oid.mlKem512, ["ml-kem", "ML-KEM-512"]],
  [Oid.mlKem768, ["ml-kem", "ML-KEM-768"]],
  [Oid.mlKem1024, ["ml-kem", "ML-KEM-1024"]],
]);

interface PublicKeyParts {
  readonly oid: string;
  readonly parameters: Element | null;
  /** Content of the BIT STRING. */
  readonly key: Uint8Array;
}

/** @throws Failure `der.malformed` when it is not SEQUENCE { AlgorithmIdentifier, BIT STRING }. */
function readParts(spki: Uint8Array): PublicKeyParts {
  const outer = readElement(spki, Tag.sequence).open();
  const algorithm = outer.next(Tag.sequence).open();
  const bitString = outer.next();
  outer.finish();
  const oid = readOid(algorithm.next());
  const parameters = algorithm.isAtEnd ? null : algorithm.next();
  algorithm.finish();
  const { unusedBits, bytes } = readBitString(bitString);
  if (unusedBits !== 0) bitString.fail("bad-bit-string");
  return { oid, parameters, key: bytes };
}

/**
 * Reads the facts of a public key: kind, size, curve. A key of an unknown kind, or whose inside is broken, is told as
 * such and does not throw.
 * @throws Failure `der.malformed` when the outer structure is broken.
 */
export function readPublicKeyFacts(spki: Uint8Array): PublicKeyFacts {
  const { oid, parameters, key } = readParts(spki);
  const facts = (family: KeyFamily, label: string, more: Partial<PublicKeyFacts> = {}): PublicKeyFacts => ({
    family,
    bits: null,
    curve: null,
    exponent: null,
    label,
    oid,
    ...more,
  });
  const plain = plainFamilies.get(oid);
  if (plain !== undefined) return facts(...plain);
  switch (oid) {
    case Oid.rsaEncryption:
    case Oid.rsaPss:
      return rsaFacts(oid, key);
    case Oid.ecPublicKey: {
      if (parameters?.tag !== Tag.oid) return facts("ec", "EC, specifiedCurve", { curve: "explicit" });
      const curveOid = readOid(parameters);
      const [name, bits] = curves.get(curveOid) ?? [null, pointBits(key)];
      return facts("ec", name ?? `EC ${curveOid}`, { curve: name ?? curveOid, bits });
    }
    case Oid.dsa: {
      const bits = primeBits(parameters);
      return facts("dsa", bits === null ? "DSA" : `DSA ${bits}`, { bits });
    }
    case Oid.dhPublicNumber:
    case Oid.dhKeyAgreement: {
      const bits = primeBits(parameters);
      return facts("dh", bits === null ? "DH" : `DH ${bits}`, { bits });
    }
    default:
      if (/^2\.16\.840\.1\.101\.3\.4\.3\.(?:2\d|3[01])$/.test(oid)) return facts("slh-dsa", "SLH-DSA");
      return facts("unknown", oid);
  }
}

/** The same for showing: what is no key by its structure is of an unknown kind without a name. Never throws. */
export function describePublicKey(spki: Uint8Array): PublicKeyFacts {
  try {
    return readPublicKeyFacts(spki);
  } catch (error) {
    if (!isFailure(error, "der.malformed")) throw error;
    return { family: "unknown", bits: null, curve: null, exponent: null, label: "?", oid: "?" };
  }
}

/**
 * The field of a curve without a name here, by the size of the point: rounded up to bytes, which is enough to tell a
 * weak one.
 */
function pointBits(key: Uint8Array): number | null {
  const form = key[0];
  if (form === 0x04 || form === 0x06 || form === 0x07) return ((key.length - 1) >> 1) * 8;
  return form === 0x02 || form === 0x03 ? (key.length - 1) * 8 : null;
}

function rsaFacts(oid: string, key: Uint8Array): PublicKeyFacts {
  const family = oid === Oid.rsaPss ? "rsa-pss" : "rsa";
  const word = oid === Oid.rsaPss ? "RSA-PSS" : "RSA";
  const parts = rsaNumbers(key);
  if (parts === null) return { family, bits: null, curve: null, exponent: null, label: word, oid };
  const bits = bitLength(parts.modulus);
  return { family, bits, curve: null, exponent: parts.exponent.toString(), label: `${word} ${bits}`, oid };
}

function rsaNumbers(key: Uint8Array): { modulus: Uint8Array; exponent: bigint } | null {
  return readOrNull(() => {
    const numbers = readElement(key, Tag.sequence).open();
    const modulus = readIntegerOctets(numbers.next());
    const exponentElement = numbers.next();
    numbers.finish();
    if (exponentElement.length > 512) exponentElement.fail("bad-integer");
    return { modulus, exponent: readBigInteger(exponentElement) };
  });
}

/** RSA modulus as its content octets, for the checks; null when it is no RSA key. */
export function rsaModulusOf(spki: Uint8Array): Uint8Array | null {
  const { oid, key } = readParts(spki);
  return oid === Oid.rsaEncryption || oid === Oid.rsaPss ? (rsaNumbers(key)?.modulus ?? null) : null;
}

function primeBits(parameters: Element | null): number | null {
  if (parameters?.tag !== Tag.sequence) return null;
  return readOrNull(() => bitLength(readIntegerOctets(parameters.open().next())));
}

function readOrNull<T>(read: () => T): T | null {
  try {
    return read();
  } catch (error) {
    if (isFailure(error, "der.malformed")) return null;
    throw error;
  }
}

function bitLength(bytes: Uint8Array): number {
  let start = 0;
  while (start < bytes.length && bytes[start] === 0) start++;
  return start === bytes.length ? 0 : (bytes.length - start) * 8 - Math.clz32(bytes[start]!) + 24;
}

/**
 * SHA-256 of the SubjectPublicKeyInfo, lower-case hex: what keys, requests and certificates are matched by. Of the
 * spelling that OpenSSL writes, so that one key spelled in two ways is one key (`canonicalSpki`).
 */
export function publicKeyId(spki: Uint8Array): string {
  return createHash("sha256").update(canonicalSpki(spki)).digest("hex");
}

/**
 * SHA-1 of the BIT STRING's content: RFC 5280 §4.2.1.2 method (1), as `openssl` writes it. @throws Failure
 * `der.malformed`.
 */
export function keyIdentifier(spki: Uint8Array): Uint8Array {
  return createHash("sha1").update(readParts(spki).key).digest();
}

const keyObjects = new Map<string, KeyObject>();
const keyObjectLimit = 256;

/**
 * The key for node:crypto. A small cache by content: validating a path and importing an inventory ask for the same few
 * issuers again and again, and making the object costs as much as an RSA verification.
 * @throws Failure `key.unsupported` when this runtime cannot use it (unknown kind, explicit curve, broken point).
 */
export function publicKeyObject(spki: Uint8Array): KeyObject {
  const content = Buffer.from(spki.buffer, spki.byteOffset, spki.byteLength);
  const name = content.toString("latin1");
  const known = keyObjects.get(name);
  if (known !== undefined) return known;
  const facts = readPublicKeyFacts(spki);
  // OpenSSL reads more than the standards of PKIX name (X.509's own `rsa`, 2.5.8.1.1): what has no name here is not
  // used.
  if (facts.curve === "explicit" || facts.family === "unknown")
    throw new Failure("key.unsupported", { label: facts.label });
  let made: KeyObject;
  try {
    made = createPublicKey({ key: content, format: "der", type: "spki" });
  } catch (error) {
    throw new Failure("key.unsupported", { label: facts.label }, error);
  }
  remember(name, made);
  return made;
}

/** Remembers the key object of a key that was just made here, so that it is not read again. `spki` is DER. */
export function rememberPublicKey(spki: Uint8Array, key: KeyObject): void {
  remember(Buffer.from(spki.buffer, spki.byteOffset, spki.byteLength).toString("latin1"), key);
}

function remember(name: string, key: KeyObject): void {
  if (keyObjects.size >= keyObjectLimit) keyObjects.delete(keyObjects.keys().next().value!);
  keyObjects.set(name, key);
}
