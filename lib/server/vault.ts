import "server-only";
import { createHash, createPrivateKey, randomBytes, randomUUID } from "node:crypto";
import type { Reader } from "../commands/ports/reader.ts";
import type { SealedKey, Vault } from "../commands/ports/vault.ts";
import { Failure } from "../pki/error.ts";
import { writePrivateJwk } from "../pki/jwk.ts";
import { isLockedKey } from "../pki/locked-key.ts";
import { readPrivateKey } from "../pki/private-key.ts";
import { readPublicKeyFacts } from "../pki/public-key.ts";
import { signerOf, type Signer } from "../pki/signer.ts";
import { Prisma } from "../../prisma/generated/sqlite/client.ts";
import type { Database } from "./db.ts";
import { createKeyWorkers } from "./key-worker.ts";
import type { MasterKey } from "./master-key.ts";
import { seal, unseal } from "./seal.ts";
import { loadContext, type LoadedContext, type TlsFiles } from "./tls-context.ts";
import { writeClearKey, writeLockedKey, writeProvenPkcs12 } from "./vault-export.ts";

export type SealedKind = "key" | "locked-key" | "pkcs12";

/** What only lib/server may ask for. */
export interface OpenVault extends Vault {
  /** A stored key as one end of a TLS connection holds it: usable, not readable. @throws Failure `key.still-locked`, `key.absent`. */
  secureContext(fileName: string, files: TlsFiles): Promise<LoadedContext>;
  close(): Promise<void>;
}

/** The only place where key bytes are in clear: opened for one use, wiped after it. */
export function createVault({ database, masterKey, reader }: { database: Database; masterKey: MasterKey; reader: Reader }): OpenVault {
  const workers = createKeyWorkers();
  const open = <T>(fileName: string, use: (content: Opened) => T | Promise<T>) => openStored(database, masterKey, fileName, use);
  /** A usable key, as PKCS#8, and its public half. */
  const openKey = <T>(fileName: string, use: (pkcs8: Buffer, spki: Uint8Array) => T | Promise<T>) =>
    open(fileName, ({ kind, bytes, spki }) => {
      if (kind === "locked-key") throw new Failure("key.still-locked", { fileName });
      if (kind !== "key" || spki === null) throw new Failure("key.absent", { fileName });
      return use(bytes, spki);
    });

  return {
    async generate(algorithm) {
      const { pkcs8, spki } = await workers.generate(algorithm);
      return wiping(pkcs8, () => ({ key: sealKey(masterKey, pkcs8, spki), signer: signerFrom(pkcs8) }));
    },
    seal: async (content, kind) => sealContent(masterKey, content, kind),
    signer: (fileName) => openKey(fileName, (pkcs8) => signerFrom(pkcs8)),
    unlock: (fileName, passphrase) =>
      open(fileName, async ({ kind, bytes }) => {
        if (kind !== "locked-key") throw new Failure("file.wrong-kind", { fileName, kind, wanted: "locked-key" });
        const { pkcs8, spki } = await reader.unlock(bytes, passphrase);
        return wiping(pkcs8, () => sealKey(masterKey, pkcs8, spki));
      }),
    describe: (fileName) =>
      open(fileName, ({ kind, bytes, label, spki }) => ({
        keyLabel: label,
        spki,
        isLocked: kind !== "key",
        encryption: kind === "locked-key" ? isLockedKey(bytes).encryption : null,
      })),
    openPkcs12: (fileName, passphrase) =>
      open(fileName, async ({ kind, bytes }) => {
        if (kind !== "pkcs12") throw new Failure("file.wrong-kind", { fileName, kind, wanted: "pkcs12" });
        const { keys, certificates } = await reader.pkcs12(bytes, passphrase);
        return {
          keys: keys.map(({ pkcs8 }) => wiping(pkcs8, () => sealContent(masterKey, pkcs8, "key"))),
          certificates: certificates.map(({ der }) => der),
        };
      }),
    exportEncrypted: (fileName, passphrase, form = "pkcs8-pem") => openKey(fileName, (pkcs8, spki) => writeLockedKey(pkcs8, spki, passphrase, form)),
    exportClear: (fileName, form = "pkcs8-pem") => openKey(fileName, (pkcs8) => writeClearKey(pkcs8, form)),
    exportJwk: (fileName, certificates) => openKey(fileName, (pkcs8) => Buffer.from(writePrivateJwk(pkcs8, certificates), "utf8")),
    exportPkcs12: (fileName, passphrase, friendlyName, certificates, profile = "modern") =>
      openKey(fileName, (key, spki) => writeProvenPkcs12({ key, spki, certificates, friendlyName, passphrase, profile })),
    secureContext: (fileName, files) => openKey(fileName, (pkcs8) => wiping(writeClearKey(pkcs8, "pkcs8-pem"), (key) => loadContext(files, key))),
    inspect: (fileName, options) => open(fileName, ({ bytes }) => reader.inspect(Uint8Array.from(bytes), options)),
    close: () => workers.close(),
  };
}

