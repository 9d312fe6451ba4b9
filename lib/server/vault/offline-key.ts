import "server-only";
import { createPrivateKey, generateKeyPairSync } from "node:crypto";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import { signerOf, type Signer } from "../../pki/keys/signer.ts";
import type { NewSealRow } from "./seal-rows.ts";
import { openSealed, sealBytes, type SealedCells, type SealingKey, wiping } from "./seal-content.ts";

/** The console's key for packages that go to authorities elsewhere: P-256, sealed like every other key. */
export function makeOfflineKey(masterKey: SealingKey): {
  readonly signer: Signer;
  readonly spkiSha256: string;
  readonly seal: NewSealRow;
} {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signer = signerOf(privateKey);
  const identity = publicKeyId(signer.spki);
  const seal = wiping(privateKey.export({ format: "der", type: "pkcs8" }), (pkcs8) => ({
    ...sealBytes(masterKey, pkcs8, "key", { of: "offline-packages", identity }),
    kind: "key",
  }));
  return { signer, spkiSha256: identity, seal };
}

/** Null when the seal does not open for this use. */
export function openOfflineKey(masterKey: SealingKey, cells: SealedCells): Signer | null {
  const pkcs8 = openSealed(masterKey, cells);
  if (pkcs8 === null) return null;
  return wiping(pkcs8, (key) => signerOf(createPrivateKey({ key, format: "der", type: "pkcs8" })));
}
