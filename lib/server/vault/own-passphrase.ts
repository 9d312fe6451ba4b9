import "server-only";
import { createPrivateKey, createPublicKey, type KeyObject } from "node:crypto";
import type { Actor } from "../../commands/permission.ts";
import type { KeyLock, KeyOpening } from "../../commands/ports/vault.ts";
import type { Clock } from "../../commands/ports/world.ts";
import { publicKeyId } from "../../pki/keys/public-key.ts";
import { signerOf } from "../../pki/keys/signer.ts";
import { countOrWait, forgetFailures, forgiveFailure } from "../auth/growing-wait.ts";
import type { Database } from "../database/db.ts";
import { join, sql } from "../database/sql.ts";
import { Failure, isFailure } from "../error-codes.ts";
import { learnPublicHalf } from "../store/reseal-key.ts";
import type { ClearReader } from "./clear-reader.ts";
import type { OpenKeys } from "./open-keys.ts";
import { rewrapDataKey, type SealingKey } from "./seal-content.ts";
import type { Opened } from "./stored-seal.ts";

/** Who opens keys: attempts are counted for the person, and what is kept open is the session's. */
export interface KeyHolder {
  readonly person: string;
  readonly sessionId: string | null;
}

/** A token counts with the person whose it is: a second one is no second set of attempts. */
export function holderOf({ kind, id, label, owner, sessionId }: Actor): KeyHolder {
  return { person: kind === "user" ? label : (owner ?? `${kind} ${id}`), sessionId: sessionId ?? null };
}

export interface PassphraseKeys {
  /**
   * Opens a key that lies under a passphrase of its own, for one use, and wipes it: by the passphrase, else by what the
   * session keeps open.
   * @throws Failure `key.passphrase-needed`, `key.passphrase-wait`, `key.wrong-passphrase`, `key.unsupported-encryption`,
   *   `key.damaged`, `key.damaged-seal`
   */
  open<T>(
    content: Opened,
    by: {
      readonly holder: KeyHolder | null;
      readonly opening: KeyOpening;
      /** False: the store is told by the caller what the key is. */
      readonly learns?: boolean;
    },
    use: (pkcs8: Buffer, spki: Uint8Array) => T | Promise<T>,
  ): Promise<T>;
  /** Counts a passphrase that is judged elsewhere; a wrong one is no error here. @throws Failure `key.passphrase-wait` */
  tried(content: Opened, holder: KeyHolder | null, passphrase: string): Promise<void>;
  /** The keys under a passphrase of their own that these names have, by name. */
  locks(names: readonly string[], holder: KeyHolder | null): Promise<ReadonlyMap<string, KeyLock>>;
}