function signerFrom(pkcs8: Uint8Array): Signer {
  return signerOf(createPrivateKey({ key: Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.length), format: "der", type: "pkcs8" }));
}

// ---- sealing

export function sealKey(masterKey: MasterKey, pkcs8: Uint8Array, spki: Uint8Array): SealedKey {
  return { ...sealBytes(masterKey, pkcs8, "key"), spki, keyLabel: readPublicKeyFacts(spki).label, isLocked: false, contentSha256: null };
}

/** @throws Failure of `readPrivateKey` when `kind` is `key`. */
function sealContent(masterKey: MasterKey, content: Uint8Array, kind: SealedKind): SealedKey {
  if (kind === "key") {
    const { pkcs8, spki } = readPrivateKey(content);
    return wiping(pkcs8, () => sealKey(masterKey, pkcs8, spki));
  }
  const contentSha256 = createHash("sha256").update(content).digest("hex");
  return { ...sealBytes(masterKey, content, kind), spki: null, keyLabel: null, isLocked: true, contentSha256 };
}

export function sealBytes(masterKey: MasterKey, clear: Uint8Array, kind: SealedKind | "batch-sheet"): Pick<SealedKey, "sealed" | "wrappedDataKey" | "recordId" | "masterKeyId"> {
  const recordId = randomUUID();
  return wiping(randomBytes(32), (dataKey) => ({
    recordId,
    sealed: seal(dataKey, clear, contentBinding(recordId, kind)),
    wrappedDataKey: seal(masterKey.key, dataKey, recordId),
    masterKeyId: masterKey.id,
  }));
}

function contentBinding(recordId: string, kind: string): string {
  return `${recordId}\n${kind}`;
}

/** Overwrites the bytes when the use is over, however it ends. */
export function wiping<B extends Uint8Array, T>(bytes: B, use: (bytes: B) => T): T {
  try {
    return use(bytes);
  } finally {
    bytes.fill(0);
  }
}

// ---- opening

interface Opened {
  readonly kind: string;
  readonly bytes: Buffer;
  readonly label: string | null;
  readonly spki: Uint8Array | null;
}

interface SealedCells {
  readonly id: string;
  readonly kind: string;
  readonly sealed: Uint8Array;
  readonly wrappedDataKey: Uint8Array;
  readonly masterKeyId: string;
  readonly label: string | null;
  readonly spki: Uint8Array | null;
}

async function openStored<T>(database: Database, masterKey: MasterKey, fileName: string, use: (content: Opened) => T | Promise<T>): Promise<T> {
  const [sealed] = await database.direct.$queryRaw<SealedCells[]>(Prisma.sql`SELECT s."id", s."kind", s."sealed", s."wrappedDataKey", s."masterKeyId", k."label", k."spki"
    FROM "File" f LEFT JOIN "Key" k ON k."id" = f."keyId" LEFT JOIN "Blob" b ON b."id" = f."blobId"
    JOIN "Sealed" s ON s."id" = COALESCE(k."sealedId", b."sealedId") WHERE f."fileName" = ${fileName}`);
  if (sealed === undefined) throw new Failure("key.absent", { fileName });
  const bytes = openSealed(masterKey, sealed);
  if (bytes === null) throw new Failure("key.damaged-seal", { fileName });
  try {
    return await use({ kind: sealed.kind, bytes, label: sealed.label, spki: sealed.spki });
  } finally {
    bytes.fill(0);
  }
}

/** Null when no master key at hand opens it, or it was tampered with. The caller wipes what it gets. */
export function openSealed(masterKey: MasterKey, sealed: Pick<SealedCells, "id" | "kind" | "sealed" | "wrappedDataKey" | "masterKeyId">): Buffer | null {
  const wrapping = [masterKey, ...masterKey.older].find((key) => key.id === sealed.masterKeyId);
  const dataKey = wrapping === undefined ? null : unseal(wrapping.key, sealed.wrappedDataKey, sealed.id);
  return dataKey === null ? null : wiping(dataKey, (key) => unseal(key, sealed.sealed, contentBinding(sealed.id, sealed.kind)));
}
