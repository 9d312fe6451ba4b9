import "server-only";
import type { ListIssuer, Lists, SignedList } from "../../commands/ports/revocations.ts";
import type { Clock, Issuing } from "../../commands/ports/world.ts";
import type { Signer } from "../../pki/keys/signer.ts";
import type { Certificate } from "../../pki/x509/certificate.ts";
import type { IssuerAddresses } from "../../pki/issue/addresses.ts";
import { requireListIssuer } from "../../pki/issue/revocation-list.ts";
import type { Database } from "../database/db.ts";
import { sql } from "../database/sql.ts";
import { inTransactionDirect } from "../database/transaction.ts";
import { isFailure } from "../error-codes.ts";
import { log } from "../log.ts";
import type { OpenVault } from "../vault/vault.ts";
import { addressesOf, rememberPoints } from "./addresses.ts";
import { ensureIssuer } from "./issuer.ts";
import { listSignerOf } from "./list-signer.ts";
import type { Responders } from "../ocsp/responders.ts";
import { isDue, isMissing, stateOf } from "./list-state.ts";
import { signNext } from "./sign-next.ts";
import { readSetting } from "../store/settings.ts";

/** A list of so many entries is signed before a revocation is answered; a longer one right after it. */
const mostBeforeAnswer = 2000;

const behindAnswerMs = 100;
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
      const signer = given ?? (await vault.signerOf(authority));
      const signed = await signNext({ database, state, by, signer, now, backdating: issuing.backdating });
      if (signed !== null) return signed;
    }
    throw new Error("other processes were always first to sign the next list");
  }

  async function known({ authority, basename }: ListIssuer): Promise<void> {
    await inTransactionDirect(database, (tx) => ensureIssuer(tx, { authority, basename }, clock.now()));
  }

  /** Addresses that were remembered by this process. */
  const remembered = new Set<string>();
  async function remember(authority: string, addresses: IssuerAddresses): Promise<void> {
    const key = JSON.stringify([authority, addresses]);
    if (remembered.has(key)) return;
    await inTransactionDirect(database, (tx) => rememberPoints(tx, authority, addresses));
    remembered.add(key);
  }
  /** By the addresses of an authority: what they name was there. */
  const published = new Set<string>();
  const stopWaiting = vault.openKeys.whenOpened(async ({ spkiSha256, signer }) => {
    const state = await stateOf(database, spkiSha256).catch(() => null);
    if (state === null || !isDue(state, clock.now())) return;
    await inLine(spkiSha256, () => next(spkiSha256, signer, false));
  });

  return {
    async addresses(issuer, certificate) {
      if ((await readSetting(database, "addresses.base")) === null) return null;
      if (!mayIssueLists(certificate, clock.now())) return null;
      await known(issuer);
      const addresses = await addressesOf(database, issuer.authority);
      if (addresses === null) return null;
      await remember(issuer.authority, addresses);
      return addresses;
    },
    async publish({ authority }, addresses, signer) {
      const key = JSON.stringify([authority, addresses]);
      if (addresses === null || published.has(key)) return;
      // A list that was begun before its addresses were known is followed by another one.
      for (let turn = 0; turn < 2 && isMissing(await stateOf(database, authority)); turn += 1)
        await inLine(authority, () => next(authority, signer, false)).catch((error: unknown) => {
          if (!isFailure(error)) log.error({ error }, "a revocation list could not be signed");
        });
      await responders.ensure(authority, signer);
      if (!isMissing(await stateOf(database, authority))) published.add(key);
    },
    async sign(issuer, signer) {
      await known(issuer);
      const signed = await inLine(issuer.authority, () => next(issuer.authority, signer, true));
      await responders.ensure(issuer.authority, signer);
      return signed;
    },
    async signSoon(issuer, signer) {
      const { authority } = issuer;
      await responders.ensure(authority, signer);
      const isLong = (await stateOf(database, authority)).entries > mostBeforeAnswer;
      const signed = inLine(authority, async () => {
        // A long list is begun behind the answer, which would wait for each of its slices.
        if (isLong) await new Promise((resolve) => setTimeout(resolve, behindAnswerMs));
        return next(authority, signer, false);
      }).catch((error: unknown) => {
        log.error({ error }, "a revocation list could not be signed");
        return null;
      });
      return isLong ? null : signed;
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

/** An authority that can sign no list has none that a certificate could name. */
function mayIssueLists(certificate: Certificate, now: Date): boolean {
  try {
    requireListIssuer(certificate, now);
    return true;
  } catch (error) {
    if (isFailure(error)) return false;
    throw error;
  }
}