export function createPassphraseKeys({
  database,
  masterKey,
  clearReader,
  clock,
  openKeys,
}: {
  database: Database;
  masterKey: SealingKey;
  clearReader: ClearReader;
  clock: Clock;
  openKeys: OpenKeys;
}): PassphraseKeys {
  /** Counted before it is tried: attempts at the same moment would all pass. */
  async function openBy(passphrase: string, { fileName, bytes, name, cells }: Opened, person: string) {
    const counted = [person, identityOf(cells), name];
    const wait = await countOrWait(database, counted, clock.now());
    if (wait > 0) throw new Failure("key.passphrase-wait", { fileName, retryAfterSeconds: wait });
    try {
      const key = await clearReader.unlock(bytes, passphrase);
      await forgetFailures(database, counted);
      return key;
    } catch (error) {
      if (!isFailure(error, "key.wrong-passphrase")) await forgiveFailure(database, counted);
      throw error;
    }
  }

  /** A key that was uploaded under its passphrase shows its public half when it is opened; from then on it is known. */
  async function learn({ cells, name, fileName }: Opened, spki: Uint8Array): Promise<void> {
    const use = { of: "name", name, identity: publicKeyId(spki) } as const;
    const wrapped = rewrapDataKey(masterKey, cells, { use, masterKey });
    if (wrapped === null) throw new Failure("key.damaged-seal", { fileName });
    const now = clock.now();
    await learnPublicHalf(database, { fileName, sealedId: cells.id, spki, wrapped, masterKeyId: masterKey.id, now });
  }

  return {
    async open(content, { holder, opening, learns = true }, use) {
      const { fileName, name, cells } = content;
      const kept = { sealedId: cells.id, name };
      const sessionId = holder?.sessionId ?? null;
      if (opening.passphrase === undefined) {
        const copy = sessionId === null ? null : openKeys.copyOf({ ...kept, sessionId });
        if (copy === null) throw new Failure("key.passphrase-needed", { fileName });
        try {
          return await use(copy, content.spki ?? publicHalfOf(copy));
        } finally {
          copy.fill(0);
        }
      }
      const { pkcs8, spki } = await openBy(opening.passphrase, content, holder?.person ?? "");
      const clear = Buffer.from(pkcs8.buffer, pkcs8.byteOffset, pkcs8.length);
      try {
        if (content.spki !== null && Buffer.compare(content.spki, spki) !== 0)
          throw new Failure("key.damaged-seal", { fileName });
        if (content.spki === null && learns) await learn(content, spki);
        const result = await use(clear, spki);
        if (openKeys.isAwaited) {
          const signer = signerOf(privateKeyOf(clear));
          await openKeys.announce({ fileName, spkiSha256: publicKeyId(spki), signer });
        }
        if (opening.keepOpen === true && sessionId !== null) openKeys.keep({ ...kept, sessionId, fileName }, clear);
        return result;
      } finally {
        clear.fill(0);
      }
    },
    async tried(content, holder, passphrase) {
      try {
        (await openBy(passphrase, content, holder?.person ?? "")).pkcs8.fill(0);
      } catch (error) {
        if (!isFailure(error) || error.code === "key.passphrase-wait") throw error;
      }
    },
    async locks(names, holder) {
      if (names.length === 0) return new Map();
      // By the key's own name, and by the public key of a certificate whose key has another name.
      const rows = await database.direct.$queryRaw<
        LockCells[]
      >(sql`SELECT i."basename" AS "name", f."fileName", f."kind", k."sealedId", i."basename" AS "keyName"
          FROM "Item" i JOIN "File" f ON f."itemId" = i."id" JOIN "Key" k ON k."id" = f."keyId"
          JOIN "SealedSecret" s ON s."id" = k."sealedId" WHERE s."kind" = 'locked-key' AND i."basename" IN (${join([...names])})
        UNION SELECT i."basename", kf."fileName", kf."kind", k."sealedId", ki."basename"
          FROM "Item" i JOIN "File" f ON f."itemId" = i."id" JOIN "Certificate" c ON c."id" = f."certificateId"
          JOIN "Key" k ON k."spkiSha256" = c."spkiSha256" JOIN "SealedSecret" s ON s."id" = k."sealedId"
          JOIN "File" kf ON kf."keyId" = k."id" JOIN "Item" ki ON ki."id" = kf."itemId"
          WHERE s."kind" = 'locked-key' AND i."basename" IN (${join([...names])})`);
      return new Map(rows.map((row) => [row.name, lockOf(row, holder)]));
    },
  };

  function lockOf({ fileName, kind, sealedId, keyName }: LockCells, holder: KeyHolder | null): KeyLock {
    const sessionId = holder?.sessionId ?? null;
    const until = sessionId === null ? null : openKeys.until({ sessionId, sealedId, name: keyName });
    return { fileName, state: until !== null ? "open" : kind === "key" ? "own-passphrase" : "locked", until };
  }
}

interface LockCells {
  readonly name: string;
  readonly fileName: string;
  readonly kind: string;
  readonly sealedId: string;
  readonly keyName: string;
}

/** Attempts at a key that was replaced are not attempts at the one that came after it. */
function identityOf({ id }: { readonly id: string }): string {
  return id;
}

function publicHalfOf(pkcs8: Buffer): Uint8Array {
  return Uint8Array.from(createPublicKey(privateKeyOf(pkcs8)).export({ format: "der", type: "spki" }));
}

function privateKeyOf(pkcs8: Buffer): KeyObject {
  return createPrivateKey({ key: pkcs8, format: "der", type: "pkcs8" });
}
