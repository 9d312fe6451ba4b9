import "server-only";
import { createPrivateKey, type KeyObject } from "node:crypto";
import type { FileKind } from "../../commands/ports/files.ts";
import type { SealedKey, Vault } from "../../commands/ports/vault.ts";
import { Failure } from "../error-codes.ts";
import { writePrivateJwk } from "../../pki/files/jwk.ts";
import { isLockedKey } from "../../pki/files/locked-key.ts";
import { readPrivateKeyDer } from "../../pki/keys/private-key.ts";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import { signerOf, type Signer } from "../../pki/keys/signer.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { isAuthorityKey } from "../store/authorities.ts";
import type { ClearReader } from "./clear-reader.ts";
import { createKeyWorkers } from "./key-worker.ts";
import type { MasterKey } from "./master-key.ts";
import { writeClearKey, writeLockedKey, writeProvenPkcs12 } from "./export.ts";
import { bindSeal, openSealed, type SealedCells, sealFile, type SealedKind, sealKey, wiping } from "./seal-content.ts";

/** The vault as lib/server has it: commands see `Vault`. */
export interface OpenVault extends Vault {
  /**
   * Seals a key whose public half is known, without reading it again. `pkcs8`, DER in clear, is wiped; `spki` is DER.
   */
  sealKey(key: { readonly pkcs8: Uint8Array; readonly spki: Uint8Array }): SealedKey;
  /** Seals a file that holds a key, as it came. */
  sealFile(content: Uint8Array, kind: Exclude<SealedKind, "key">): SealedKey;
  /** The same seal for the name that it is to be stored under. @throws Failure `key.damaged-seal` */
  bindSeal(key: SealedKey, name: string): SealedKey;
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
  /**
   * The same vault for one command: it uses the key of an authority only when its public key (SHA-256) is among these.
   */
  within(authorities: ReadonlySet<string>): Vault;
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
  const openKey = <T>(
    fileName: string,
    authorities: ReadonlySet<string> | null,
    use: (pkcs8: Buffer, spki: Uint8Array) => T | Promise<T>,
  ) =>
    open(fileName, async ({ kind, bytes, spki }) => {
      if (kind === "locked-key") throw new Failure("key.still-locked", { fileName });
      if (kind !== "key" || spki === null) throw new Failure("key.absent", { fileName });
      if (authorities !== null) await requireNamed(database, authorities, { fileName, spki });
      return use(bytes, spki);
    });
  /** What uses a stored key; of an authority, one of these only. */
  const keyUses = (authorities: ReadonlySet<string> | null): KeyUses => ({
    signer: (fileName) => openKey(fileName, authorities, (pkcs8) => signerFrom(pkcs8)),
    exportEncrypted: (fileName, passphrase, form = "pkcs8-pem") =>
      openKey(fileName, authorities, (pkcs8, spki) => writeLockedKey(pkcs8, spki, passphrase, form)),
    exportClear: (fileName, form = "pkcs8-pem") =>
      openKey(fileName, authorities, (pkcs8) => writeClearKey(pkcs8, form)),
    exportJwk: (fileName, certificates) =>
      openKey(fileName, authorities, (pkcs8) => Buffer.from(writePrivateJwk(pkcs8, certificates), "utf8")),
    exportPkcs12: (fileName, passphrase, friendlyName, certificates, profile = "modern") =>
      openKey(fileName, authorities, (key, spki) =>
        writeProvenPkcs12({ key, spki, certificates, friendlyName, passphrase, profile }),
      ),
  });

  const vault: OpenVault = {
    ...keyUses(null),
    within: (authorities) => ({ ...vault, ...keyUses(authorities) }),
    async generate(algorithm) {
      const { pkcs8, spki } = await workers.generate(algorithm);
      return wiping(pkcs8, () => {
        const signer = signerFrom(pkcs8);
        return { key: sealKey(masterKey, { pkcs8, spki }), signer };
      });
    },
    sealKey: (key) => sealKey(masterKey, key),
    sealFile: (content, kind) => sealFile(masterKey, content, kind),
    bindSeal(key, name) {
      const bound = bindSeal(masterKey, key, name);
      if (bound === null) throw new Failure("key.damaged-seal", { fileName: name });
      return bound;
    },
    keyObject: (fileName) => openKey(fileName, null, keyObjectFrom),
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
    lendKey: (fileName, use) =>
      openKey(fileName, null, async (pkcs8) => {
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
  return vault;
}

type KeyUses = Pick<Vault, "signer" | "exportEncrypted" | "exportClear" | "exportJwk" | "exportPkcs12">;

/** A command names the authorities that it touches (`on`), so that the gate can ask; one that it did not name is a bug. */
async function requireNamed(
  { direct }: Database,
  authorities: ReadonlySet<string>,
  { fileName, spki }: { readonly fileName: string; readonly spki: Uint8Array },
): Promise<void> {
  const id = publicKeyId(spki);
  if (!authorities.has(id) && (await isAuthorityKey(direct, id)))
    throw new Error(`the command did not say that it touches the authority of ${fileName}`);
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

interface StoredCells extends Omit<SealedCells, "use"> {
  readonly label: string | null;
  readonly spki: Uint8Array | null;
  readonly basename: string;
  readonly identity: string | null;
}

async function openStored<T>(
  database: Database,
  masterKey: MasterKey,
  fileName: string,
  act: (content: Opened) => T | Promise<T>,
): Promise<T> {
  const [sealed] = await database.direct.$queryRaw<
    StoredCells[]
  >(sql`SELECT s."id", s."kind", s."sealed", s."wrappedDataKey", s."masterKeyId", k."label", k."spki", i."basename",
      COALESCE(k."spkiSha256", k."contentSha256", b."sha256") AS "identity"
    FROM "File" f JOIN "Item" i ON i."id" = f."itemId" LEFT JOIN "Key" k ON k."id" = f."keyId" LEFT JOIN "OtherContent" b ON b."id" = f."otherContentId"
    JOIN "SealedSecret" s ON s."id" = COALESCE(k."sealedId", b."sealedId") WHERE f."fileName" = ${fileName}`);
  if (sealed === undefined) throw new Failure("key.absent", { fileName });
  const { basename, identity, label, spki, ...cells } = sealed;
  // The seal knows its name and its public key: a row that was moved under another one is noticed here.
  const isWhole = identity !== null && (spki === null || publicKeyId(spki) === identity);
  const use = { of: "name", name: basename, identity: identity ?? "" } as const;
  const bytes = isWhole ? openSealed(masterKey, { ...cells, use }) : null;
  if (bytes === null) throw new Failure("key.damaged-seal", { fileName });
  try {
    return await act({ kind: sealed.kind, bytes, label, spki });
  } finally {
    bytes.fill(0);
  }
}
