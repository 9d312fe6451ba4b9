import { constants, createPublicKey, type KeyObject, sign } from "node:crypto";
import { writeExplicit, writeInteger, writeNull, writeOid, writeSequence } from "../asn1/der-write.ts";
import { Failure } from "../failure.ts";
import { Oid } from "../asn1/oid.ts";
import { readPublicKeyFacts } from "./public-key.ts";
import { pssRestrictionOf } from "./signature-algorithm.ts";

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

const pssDigests: Readonly<Record<string, string>> = {
  sha224: Oid.sha224,
  sha256: Oid.sha256,
  sha384: Oid.sha384,
  sha512: Oid.sha512,
  "sha512-224": Oid.sha512_224,
  "sha512-256": Oid.sha512_256,
};

/** RSASSA-PSS with MGF1 over the same digest (RFC 4055 §3.1). `saltLength` in bytes. */
function writePss(digestOid: string, saltLength: number): Uint8Array {
  const digest = writeSequence(writeOid(digestOid), writeNull());
  const parts = [writeExplicit(0, digest), writeExplicit(1, writeSequence(writeOid(Oid.mgf1), digest))];
  if (saltLength !== defaultSaltLength) parts.push(writeExplicit(2, writeInteger(saltLength)));
  return writeSequence(writeOid(Oid.rsaPss), writeSequence(...parts));
}

/** DER leaves a default value out. */
const defaultSaltLength = 20;

/** As the key asks for (RFC 4055 §3.3), else SHA-256 with a salt of 32 bytes. SHA-1 is not signed with. */
function pssScheme(spki: Uint8Array, label: string): Scheme {
  const restriction = pssRestrictionOf(spki);
  if (restriction === null) return { algorithm: writePss(Oid.sha256, 32), digest: "sha256", saltLength: 32 };
  const { digest, saltLength } = restriction;
  const oid = restriction.isSupported && digest !== null ? pssDigests[digest] : undefined;
  if (oid === undefined || digest === null || saltLength === null)
    throw new Failure("key.unsupported", { label: `${label}, ${restriction.label}` });
  return { algorithm: writePss(oid, saltLength), digest, saltLength };
}

interface Scheme {
  readonly algorithm: Uint8Array;
  readonly digest: string | null;
  /** In bytes; set for RSA-PSS alone. */
  readonly saltLength: number | null;
}

const plain = (oid: string, digest: string | null): Scheme => ({
  algorithm: writeSequence(writeOid(oid)),
  digest,
  saltLength: null,
});

function schemeOf(spki: Uint8Array): Scheme {
  const facts = readPublicKeyFacts(spki);
  switch (facts.family) {
    case "rsa":
      return { algorithm: writeSequence(writeOid(Oid.sha256WithRsa), writeNull()), digest: "sha256", saltLength: null };
    case "rsa-pss":
      return pssScheme(spki, facts.label);
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
 * The AlgorithmIdentifier, DER, that a signer of this public key (SubjectPublicKeyInfo, DER) uses; for a key that is not
 * here. @throws Failure `key.unsupported`
 */
export function signatureAlgorithmOf(spki: Uint8Array): Uint8Array {
  return schemeOf(spki).algorithm;
}

/**
 * A signer for a private key: RSA → SHA-256 PKCS#1 v1.5; RSA-PSS → the digest and salt of its own parameters, SHA-256
 * and 32 without; EC → the SHA-2 of the curve's size (P-256 SHA-256, P-384 SHA-384, P-521 SHA-512); Ed25519, Ed448,
 * ML-DSA by themselves.
 * @throws Failure `key.unsupported` for a key that cannot sign (X25519, DH, DSA, RSA-PSS bound to SHA-1); so does
 *   `sign` where the runtime refuses the key.
 */
export function signerOf(privateKey: KeyObject): Signer {
  const spki = Uint8Array.from(createPublicKey(privateKey).export({ format: "der", type: "spki" }));
  const { algorithm, digest, saltLength } = schemeOf(spki);
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  const key = saltLength === null ? privateKey : { key: privateKey, padding, saltLength };
  return {
    spki,
    algorithm,
    sign(tbs) {
      try {
        return { algorithm, value: sign(digest, tbs, key) };
      } catch (error) {
        throw new Failure("key.unsupported", { label: readPublicKeyFacts(spki).label }, error);
      }
    },
  };
}
