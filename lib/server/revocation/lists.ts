import "server-only";
import { createHash } from "node:crypto";
import type { ListIssuer, Lists, SignedList } from "../../commands/ports/revocations.ts";
import type { Clock, Issuing } from "../../commands/ports/world.ts";
import type { Signer } from "../../pki/keys/signer.ts";
import { requireListIssuer, signRevocationList } from "../../pki/issue/revocation-list.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { inTransactionDirect } from "../database/transaction.ts";
import { isFailure } from "../error-codes.ts";
import { log } from "../log.ts";
import type { OpenVault } from "../vault/vault.ts";
import { entriesOf } from "./entries.ts";
import { ensureIssuer } from "./issuer.ts";
import { listSignerOf, type ListSigner } from "./list-signer.ts";
import type { Responders } from "../ocsp/responders.ts";
import { isDue, lifeOf, stateOf, type ListState } from "./list-state.ts";

/** A list of so many entries is signed before a revocation is answered; a longer one right after it. */
const mostBeforeAnswer = 2000;

/** How often a process begins anew because another one was first. */
const mostAttempts = 20;

export interface ListsOfConsole extends Lists {
  /** Signs what is due of every authority whose key opens without a passphrase; the others wait for theirs. */
  signDue(isClosed: () => boolean): Promise<void>;
  close(): Promise<void>;
}

/**
 * The lists of all authorities. A list is made from a state that was read, and stored only when no other process stored
 * one of that number meanwhile: a number is given once, and a process that dies in between has given none.
 */
export function createLists({
  database,
  clock,
  issuing,
  vault,
  responders,
}: {
  readonly database: Database;
  readonly clock: Clock;
  readonly issuing: Issuing;
  readonly vault: OpenVault;
  readonly responders: Pick<Responders, "ensure">;
}): ListsOfConsole {
  /** The signatures of one authority follow one another in this process. */
  const running = new Map<string, Promise<unknown>>();

  function inLine<T>(authority: string, work: () => Promise<T>): Promise<T> {
    const before = running.get(authority) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(work);
    running.set(authority, mine);
    void mine.catch(() => undefined).then(() => running.get(authority) === mine && running.delete(authority));
    return mine;
  }

  async function next(authority: string, given: Signer | undefined, isAsked: boolean): Promise<SignedList> {
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const now = clock.now();
      const state = await stateOf(database, authority);
      if (state.newest !== null && !isAsked && !isDue(state, now)) return state.newest;
      const by = await listSignerOf(database, authority, now);
      requireListIssuer(by.certificate, now);
      const signer = given ?? (await vault.signer(by.keyFile));
      const signed = await signNext({ database, state, by, signer, now, backdating: issuing.backdating });
      if (signed !== null) return signed;
    }
    throw new Error("other processes were always first to sign the next list");
  }

  async function known({ authority, basename }: ListIssuer): Promise<void> {
    await inTransactionDirect(database, (tx) => ensureIssuer(tx, { authority, basename }, clock.now()));
  }

  const stopWaiting = vault.openKeys.whenOpened(async ({ spkiSha256, signer }) => {
    const state = await stateOf(database, spkiSha256).catch(() => null);
    if (state === null || !isDue(state, clock.now())) return;
    await inLine(spkiSha256, () => next(spkiSha256, signer, false));
  });

  return {
    async sign(issuer, signer) {
      await known(issuer);
      const signed = await inLine(issuer.authority, () => next(issuer.authority, signer, true));
      await responders.ensure(issuer.authority, signer);
      return signed;
    },
    async signSoon(issuer, signer) {
      const { authority } = issuer;
      const signed = inLine(authority, () => next(authority, signer, false)).catch((error: unknown) => {
        log.error({ error }, "a revocation list could not be signed");
        return null;
      });
      await responders.ensure(authority, signer);
      const { entries } = await stateOf(database, authority);
      return entries > mostBeforeAnswer ? null : signed;
    },
    async signDue(isClosed) {
      const now = clock.now();
      const rows = await database.direct.$queryRaw<{ authority: string }[]>(
        sql`SELECT "spkiSha256" AS "authority" FROM "CrlIssuer" ORDER BY "spkiSha256"`,
      );
      for (const { authority } of rows) {
        if (isClosed()) return;
        const state = await stateOf(database, authority);
        if (!isDue(state, now)) continue;
        await inLine(authority, () => next(authority, undefined, false)).catch((error: unknown) => {
          // Expired, gone, or under a passphrase: the last list stays, and the page says until when.
          if (!isFailure(error)) log.error({ error }, "a revocation list could not be signed");
        });
      }
    },
    async close() {
      stopWaiting();
      await Promise.allSettled(running.values());
    },
  };
}

/** Stores the next list and what goes with it; null when another process was first. */
async function signNext({
  database,
  state,
  by,
  signer,
  now,
  backdating,
}: {
  readonly database: Database;
  readonly state: ListState;
  readonly by: ListSigner;
  readonly signer: Signer;
  readonly now: Date;
  readonly backdating: number;
}): Promise<SignedList | null> {
  const { authority, revision } = state;
  const number = state.listNumber + 1;
  // As a certificate begins: a client whose clock is behind refuses a list that is not valid yet.
  const thisUpdate = wholeSeconds(Math.max(now.getTime() - backdating, by.certificate.notBefore.getTime()));
  const nextUpdate = wholeSeconds(now.getTime() + lifeOf(state, by));
  const { parts, count } = await entriesOf(database, authority);
  const der = signRevocationList(
    { issuer: by.certificate, number, now, thisUpdate, nextUpdate, entries: parts },
    signer,
  );
  const sha256 = createHash("sha256").update(der).digest("hex");
  const isFirst = await inTransactionDirect(database, async (tx) => {
    const taken =
      await tx.$executeRaw(sql`UPDATE "CrlIssuer" SET "listNumber" = ${number}, "listedRevision" = ${revision},
      "entries" = ${count} WHERE "spkiSha256" = ${authority} AND "listNumber" = ${state.listNumber}`);
    if (taken === 0) return false;
    await tx.$executeRaw(sql`INSERT INTO "RevocationList" ("issuerSpkiSha256", "number", "revision", "thisUpdate", "nextUpdate",
        "entries", "sha256", "der") VALUES (${authority}, ${number}, ${revision}, ${thisUpdate}, ${nextUpdate}, ${count}, ${sha256}, ${der})`);
    await tx.$executeRaw(sql`UPDATE "RevocationList" SET "der" = NULL WHERE "issuerSpkiSha256" = ${authority}
      AND "number" < ${number} AND "der" IS NOT NULL`);
    return true;
  });
  return isFirst ? { number, thisUpdate, nextUpdate, entries: count } : null;
}

const wholeSeconds = (ms: number): Date => new Date(Math.floor(ms / 1000) * 1000);
