import "server-only";
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import { signerOf, type Signer } from "../../pki/keys/signer.ts";
import type { NewSealRow } from "./seal-rows.ts";
import { openSealed, sealBytes, type SealedCells, type SealingKey, wiping } from "./seal-content.ts";

/** Keys of OCSP responders: P-256, sealed like every other key, and bound to the authority that they answer for. */

export interface MadeResponderKey {
  readonly signer: Signer;
  /** SHA-256 of SubjectPublicKeyInfo, hex. */
  readonly spkiSha256: string;
  readonly seal: NewSealRow;
}

/** `authority`: SHA-256 of its SubjectPublicKeyInfo, hex. */
export function makeResponderKey(masterKey: SealingKey, authority: string): MadeResponderKey {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signer = signerOf(privateKey);
  const identity = publicKeyId(signer.spki);
  const seal = wiping(privateKey.export({ format: "der", type: "pkcs8" }), (pkcs8) => ({
    ...sealBytes(masterKey, pkcs8, "key", { of: "responder", authority, identity }),
    kind: "key",
  }));
  return { signer, spkiSha256: identity, seal };
}

/** Null when the seal does not open for this authority and public key. */
export function openResponderKey(masterKey: SealingKey, cells: SealedCells): Signer | null {
  const pkcs8 = openSealed(masterKey, cells);
  if (pkcs8 === null) return null;
  return wiping(pkcs8, (key) => signerOf(createPrivateKey({ key, format: "der", type: "pkcs8" })));
}
