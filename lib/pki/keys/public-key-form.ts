import { readElement, Tag } from "../asn1/der.ts";
import { readBitString, readIntegerOctets, readOid } from "../asn1/der-value.ts";
import { isFailure } from "../failure.ts";
import { Oid } from "../asn1/oid.ts";

/**
 * A breach of the form that a standard gives to a SubjectPublicKeyInfo. `unused-bits` and `malformed`: the bytes are no
 * encoding of a key at all. The others are about the parameters beside its object identifier, which programs judge
 * differently.
 */
export type PublicKeyProblem =
  "unused-bits" | "malformed" | "parameters-missing" | "parameters-present" | "parameters-wrong";

/** RFC 8410 §3, RFC 9881 §2, RFC 9935 §3, RFC 9909 §3: the parameters are absent. */
const withoutParameters: ReadonlySet<string> = new Set([
  Oid.ed25519,
  Oid.ed448,
  Oid.x25519,
  Oid.x448,
  Oid.mlDsa44,
  Oid.mlDsa65,
  Oid.mlDsa87,
  Oid.mlKem512,
  Oid.mlKem768,
  Oid.mlKem1024,
]);

/**
 * What is wrong with the encoding of a public key: RSA keys carry NULL (RFC 3279 §2.3.1), RSA-PSS keys a SEQUENCE or
 * nothing (RFC 4055 §3.1), EC keys their curve (RFC 5480 §2.1.1; a curve that is written out is another question), the keys
 * of RFC 8410 and of the lattices nothing. The key itself fills whole bytes (each of these standards maps an OCTET
 * STRING or a DER value to the BIT STRING), and an RSA key in it is DER. Null for a key whose form is right or not known.
 * @throws Failure `der.malformed` when it is not SEQUENCE { AlgorithmIdentifier, BIT STRING }.
 */
export function publicKeyProblemOf(spki: Uint8Array): PublicKeyProblem | null {
  const [algorithm, bits] = readElement(spki, Tag.sequence).children();
  const [oidElement, parameters] = algorithm!.children();
  const oid = readOid(oidElement!);
  const { bytes, unusedBits } = readBitString(bits!);
  if (unusedBits !== 0) return "unused-bits";
  const isNull = parameters?.tag === Tag.null && parameters.length === 0;
  if (withoutParameters.has(oid)) return parameters === undefined ? null : "parameters-present";
  switch (oid) {
    case Oid.rsaEncryption:
      if (!isRsaKey(bytes)) return "malformed";
      return parameters === undefined ? "parameters-missing" : isNull ? null : "parameters-wrong";
    case Oid.rsaPss:
      if (!isRsaKey(bytes)) return "malformed";
      return parameters === undefined || parameters.tag === Tag.sequence ? null : "parameters-wrong";
    case Oid.ecPublicKey:
      if (parameters === undefined) return "parameters-missing";
      return parameters.tag === Tag.oid || parameters.tag === Tag.sequence ? null : "parameters-wrong";
    default:
      return null;
  }
}

/** RSAPublicKey of RFC 8017 §A.1.1: two positive numbers and nothing else. */
function isRsaKey(bytes: Uint8Array): boolean {
  try {
    const numbers = readElement(bytes, Tag.sequence).children();
    return numbers.length === 2 && numbers.every((number) => readIntegerOctets(number)[0]! < 0x80);
  } catch (error) {
    if (isFailure(error, "der.malformed")) return false;
    throw error;
  }
}
