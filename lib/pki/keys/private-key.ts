import { createECDH, createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import { contextConstructed, type Element, readElement, readElementAt, Tag } from "../asn1/der.ts";
import { readBigInteger, readBitString, readInteger, readOid } from "../asn1/der-value.ts";
import {
  writeInteger,
  writeNull,
  writeOctetString,
  writeOid,
  writeSequence,
  writeUnsigned,
} from "../asn1/der-write.ts";
import { Failure, isFailure } from "../failure.ts";
import { nameOfOid, Oid } from "../asn1/oid.ts";
import { type PublicKeyFacts, readPublicKeyFacts } from "./public-key.ts";
import type { KeyForm } from "../asn1/element.ts";
import { shapeOf } from "./der-shape.ts";

/** A private key in clear, whatever form it came in. */
export interface PrivateKeyReading {
  /** PrivateKeyInfo (RFC 5208, RFC 5958), DER. */
  readonly pkcs8: Uint8Array;
  /** Its public half, derived. */
  readonly spki: Uint8Array;
  readonly facts: PublicKeyFacts;
  /** The form that it came in. */
  readonly form: KeyForm;
}

/** Larger numbers cost minutes, and no key in use has them. */
const maximumNumberOctets = 2048;

/** One DER key of any of the four forms. @throws Failure `key.damaged`, `key.unsupported`, `key.not-found`. */
export function readPrivateKeyDer(der: Uint8Array): PrivateKeyReading {
  try {
    const root = readElementAt(der, 0);
    const shape = shapeOf(root);
    if (shape === null) return root.open().next().fail("bad-value");
    if (shape.kind !== "key") throw new Failure("key.not-found", { found: shape.kind });
    switch (shape.form) {
      case "pkcs1":
        return normalisePkcs8(wrap(writeSequence(writeOid(Oid.rsaEncryption), writeNull()), root.bytes), "pkcs1");
      case "sec1":
        return normalisePkcs8(wrapSec1(root), "sec1");
      case "dsa":
        return normalisePkcs8(wrapDsa(root), "dsa");
      default:
        return normalisePkcs8(root.bytes, "pkcs8");
    }
  } catch (error) {
    if (isFailure(error, "der.malformed")) throw new Failure("key.damaged", { offset: error.facts.offset }, error);
    throw error;
  }
}

function wrap(algorithm: Uint8Array, key: Uint8Array): Uint8Array {
  return writeSequence(writeInteger(0), algorithm, writeOctetString(key));
}

/** ECPrivateKey (RFC 5915): the curve stands in [0] and must be there when the key stands alone. */
function wrapSec1(root: Element): Uint8Array {
  const cursor = root.open();
  cursor.next(Tag.integer);
  cursor.next(Tag.octetString);
  const parameters = cursor.optional(contextConstructed(0));
  if (parameters === undefined) throw new Failure("key.without-curve", {});
  return wrap(writeSequence(writeOid(Oid.ecPublicKey), parameters.content), root.bytes);
}

/** OpenSSL's own: SEQUENCE { 0, p, q, g, y, x }. */
function wrapDsa(root: Element): Uint8Array {
  const [, p, q, g, , x] = root.children() as [Element, Element, Element, Element, Element, Element];
  return wrap(writeSequence(writeOid(Oid.dsa), writeSequence(p.bytes, q.bytes, g.bytes)), writeUnsigned(x.content));
}

/**
 * Brings a PKCS#8 key (DER) through node's reader and out again: one form for the vault, and the public half derived.
 * @throws Failure `key.damaged`, `key.unsupported`.
 */
export function normalisePkcs8(pkcs8: Uint8Array, form: KeyForm): PrivateKeyReading {
  const { oid, key, offset } = readFrame(pkcs8);
  let object: KeyObject;
  try {
    object = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
  } catch (error) {
    if (!usableAlgorithms.has(oid)) throw new Failure("key.unsupported", { label: oid }, error);
    throw new Failure("key.damaged", { offset }, error);
  }
  try {
    const spki = Uint8Array.from(createPublicKey(object).export({ format: "der", type: "spki" }));
    requireHalvesFit(oid, key, offset, spki);
    return {
      pkcs8: Uint8Array.from(object.export({ format: "der", type: "pkcs8" })),
      spki,
      facts: readPublicKeyFacts(spki),
      form,
    };
  } catch (error) {
    if (isFailure(error)) throw error;
    throw new Failure("key.damaged", { offset }, error);
  }
}

const usableAlgorithms: ReadonlySet<string> = new Set([
  Oid.rsaEncryption,
  Oid.rsaPss,
  Oid.ecPublicKey,
  Oid.dsa,
  Oid.ed25519,
  Oid.ed448,
  Oid.x25519,
  Oid.x448,
]);

const numericAlgorithms: ReadonlySet<string> = new Set([
  Oid.rsaEncryption,
  Oid.rsaPss,
  Oid.dsa,
  Oid.dhKeyAgreement,
  Oid.dhPublicNumber,
]);

/** PrivateKeyInfo (RFC 5208 §5) or OneAsymmetricKey (RFC 5958 §2). */
function readFrame(pkcs8: Uint8Array): { oid: string; key: Uint8Array; offset: number } {
  const cursor = readElement(pkcs8, Tag.sequence).open();
  const versionElement = cursor.next();
  const version = readInteger(versionElement);
  if (version !== 0 && version !== 1) versionElement.fail("bad-value");
  const algorithm = cursor.next(Tag.sequence).open();
  const oid = readOid(algorithm.next());
  const key = cursor.next(Tag.octetString);
  const isNumeric = numericAlgorithms.has(oid);
  const parameterOctets = algorithm.isAtEnd ? 0 : algorithm.next().length;
  if (isNumeric && Math.max(key.length / 5, parameterOctets / 2) > maximumNumberOctets) {
    throw new Failure("key.too-large", { label: nameOfOid(oid) ?? oid, limit: maximumNumberOctets * 8 });
  }
  return { oid, key: key.content, offset: key.start };
}

/**
 * OpenSSL believes the public numbers that stand beside a private key. A key whose halves differ would match a
 * certificate and then sign wrongly, so: n = p·q, and the point is the one that the scalar gives.
 */
function requireHalvesFit(oid: string, key: Uint8Array, offset: number, spki: Uint8Array): void {
  const damaged = (): never => {
    throw new Failure("key.damaged", { offset });
  };
  if (oid === Oid.rsaEncryption || oid === Oid.rsaPss) {
    const numbers = readElement(key, Tag.sequence).children();
    // version 1: more than two primes, which node has checked to be what it can use
    if (readInteger(numbers[0]!) !== 0) return;
    const [n, , , p, q] = numbers.slice(1).map((number) => readBigInteger(number));
    if (n !== p! * q!) damaged();
  }
  if (oid === Oid.ecPublicKey) {
    const curve = readPublicKeyFacts(spki).curve;
    const node = curve === null ? undefined : ecdhCurves[curve];
    if (node === undefined) return;
    const ecdh = createECDH(node);
    ecdh.setPrivateKey(readElement(key, Tag.sequence).children()[1]!.content);
    const point = readBitString(readElement(spki).children()[1]!).bytes;
    const isCompressed = point[0] !== 4;
    if (Buffer.compare(ecdh.getPublicKey(null, isCompressed ? "compressed" : "uncompressed"), point) !== 0) damaged();
  }
}

const ecdhCurves: Readonly<Record<string, string>> = {
  "P-224": "secp224r1",
  "P-256": "prime256v1",
  "P-384": "secp384r1",
  "P-521": "secp521r1",
  secp256k1: "secp256k1",
  brainpoolP256r1: "brainpoolP256r1",
  brainpoolP384r1: "brainpoolP384r1",
  brainpoolP512r1: "brainpoolP512r1",
};
