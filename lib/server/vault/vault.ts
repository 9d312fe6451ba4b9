import "server-only";
import { createPrivateKey, type KeyObject } from "node:crypto";
import type { FileKind } from "../../commands/ports/files.ts";
import type { Denial, Resource } from "../../commands/access.ts";
import type { Actor } from "../../commands/permission.ts";
import type { HeldKey, KeyOpening, SealedKey, Vault } from "../../commands/ports/vault.ts";
import type { Clock } from "../../commands/ports/world.ts";
import { Failure } from "../error-codes.ts";
import { writePrivateJwk } from "../../pki/files/jwk.ts";
import { isLockedKey } from "../../pki/files/locked-key.ts";
import { readPrivateKeyDer } from "../../pki/keys/private-key.ts";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import { signerOf, type Signer } from "../../pki/keys/signer.ts";
import type { Database } from "../database/db.ts";
import { isAuthorityKey } from "../store/authorities.ts";
import type { ClearReader } from "./clear-reader.ts";
import { createKeyWorkers } from "./key-worker.ts";
import type { MasterKey } from "./master-key.ts";
import { writeClearKey, writeLockedKey, writeProvenPkcs12 } from "./export.ts";
import { createOpenKeys, type OpenKeys } from "./open-keys.ts";
import { createPassphraseKeys, holderOf, type KeyHolder } from "./own-passphrase.ts";
import { bindSeal, sealFile, type SealedKind, sealKey, sealPassphraseKey, wiping } from "./seal-content.ts";
import { type Opened, openStored, type StoredName } from "./stored-seal.ts";

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
   * use is over. @throws Failure `key.passphrase-needed` unless this actor's session keeps it open, `key.absent`.
   */
  lendKey<T>(
    actor: Actor | null,
    fileName: string,
    use: (pem: Uint8Array) => Promise<T>,
    opening?: KeyOpening,
  ): Promise<T>;
  /**
   * A stored key for the threads of a batch, which sign with it: usable there, and not readable without an export.
   * @throws as above.
   */
  keyObject(fileName: string): Promise<KeyObject>;
  /** What `hold` of a command answered, for the threads of a batch. */
  heldKey(key: HeldKey): KeyObject;
  /**
   * The same vault for one command of this actor: it uses the key of an authority only when it is among these, and one
   * that shows only by its passphrase that it is an authority's when the actor may. Null: of any.
   */
  forActor(actor: Actor, authorities: AskedAuthorities | null): Vault;
  /** What sessions keep open in this process. */
  readonly openKeys: OpenKeys;
  close(): Promise<void>;
}

/** The authorities that the gate asked about, and how it asks about another one. */
export interface AskedAuthorities {
  /** SHA-256 of the public keys, hex. */
  readonly ids: ReadonlySet<string>;
  /** Why the actor may not do the same on this one; null when they may. */
  deny(authority: Resource): Denial | null;
}

/** Who uses keys, and how those with a passphrase of their own are opened. */
interface Scope {
  readonly authorities: AskedAuthorities | null;
  readonly holder: KeyHolder | null;
  readonly opening: KeyOpening;
}

const sessionOf = ({ holder }: Scope): string | null => holder?.sessionId ?? null;

