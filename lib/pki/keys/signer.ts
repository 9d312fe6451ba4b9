import { constants, createPublicKey, type KeyObject, sign } from "node:crypto";
import { writeExplicit, writeInteger, writeNull, writeOid, writeSequence } from "../asn1/der-write.ts";
import { Failure } from "../failure.ts";
import { Oid } from "../asn1/oid.ts";
import { readPublicKeyFacts } from "./public-key.ts";

/** Something that signs without showing its key: the vault hands these out. */
export interface Signer {
  /** SubjectPublicKeyInfo of the key behind it. */
  readonly spki: Uint8Array;
  sign(tbs: Uint8Array): Signature;
  /** AlgorithmIdentifier that `sign` will use; it stands inside what is signed. */
  readonly algorithm: Uint8Array;
}

export interface Signature {
  /** AlgorithmIdentifier, DER. */
  readonly algorithm: Uint8Array;
  /** Bytes for the signature BIT STRING. */
  readonly value: Uint8Array;
}

const sha256 = writeSequence(writeOid(Oid.sha256), writeNull());
/** RSA-PSS with SHA-256, MGF1 over it and a salt of 32 bytes (RFC 4055 §3.1). */
const pssSha256 = writeSequence(
  writeOid(Oid.rsaPss),
  writeSequence(
    writeExplicit(0, sha256),
    writeExplicit(1, writeSequence(writeOid(Oid.mgf1), sha256)),
    writeExplicit(2, writeInteger(32)),
  ),
);

interface Scheme {
  readonly algorithm: Uint8Array;
  readonly digest: string | null;
  readonly isPss: boolean;
}

const plain = (oid: string, digest: string | null): Scheme => ({
  algorithm: writeSequence(writeOid(oid)),
  digest,
  isPss: false,
});

function schemeOf(spki: Uint8Array): Scheme {
  const facts = readPublicKeyFacts(spki);
  switch (facts.family) {
    case "rsa":
      return { algorithm: writeSequence(writeOid(Oid.sha256WithRsa), writeNull()), digest: "sha256", isPss: false };
    case "rsa-pss":
      return { algorithm: pssSha256, digest: "sha256", isPss: true };
    case "ec": {
      const bits = facts.bits ?? 256;
      if (bits <= 256) return plain(Oid.ecdsaWithSha256, "sha256");
      return bits <= 384 ? plain(Oid.ecdsaWithSha384, "sha384") : plain(Oid.ecdsaWithSha512, "sha512");
    }
    case "ed25519":
    case "ed448":
    case "ml-dsa":
      return plain(facts.oid, null);
    default:
      throw new Failure("key.unsupported", { label: facts.label });
  }
}

/**
 * A signer for a private key: RSA → SHA-256 PKCS#1 v1.5; RSA-PSS → SHA-256, salt 32; EC → the SHA-2 of the curve's size
 * (P-256 SHA-256, P-384 SHA-384, P-521 SHA-512); Ed25519, Ed448, ML-DSA by themselves.
 * @throws Failure `key.unsupported` for a key that cannot sign (X25519, DH, DSA).
 */
export function signerOf(privateKey: KeyObject): Signer {
  const spki = Uint8Array.from(createPublicKey(privateKey).export({ format: "der", type: "spki" }));
  const { algorithm, digest, isPss } = schemeOf(spki);
  const key = isPss ? { key: privateKey, padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : privateKey;
  return { spki, algorithm, sign: (tbs) => ({ algorithm, value: sign(digest, tbs, key) }) };
}
