import { createPublicKey, ECDH } from "node:crypto";
import { type Element, readElement, Tag } from "../asn1/der.ts";
import { readBitString, readOid } from "../asn1/der-value.ts";
import { writeBitString, writeNull, writeOid, writeSequence } from "../asn1/der-write.ts";
import { isFailure } from "../failure.ts";
import { Oid } from "../asn1/oid.ts";

/**
 * The names that OpenSSL has for curves, both ways: a key with its parameters written out is recognised by OpenSSL
 * itself.
 */
const curveNames: readonly (readonly [oid: string, name: string])[] = [
  [Oid.secp192r1, "prime192v1"],
  [Oid.secp224r1, "secp224r1"],
  [Oid.prime256v1, "prime256v1"],
  [Oid.secp384r1, "secp384r1"],
  [Oid.secp521r1, "secp521r1"],
  [Oid.secp256k1, "secp256k1"],
  [Oid.brainpoolP256r1, "brainpoolP256r1"],
  [Oid.brainpoolP320r1, "brainpoolP320r1"],
  [Oid.brainpoolP384r1, "brainpoolP384r1"],
  [Oid.brainpoolP512r1, "brainpoolP512r1"],
];

const uncompressed = 0x04;

/**
 * The SubjectPublicKeyInfo of the same key as OpenSSL writes it: `NULL` for the parameters of an RSA key that has none
 * (RFC 3279 §2.3.1 wants it, some writers leave it out), a named curve for parameters that spell that very curve out
 * (generator and order included: a curve of which only some numbers agree is another one, CVE-2020-0601), and the
 * uncompressed form of a point (RFC 5480 §2.2). Everything else, and what cannot be read, comes back as it is.
 */
export function canonicalSpki(spki: Uint8Array): Uint8Array {
  try {
    return respelled(spki) ?? spki;
  } catch (error) {
    if (isFailure(error, "der.malformed")) return spki;
    throw error;
  }
}

/** Null when it is canonical already. */
function respelled(spki: Uint8Array): Uint8Array | null {
  const outer = readElement(spki, Tag.sequence).open();
  const algorithm = outer.next(Tag.sequence).open();
  const { bytes: key, unusedBits } = readBitString(outer.next());
  const oid = readOid(algorithm.next());
  const parameters = algorithm.isAtEnd ? null : algorithm.next();
  if (unusedBits !== 0) return null;
  if (oid === Oid.rsaEncryption)
    return parameters === null ? writeSequence(writeSequence(writeOid(oid), writeNull()), writeBitString(key)) : null;
  return oid === Oid.ecPublicKey && parameters !== null ? respelledPoint(spki, parameters, key) : null;
}

function respelledPoint(spki: Uint8Array, parameters: Element, point: Uint8Array): Uint8Array | null {
  const isNamed = parameters.tag === Tag.oid;
  if (isNamed && point[0] === uncompressed) return null;
  const curve = isNamed ? curveNames.find(([oid]) => oid === readOid(parameters)) : curveSpeltOut(spki);
  const bytes = curve === undefined ? null : uncompressedPoint(curve[1], point);
  if (curve === undefined || bytes === null) return null;
  return writeSequence(writeSequence(writeOid(Oid.ecPublicKey), writeOid(curve[0])), writeBitString(bytes));
}

function curveSpeltOut(spki: Uint8Array): (typeof curveNames)[number] | undefined {
  try {
    const { asymmetricKeyDetails } = createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" });
    return curveNames.find(([, name]) => name === asymmetricKeyDetails?.namedCurve);
  } catch {
    return undefined; // a curve that OpenSSL does not take cannot be recognised as a named one
  }
}

function uncompressedPoint(curve: string, point: Uint8Array): Uint8Array | null {
  try {
    return ECDH.convertKey(point, curve, undefined, undefined, "uncompressed") as Buffer;
  } catch {
    return null; // not a point of this curve
  }
}
