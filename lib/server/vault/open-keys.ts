import "server-only";
import { keyOpenMinutes } from "../../commands/ports/vault.ts";
import type { Clock } from "../../commands/ports/world.ts";
import type { Signer } from "../../pki/keys/signer.ts";
import type { Database } from "../database/db.ts";
import { join, sql } from "../database/sql.ts";
import { log } from "../log.ts";

/**
 * The keys that sessions keep open: in the memory of this process and nowhere else, bound to the session and to the very
 * seal that was opened. A key that was renamed, replaced, removed or put under another passphrase has another seal or
 * another name, so what was kept open is found by no one. Another process of the same database knows nothing of it.
 */
export interface OpenKeys {
  /** Takes the key, PKCS#8 in clear, over: it is wiped when the time is over. Returns when that is. */
  keep(key: KeptKey, pkcs8: Uint8Array): Date;
  /** A copy of the key, which the caller wipes; null when this session does not keep that seal open under that name. */
  copyOf(key: Omit<KeptKey, "fileName">): Buffer | null;
  /** Until when; null when it is not kept open. */
  until(key: Omit<KeptKey, "fileName">): Date | null;
  /** Ends what a session keeps open: one file, or all. Returns how many there were. */
  lock(sessionId: string, fileName: string | null): number;
  /**
   * Has `due` run each time that a passphrase has opened a key, after the command has used it: what waits for that key can
   * be done then (a revocation list). An error of it goes to the log and not to the person. Returns how to stop that.
   */
  whenOpened(due: (opened: OpenedKey) => Promise<void>): () => void;
  /** Tells those who wait. `signer` is usable until it resolves. */
  announce(opened: OpenedKey): Promise<void>;
  /** Whether anything waits for keys to be opened. */
  readonly isAwaited: boolean;
  close(): void;
}

export interface KeptKey {
  readonly sessionId: string;
  /** Id of the row of SealedSecret that was opened. */
  readonly sealedId: string;
  /** The name that it is stored under. */
  readonly name: string;
  readonly fileName: string;
}

export interface OpenedKey {
  readonly fileName: string;
  /** SHA-256 of SubjectPublicKeyInfo, hex. */
  readonly spkiSha256: string;
  readonly signer: Signer;
}

interface Kept extends KeptKey {
  readonly pkcs8: Buffer;
  readonly until: Date;
}

/** How often it is asked whether the sessions and the seals are still there, while a key is open. */
const sweepMs = 5000;

export function createOpenKeys({ database, clock }: { database: Database; clock: Clock }): OpenKeys {
  const kept = new Map<string, Kept>();
  const awaiting = new Set<(opened: OpenedKey) => Promise<void>>();
  let timer: NodeJS.Timeout | null = null;

  const keyOf = ({ sessionId, sealedId }: Pick<KeptKey, "sessionId" | "sealedId">) => `${sessionId}\n${sealedId}`;

  function drop(key: string): void {
    kept.get(key)?.pkcs8.fill(0);
    kept.delete(key);
    if (kept.size > 0 || timer === null) return;
    clearInterval(timer);
    timer = null;
  }

  function find(key: Omit<KeptKey, "fileName">): Kept | null {
    const id = keyOf(key);
    const found = kept.get(id);
    if (found === undefined || found.name !== key.name) return null;
    if (found.until > clock.now()) return found;
    drop(id);
    return null;
  }

  /** A session that ended on another process, and a seal that is gone: their keys are wiped here too. */
  async function sweep(): Promise<void> {
    const now = clock.now();
    for (const [id, { until }] of [...kept]) if (until <= now) drop(id);
    if (kept.size === 0) return;
    const all = [...kept.values()];
    const sessions = await database.direct.$queryRaw<{ id: string }[]>(
      sql`SELECT "id" FROM "Session" WHERE "id" IN (${join([...new Set(all.map(({ sessionId }) => sessionId))])})`,
    );
    const seals = await database.direct.$queryRaw<{ id: string; name: string }[]>(
      sql`SELECT k."sealedId" AS "id", i."basename" AS "name" FROM "Key" k JOIN "Item" i ON i."id" = k."itemId"
        JOIN "File" f ON f."keyId" = k."id" WHERE k."sealedId" IN (${join([...new Set(all.map(({ sealedId }) => sealedId))])})`,
    );
    const live = new Set(sessions.map(({ id }) => id));
    const named = new Map(seals.map(({ id, name }) => [id, name]));
    for (const each of all) if (!live.has(each.sessionId) || named.get(each.sealedId) !== each.name) drop(keyOf(each));
  }

  return {
    keep(key, pkcs8) {
      drop(keyOf(key));
      const until = new Date(clock.now().getTime() + keyOpenMinutes * 60_000);
      const own = Buffer.from(pkcs8);
      kept.set(keyOf(key), { ...key, pkcs8: own, until });
      pkcs8.fill(0);
      timer ??= setInterval(
        () => void sweep().catch((error: unknown) => log.error({ error }, "open keys could not be looked after")),
        sweepMs,
      ).unref();
      return until;
    },
    copyOf(key) {
      const found = find(key);
      return found === null ? null : Buffer.from(found.pkcs8);
    },
    until: (key) => find(key)?.until ?? null,
    lock(sessionId, fileName) {
      const own = [...kept].filter(
        ([, each]) => each.sessionId === sessionId && (fileName === null || each.fileName === fileName),
      );
      for (const [id] of own) drop(id);
      return own.length;
    },
    whenOpened(due) {
      awaiting.add(due);
      return () => awaiting.delete(due);
    },
    async announce(opened) {
      for (const due of awaiting)
        await due(opened).catch((error: unknown) =>
          log.error({ error, fileName: opened.fileName }, "what waited for a key could not be done"),
        );
    },
    get isAwaited() {
      return awaiting.size > 0;
    },
    close() {
      for (const id of [...kept.keys()]) drop(id);
    },
  };
}
