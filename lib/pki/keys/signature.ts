import { constants, type KeyObject, verify } from "node:crypto";
import { isFailure } from "../failure.ts";
import { publicKeyObject, readPublicKeyFacts } from "./public-key.ts";
import { readSignatureAlgorithm, type SignatureAlgorithm } from "./signature-algorithm.ts";

/**
 * `unsupported`: it could not be checked here (algorithm, curve, parameters); nothing is said about whether it is
 * right.
 */
export type SignatureVerdict = "valid" | "invalid" | "unsupported";

/**
 * Checks a signature over `signedBytes` with node:crypto: RSA PKCS#1 v1.5, RSA-PSS, ECDSA on every named curve of the
 * runtime, DSA, Ed25519, Ed448, and ML-DSA where the runtime has it. MD2, MD4 and MD5 count as unsupported. Never
 * throws: an identifier or a key that is not even DER is `unsupported`; a key of another family than the algorithm's is
 * `invalid`.
 */
export function verifySignature(
  algorithmIdentifier: Uint8Array,
  signedBytes: Uint8Array,
  signature: Uint8Array,
  spki: Uint8Array,
): SignatureVerdict {
  let algorithm: SignatureAlgorithm;
  let key: KeyObject;
  try {
    algorithm = readSignatureAlgorithm(algorithmIdentifier);
    if (!algorithm.isSupported) return "unsupported";
    key = publicKeyObject(spki);
  } catch (error) {
    if (isFailure(error)) return "unsupported";
    throw error;
  }
  if (!fits(algorithm, key, spki)) return "invalid";
  try {
    return verify(algorithm.digest, signedBytes, keyInput(algorithm, key), signature) ? "valid" : "invalid";
  } catch {
    // OpenSSL refuses some combinations outright (a digest that its build lacks, a PSS key bound to another digest).
    return "unsupported";
  }
}

const familyOfType: Readonly<Record<string, string>> = {
  rsa: "rsa",
  "rsa-pss": "rsa-pss",
  ec: "ec",
  ed25519: "ed25519",
  ed448: "ed448",
  dsa: "dsa",
};

function fits(algorithm: SignatureAlgorithm, key: KeyObject, spki: Uint8Array): boolean {
  const family = familyOfType[key.asymmetricKeyType ?? ""];
  if (family !== undefined) return algorithm.families.some((each) => each === family);
  // ML-DSA: the parameter set is part of the algorithm, so key and signature carry the same identifier (RFC 9881 §2).
  return readPublicKeyFacts(spki).oid === algorithm.oid;
}

function keyInput(
  algorithm: SignatureAlgorithm,
  key: KeyObject,
): KeyObject | { key: KeyObject; padding: number; saltLength: number } {
  if (algorithm.saltLength === null) return key;
  return { key, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: algorithm.saltLength };
}
