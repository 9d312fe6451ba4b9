import "server-only";
import { generateKeyPairSync, randomBytes, randomUUID, type KeyObject } from "node:crypto";
import type { NewFile } from "../../lib/commands/ports/files.ts";
import type { SealedKey } from "../../lib/commands/ports/vault.ts";
import { readCertificate } from "../../lib/pki/x509/certificate.ts";
import { readRequest, writeRequest } from "../../lib/pki/x509/csr.ts";
import { parseGeneralNameText } from "../../lib/pki/x509/general-name-text.ts";
import { issue } from "../../lib/pki/issue/issue.ts";
import { builtIn } from "../../lib/pki/templates/built-in.ts";
import { prepareCertificate, prepareSelfSigned } from "../../lib/pki/issue/prepare.ts";
import { readPublicKeyFacts } from "../../lib/pki/keys/public-key.ts";
import { signerOf, type Signer } from "../../lib/pki/keys/signer.ts";
import type { Seal } from "../../lib/server/vault/seal-content.ts";

/** Real keys, requests and certificates for tests of the store. P-256: made in a millisecond. */
export interface TestKey {
  readonly privateKey: KeyObject;
  readonly signer: Signer;
  readonly spki: Uint8Array;
}

export function makeKey(): TestKey {
  const { privateKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const signer = signerOf(privateKey);
  return { privateKey, signer, spki: signer.spki };
}

export interface TestAuthority extends TestKey {
  readonly der: Uint8Array;
}

export function makeAuthority(commonName: string, now = new Date(), key = makeKey()): TestAuthority {
  const order = {
    subject: { CN: commonName, O: "Example" },
    names: [],
    spki: key.spki,
    template: builtIn["root-ca"],
    days: 3650,
    now,
    serialNumber: serial(),
  };
  return { ...key, der: issue(prepareSelfSigned(order), key.signer) };
}

export function makeRequest(
  commonName: string,
  names: readonly string[] = [],
  key = makeKey(),
): { key: TestKey; der: Uint8Array } {
  return { key, der: writeRequest({ CN: commonName }, names.map(parseGeneralNameText), key.signer) };
}

export interface CertifyOptions {
  readonly names?: readonly string[];
  readonly days?: number;
  readonly now?: Date;
  readonly serialNumber?: Uint8Array;
}

export function certify(request: Uint8Array, authority: TestAuthority, options: CertifyOptions = {}): Uint8Array {
  const prepared = prepareCertificate({
    request: readRequest(request),
    issuer: readCertificate(authority.der),
    template: builtIn["server-client"],
    names: (options.names ?? []).map(parseGeneralNameText),
    days: options.days ?? 365,
    now: options.now ?? new Date(),
    serialNumber: options.serialNumber ?? serial(),
  });
  return issue(prepared, authority.signer);
}

export function serial(): Uint8Array {
  const bytes = randomBytes(16);
  bytes[0] = (bytes[0]! & 0x3f) | 0x40;
  return bytes;
}

/** A seal that is never opened: the store does not look inside. */
export function sealedOf(key: TestKey, facts: Partial<SealedKey> = {}): SealedKey {
  return {
    recordId: randomUUID(),
    kind: "key",
    sealed: randomBytes(60),
    wrappedDataKey: randomBytes(61),
    spki: key.spki,
    keyLabel: readPublicKeyFacts(key.spki).label,
    isLocked: false,
    contentSha256: null,
    masterKeyId: "00000000",
    ...facts,
  } as Seal;
}

export function keyFile(fileName: string, key: TestKey): NewFile {
  return { fileName, kind: "key", bytes: new Uint8Array(), sealed: sealedOf(key) };
}