/** The only place where key bytes are in clear: opened for one use, wiped after it. */
export function createVault({
  database,
  masterKey,
  clearReader,
  clock,
}: {
  database: Database;
  masterKey: MasterKey;
  clearReader: ClearReader;
  clock: Clock;
}): OpenVault {
  const workers = createKeyWorkers();
  const openKeys = createOpenKeys({ database, clock });
  const passphraseKeys = createPassphraseKeys({ database, masterKey, clearReader, clock, openKeys });
  const open = <T>(wanted: StoredName, use: (content: Opened) => T | Promise<T>) =>
    openStored(database, masterKey, wanted, use);
  /** A usable key, as PKCS#8, and its public half. */
  const openKey = <T>(
    wanted: StoredName,
    scope: Scope,
    use: (pkcs8: Buffer, spki: Uint8Array, content: Opened) => T | Promise<T>,
  ) =>
    open(wanted, async (content) => {
      const { kind, bytes, spki: known, fileName } = content;
      const named = async (pkcs8: Buffer, spki: Uint8Array) => {
        if (scope.authorities !== null) await requireNamed(database, scope.authorities, { ...content, spki, known });
        return use(pkcs8, spki, content);
      };
      if (kind === "locked-key") return passphraseKeys.open(content, scope, named);
      if (kind !== "key" || known === null) throw new Failure("key.absent", { fileName });
      return named(bytes, known);
    });
  /** A new seal of a key: under a passphrase of its own, proven to open with it, or without one. */
  async function sealFor(
    pkcs8: Uint8Array,
    spki: Uint8Array,
    { passphrase, replaces }: { passphrase: string | null; replaces?: string },
  ): Promise<SealedKey> {
    const made = { spki, ...(replaces === undefined ? {} : { replaces }) };
    if (passphrase === null) return sealKey(masterKey, { ...made, pkcs8: Uint8Array.from(pkcs8) });
    return sealPassphraseKey(masterKey, {
      ...made,
      file: await writeLockedKey(pkcs8, spki, passphrase, "pkcs8-der"),
    });
  }
  /** What uses a stored key. */
  const keyUses = (scope: Scope): KeyUses => ({
    signer: (fileName) => openKey(fileName, scope, (pkcs8) => signerFrom(pkcs8)),
    signerOf: (publicKey) => openKey({ publicKey }, scope, (pkcs8) => signerFrom(pkcs8)),
    hold: (fileName) =>
      openKey(fileName, scope, (pkcs8, _spki, { kind }) => (kind === "key" ? null : asHeld(keyObjectFrom(pkcs8)))),
    unlock: (fileName, passphrase) =>
      open(fileName, async (content) => {
        const { kind } = content;
        if (kind !== "locked-key")
          throw new Failure("file.wrong-kind", { fileName, kind: kind as FileKind, wanted: "locked-key" });
        return passphraseKeys.open(
          content,
          { holder: scope.holder, opening: { passphrase }, learns: false },
          async (pkcs8, spki) => {
            const { name, spki: known } = content;
            if (scope.authorities !== null)
              await requireNamed(database, scope.authorities, { fileName, name, spki, known });
            return sealFor(pkcs8, spki, { passphrase: null });
          },
        );
      }),
    inspect: (fileName, options) =>
      open(fileName, async (content) => {
        if (content.kind === "locked-key" && options.passphrase !== undefined)
          await passphraseKeys.tried(content, scope.holder, options.passphrase);
        return clearReader.inspect(Uint8Array.from(content.bytes), options);
      }),
    sealUnder: (fileName, passphrase) =>
      openKey(fileName, scope, (pkcs8, spki, { cells }) => sealFor(pkcs8, spki, { passphrase, replaces: cells.id })),
    exportEncrypted: (fileName, passphrase, form = "pkcs8-pem") =>
      openKey(fileName, scope, (pkcs8, spki) => writeLockedKey(pkcs8, spki, passphrase, form)),
    exportClear: (fileName, form = "pkcs8-pem") => openKey(fileName, scope, (pkcs8) => writeClearKey(pkcs8, form)),
    exportJwk: (fileName, certificates) =>
      openKey(fileName, scope, (pkcs8) => Buffer.from(writePrivateJwk(pkcs8, certificates), "utf8")),
    exportPkcs12: (fileName, passphrase, friendlyName, certificates, profile = "modern") =>
      openKey(fileName, scope, (key, spki) =>
        writeProvenPkcs12({ key, spki, certificates, friendlyName, passphrase, profile }),
      ),
  });
  const within = (scope: Scope): Vault => ({
    ...vault,
    ...keyUses(scope),
    withOpening(opening) {
      if (opening.keepOpen === true && sessionOf(scope) === null) throw new Failure("key.kept-by-session", {});
      return within({ ...scope, opening });
    },
    locks: (names) => passphraseKeys.locks(names, scope.holder),
    lock(fileName) {
      const sessionId = sessionOf(scope);
      return sessionId === null ? 0 : openKeys.lock(sessionId, fileName);
    },
  });
  const unscoped: Scope = { authorities: null, holder: null, opening: {} };

  const vault: OpenVault = {
    ...keyUses(unscoped),
    withOpening: (opening) => within({ ...unscoped, opening }),
    locks: (names) => passphraseKeys.locks(names, null),
    lock: () => 0,
    forActor: (actor, authorities) => within({ authorities, holder: holderOf(actor), opening: {} }),
    openKeys,
    async generate(algorithm, passphrase) {
      const { pkcs8, spki } = await workers.generate(algorithm);
      try {
        const signer = signerFrom(pkcs8);
        return { key: await sealFor(pkcs8, spki, { passphrase: passphrase ?? null }), signer };
      } finally {
        pkcs8.fill(0);
      }
    },
    sealKey: (key) => sealKey(masterKey, key),
    sealFile: (content, kind) => sealFile(masterKey, content, kind),
    bindSeal(key, name) {
      const bound = bindSeal(masterKey, key, name);
      if (bound === null) throw new Failure("key.damaged-seal", { fileName: name });
      return bound;
    },
    keyObject: (fileName) => openKey(fileName, unscoped, keyObjectFrom),
    heldKey: (key) => heldKeys.get(key) ?? fail(),
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
    lendKey: (actor, fileName, use, opening = {}) =>
      openKey(fileName, { ...unscoped, holder: actor === null ? null : holderOf(actor), opening }, async (pkcs8) => {
        const pem = writeClearKey(pkcs8, "pkcs8-pem");
        try {
          return await use(pem);
        } finally {
          pem.fill(0);
        }
      }),
    async close() {
      openKeys.close();
      await workers.close();
    },
  };
  return vault;
}

type KeyUses = Pick<
  Vault,
  | "signer"
  | "signerOf"
  | "hold"
  | "unlock"
  | "inspect"
  | "sealUnder"
  | "exportEncrypted"
  | "exportClear"
  | "exportJwk"
  | "exportPkcs12"
>;

/** The keys that commands hold for a batch: what they carry is a name for them alone. */
const heldKeys = new WeakMap<HeldKey, KeyObject>();

function asHeld(key: KeyObject): HeldKey {
  const name = {} as HeldKey;
  heldKeys.set(name, key);
  return name;
}

function fail(): never {
  throw new Error("a key is held that was not opened here");
}

/**
 * A command names the authorities that it touches (`on`), so that the gate can ask; one that it did not name is a bug.
 * Of a key that was never opened it is not known whose it is before its passphrase fits: then the gate is asked here.
 * @throws Failure as the gate denies
 */
async function requireNamed(
  { direct }: Database,
  { ids, deny }: AskedAuthorities,
  key: Pick<Opened, "fileName" | "name"> & { readonly spki: Uint8Array; readonly known: Uint8Array | null },
): Promise<void> {
  const id = publicKeyId(key.spki);
  if (ids.has(id) || !(await isAuthorityKey(direct, id))) return;
  if (key.known !== null) throw new Error(`the command did not say that it touches the authority of ${key.fileName}`);
  const denial = deny({ kind: "authority", id, name: key.name });
  if (denial !== null) throw new Failure(denial.code, denial.facts);
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
