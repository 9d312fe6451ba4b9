import "server-only";
import { createPrivateKey, type KeyObject } from "node:crypto";
import type { FileKind } from "../../commands/ports/files.ts";
import type { SealedKey, Vault } from "../../commands/ports/vault.ts";
import { Failure } from "../error-codes.ts";
import { writePrivateJwk } from "../../pki/files/jwk.ts";
import { isLockedKey } from "../../pki/files/locked-key.ts";
import { readPrivateKeyDer } from "../../pki/keys/private-key.ts";
import { signerOf, type Signer } from "../../pki/keys/signer.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import type { ClearReader } from "./clear-reader.ts";
import { createKeyWorkers } from "./key-worker.ts";
import type { MasterKey } from "./master-key.ts";
import { writeClearKey, writeLockedKey, writeProvenPkcs12 } from "./export.ts";
import { openSealed, type SealedCells, sealFile, type SealedKind, sealKey, wiping } from "./seal-content.ts";

/** The vault as lib/server has it: commands see `Vault`. */
export interface OpenVault extends Vault {
  /**
   * Seals a key whose public half is known, without reading it again. `pkcs8`, DER in clear, is wiped; `spki` is DER.
   */
  sealKey(key: { readonly pkcs8: Uint8Array; readonly spki: Uint8Array }): SealedKey;
  /** Seals a file that holds a key, as it came. */
  sealFile(content: Uint8Array, kind: Exclude<SealedKind, "key">): SealedKey;
  /**
   * Lends a stored key in clear, PEM, to the process that makes the connections of a rehearsal, and wipes it when the
   * use is over. @throws Failure `key.still-locked`, `key.absent`.
   */
  lendKey<T>(fileName: string, use: (pem: Uint8Array) => Promise<T>): Promise<T>;
  /**
   * A stored key for the threads of a batch, which sign with it: usable there, and not readable without an export.
   * @throws as above.
   */
  keyObject(fileName: string): Promise<KeyObject>;
  close(): Promise<void>;
}

/** The only place where key bytes are in clear: opened for one use, wiped after it. */
export function createVault({
  database,
  masterKey,
  clearReader,
}: {
  database: Database;
  masterKey: MasterKey;
  clearReader: ClearReader;
}): OpenVault {
  const workers = createKeyWorkers();
  const open = <T>(fileName: string, use: (content: Opened) => T | Promise<T>) =>
    openStored(database, masterKey, fileName, use);
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
      return wiping(pkcs8, () => {
        const signer = signerFrom(pkcs8);
        return { key: sealKey(masterKey, { pkcs8, spki }), signer };
      });
    },
    sealKey: (key) => sealKey(masterKey, key),
    sealFile: (content, kind) => sealFile(masterKey, content, kind),
    signer: (fileName) => openKey(fileName, (pkcs8) => signerFrom(pkcs8)),
    keyObject: (fileName) => openKey(fileName, keyObjectFrom),
    unlock: (fileName, passphrase) =>
      open(fileName, async ({ kind, bytes }) => {
        if (kind !== "locked-key")
          throw new Failure("file.wrong-kind", { fileName, kind: kind as FileKind, wanted: "locked-key" });
        return sealKey(masterKey, await clearReader.unlock(bytes, passphrase));
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
        if (kind !== "pkcs12")
          throw new Failure("file.wrong-kind", { fileName, kind: kind as FileKind, wanted: "pkcs12" });
        const { keys, certificates } = await clearReader.pkcs12(bytes, passphrase);
        return {
          keys: keys.map(({ pkcs8 }) => wiping(pkcs8, () => sealKey(masterKey, readPrivateKeyDer(pkcs8)))),
          certificates: certificates.map(({ der }) => der),
        };
      }),
    exportEncrypted: (fileName, passphrase, form = "pkcs8-pem") =>
      openKey(fileName, (pkcs8, spki) => writeLockedKey(pkcs8, spki, passphrase, form)),
    exportClear: (fileName, form = "pkcs8-pem") => openKey(fileName, (pkcs8) => writeClearKey(pkcs8, form)),
    exportJwk: (fileName, certificates) =>
      openKey(fileName, (pkcs8) => Buffer.from(writePrivateJwk(pkcs8, certificates), "utf8")),
    exportPkcs12: (fileName, passphrase, friendlyName, certificates, profile = "modern") =>
      openKey(fileName, (key, spki) =>
        writeProvenPkcs12({ key, spki, certificates, friendlyName, passphrase, profile }),
      ),
    lendKey: (fileName, use) =>
      openKey(fileName, async (pkcs8) => {
        const pem = writeClearKey(pkcs8, "pkcs8-pem");
        try {
          return await use(pem);
        } finally {
          pem.fill(0);
        }
      }),
    inspect: (fileName, options) => open(fileName, ({ bytes }) => clearReader.inspect(Uint8Array.from(bytes), options)),
    close: () => workers.close(),
  };
}

function keyObjectFrom(pkcs8: Uint8Array): KeyObject {
  return createPrivateKey({
    key: Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.length),
    format: "der",
    type: "pkcs8",
  });
}

function signerFrom(pkcs8: Uint8Array): Signer {
  return signerOf(keyObjectFrom(pkcs8));
}

// ---- opening

interface Opened {
  readonly kind: string;
  readonly bytes: Buffer;
  readonly label: string | null;
  readonly spki: Uint8Array | null;
}

interface StoredCells extends SealedCells {
  readonly label: string | null;
  readonly spki: Uint8Array | null;
}

async function openStored<T>(
  database: Database,
  masterKey: MasterKey,
  fileName: string,
  use: (content: Opened) => T | Promise<T>,
): Promise<T> {
  const [sealed] = await database.direct.$queryRaw<
    StoredCells[]
  >(sql`SELECT s."id", s."kind", s."sealed", s."wrappedDataKey", s."masterKeyId", k."label", k."spki"
    FROM "File" f LEFT JOIN "Key" k ON k."id" = f."keyId" LEFT JOIN "OtherContent" b ON b."id" = f."otherContentId"
    JOIN "SealedSecret" s ON s."id" = COALESCE(k."sealedId", b."sealedId") WHERE f."fileName" = ${fileName}`);
  if (sealed === undefined) throw new Failure("key.absent", { fileName });
  const bytes = openSealed(masterKey, sealed);
  if (bytes === null) throw new Failure("key.damaged-seal", { fileName });
  try {
    return await use({ kind: sealed.kind, bytes, label: sealed.label, spki: sealed.spki });
  } finally {
    bytes.fill(0);
  }
}
