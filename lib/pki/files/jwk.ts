import { createHash, createPrivateKey, createPublicKey, type JsonWebKey, type KeyObject } from "node:crypto";
import { Failure } from "../failure.ts";
import { readPublicKeyFacts } from "../keys/public-key.ts";

/**
 * JSON Web Keys (RFC 7517, RFC 7518 §6, RFC 8037): RSA, P-256, P-384, P-521, secp256k1, Ed25519, Ed448 and the X keys.
 */

/**
 * The public half of a key as a JWK, with `x5c` and `x5t#S256` when certificates (DER, the key's own first) are given,
 * and
 * `kid` as RFC 7638 makes it. `key` is a SubjectPublicKeyInfo, DER.
 * @throws Failure `export.no-jwk` for a key that has no such form (RSA-PSS, DSA, brainpool).
 */
export function writeJwk(spki: Uint8Array, certificates: readonly Uint8Array[]): string {
  const label = readPublicKeyFacts(spki).label;
  return write(createPublicKey({ key: Buffer.from(spki), format: "der", type: "spki" }), label, certificates);
}

/** The private key in clear. `pkcs8` is DER. @throws as `writeJwk`. */
export function writePrivateJwk(pkcs8: Uint8Array, certificates: readonly Uint8Array[]): string {
  const key = createPrivateKey({ key: Buffer.from(pkcs8), format: "der", type: "pkcs8" });
  const spki = createPublicKey(key).export({ format: "der", type: "spki" });
  return write(key, readPublicKeyFacts(spki).label, certificates);
}

function write(key: KeyObject, label: string, certificates: readonly Uint8Array[]): string {
  const jwk = exported(key, label);
  const [own] = certificates;
  const whole = {
    ...jwk,
    kid: thumbprint(jwk),
    ...(own === undefined
      ? {}
      : {
          x5c: certificates.map((der) => Buffer.from(der).toString("base64")),
          "x5t#S256": createHash("sha256").update(own).digest("base64url"),
        }),
  };
  return `${JSON.stringify(whole, null, 2)}\n`;
}

function exported(key: KeyObject, label: string): JsonWebKey {
  try {
    return key.export({ format: "jwk" });
  } catch (error) {
    throw new Failure("export.no-jwk", { label }, error);
  }
}

/** The members that RFC 7638 §3.2 names, in the order of the alphabet. */
const required: Readonly<Record<string, readonly string[]>> = {
  RSA: ["e", "kty", "n"],
  EC: ["crv", "kty", "x", "y"],
  OKP: ["crv", "kty", "x"],
};

function thumbprint(jwk: JsonWebKey): string {
  const members = required[jwk.kty ?? ""] ?? [];
  return createHash("sha256")
    .update(JSON.stringify(Object.fromEntries(members.map((name) => [name, jwk[name]]))))
    .digest("base64url");
}
