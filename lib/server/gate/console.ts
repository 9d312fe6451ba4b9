import "server-only";
import { randomBytes } from "node:crypto";
import type { Accounts } from "../../commands/ports/accounts.ts";
import type { Clock, Issuing, Random } from "../../commands/ports/world.ts";
import { readEnv, usualSessions, usualShipping, type Env, type SessionLimits } from "../../env.ts";
import { createAccounts } from "../auth/accounts.ts";
import { createAudit } from "./audit.ts";
import { proveEvents } from "../audit/chain-key.ts";
import { createSealer, type Sealer } from "../audit/sealer.ts";
import { shippingOf } from "../audit/shipping.ts";
import { createAuth, type Auth } from "../auth/auth.ts";
import { createBatchRunner, type BatchRunner } from "../batch/runner.ts";
import { createBatches } from "../batch/store.ts";
import { openDatabase, type Database } from "../database/db.ts";
import { announceSessionSecret } from "../../serve/session-cookie.ts";
import { deriveSecret, openMasterKey, type MasterKey } from "../vault/master-key.ts";
import { createClearReader } from "../vault/clear-reader.ts";
import { createReader } from "../vault/reader.ts";
import { createMetrics } from "../operate/metrics.ts";
import { createProbe } from "../probe/probe.ts";
import { createRehearsal } from "../rehearsal/rehearsal.ts";
import { createReviews } from "../vault/reviews.ts";
import { createUpkeep, type Upkeep } from "../inventory/upkeep.ts";
import type { FindPublished } from "../../serve/published.ts";
import { publishedFile } from "../revocation/published.ts";
import { createLists, type ListsOfConsole } from "../revocation/lists.ts";
import { createOfflinePackages } from "../offline/packages.ts";
import { createOcsp } from "../ocsp/answers.ts";
import { createResponders, type Responders } from "../ocsp/responders.ts";
import type { AnswerOcsp } from "../../serve/ocsp.ts";
import { createStore } from "../store/store.ts";
import { createBatchVault } from "../batch/vault.ts";
import type { OpenKeys } from "../vault/open-keys.ts";
import { createVault } from "../vault/vault.ts";
import { bindStoredSeals } from "../vault/bind-seals.ts";
import { takeProcessLease, type ProcessLease } from "../vault/process-lease.ts";
import type { Gate } from "./gate.ts";
import { createReadiness, type Readiness } from "./readiness.ts";

/** Everything that lives as long as the process: one database, one vault, one audit log. */
export interface Console extends Gate {
  readonly database: Database;
  readonly accounts: Accounts;
  readonly batches: BatchRunner;
  readonly upkeep: Upkeep;
  readonly lists: ListsOfConsole;
  readonly responders: Responders;
  /** Continues the chain over the audit log. */
  readonly sealer: Sealer;
  readonly clock: Clock;
  readonly sessions: SessionLimits;
  /** What sessions keep open in this process. */
  readonly openKeys: OpenKeys;
  /** Signs the cookies of known devices. */
  readonly deviceSecret: string;
  /** By whether the person's connection is https: the cookie's name and its `Secure` follow from it. */
  auth(isSecure: boolean): Auth;
  /** What authorities publish for every client. */
  readonly published: FindPublished;
  /** Answers what clients ask of the authorities that publish lists (RFC 6960). */
  readonly ocsp: AnswerOcsp;
  /** Whether database, disk and master key are there and take what is written. */
  readiness(): Promise<Readiness>;
  close(): Promise<void>;
}

const systemClock: Clock = { now: () => new Date() };
const random: Random = { bytes: (length) => randomBytes(length) };

// Next may bundle this module once per entry point; the connections behind it must exist once per process.
const slot = Symbol.for("chainsmith.console");
type Holder = { [slot]?: Promise<Console> | undefined };

export function openConsole(): Promise<Console> {
  const holder = globalThis as Holder;
  holder[slot] ??= createConsole(readEnv()).then(
    async (opened) => {
      announceSessionSecret((await opened.auth(false).$context).secret);
      // Continues batches that a process left unfinished when it died, here or elsewhere.
      opened.batches.start();
      opened.upkeep.start();
      // Events from before the chain, and of processes that were killed.
      opened.sealer.wake();
      return opened;
    },
    (error: unknown) => {
      // The next request tries again: a database that was away, or a disk that was full, may be back.
      holder[slot] = undefined;
      throw error;
    },
  );
  return holder[slot];
}

/** Apart from `openConsole` for tests, which bring a folder and sometimes a clock of their own. */
export async function createConsole(env: Env, clock: Clock = systemClock): Promise<Console> {
  const database = await openDatabase(env);
  const { masterKey, lease } = await openVaultKey(env, database, clock);
  const sealer = createSealer(database, clock, {
    key: proveEvents(database, masterKey),
    ...shippingOf(env.auditShipping ?? usualShipping(env.dataDir)),
  });
  const secret = deriveSecret(masterKey, "better-auth session cookies").toString("base64url");
  const issuing: Issuing = { backdating: env.backdating };
  const clearReader = createClearReader();
  const vault = createVault({ database, masterKey, clearReader, clock });
  const reader = createReader({ clearReader, masterKey });
  const rehearsal = createRehearsal((fileName, use) => vault.lendKey(null, fileName, use));
  const reviews = createReviews({ database, masterKey, clock });
  const batchVault = createBatchVault({ database, clock, masterKey, vault });
  const batches = createBatchRunner({ database, clock, random, issuing, batchVault });
  const responders = createResponders({ database, clock, issuing, random, vault, masterKey });
  const lists = createLists({ database, clock, issuing, vault, responders });
  const offline = createOfflinePackages({ database, clock, issuing, masterKey });
  const ocsp = createOcsp({ database, clock, responders });
  const upkeep = createUpkeep(database, clock, { lists, responders });
  const probe = createProbe(deriveSecret(masterKey, "identity at published addresses"));
  const sessions = env.sessions ?? usualSessions;
  const accounts = createAccounts(database, clock, sessions);
  const readiness = createReadiness(database, env, clock);
  const metrics = createMetrics(database, clock, readiness);
  const endedEvents = new Set<number>();
  const auths = { secure: createAuth(database, secret, true), plain: createAuth(database, secret, false) };
  return {
    database,
    accounts,
    batches,
    upkeep,
    lists,
    responders,
    clock,
    sessions,
    openKeys: vault.openKeys,
    deviceSecret: deriveSecret(masterKey, "device cookies").toString("base64url"),
    audit: createAudit(database, clock, endedEvents, () => sealer.wake()),
    sealer,
    published: (path) => publishedFile(database, path, { now: clock.now(), identify: probe.identify }),
    ocsp,
    readiness,
    auth: (isSecure) => (isSecure ? auths.secure : auths.plain),
    contextFor: (actor, auditEventId, authorities = null) => ({
      actor,
      store: createStore({
        database,
        clock,
        auditEventId,
        endedEvents,
        bindSeal: (key, name) => vault.bindSeal(key, name),
        renameSeal: (cells, use) => ({
          wrappedDataKey: batchVault.renameSeal(cells, use),
          masterKeyId: masterKey.id,
        }),
      }),
      vault: vault.forActor(actor, authorities),
      lists,
      offline,
      answerOcsp: async (publishedName, request) => (await ocsp(publishedName, request))?.bytes ?? null,
      rehearsal: {
        ...rehearsal.lentBy((fileName, use) => vault.lendKey(actor, fileName, use)),
        withOpening: (opening) => rehearsal.lentBy((fileName, use) => vault.lendKey(actor, fileName, use, opening)),
      },
      reader,
      probe,
      reviews,
      accounts,
      batches: createBatches({
        database,
        clock,
        auditEventId,
        endedEvents,
        actor,
        vault: batchVault,
        wake: () => batches.wake(),
      }),
      operation: { metrics },
      clock,
      random,
      issuing,
    }),
    async close() {
      await lease.release();
      rehearsal.close();
      await clearReader.close();
      await upkeep.close();
      await lists.close();
      await responders.close();
      await batches.close();
      await vault.close();
      await sealer.close();
      await database.close();
    },
  };
}

/** The master key, with the lease that keeps `rewrap` away while this process lives. */
async function openVaultKey(
  env: Env,
  database: Database,
  clock: Clock,
): Promise<{ masterKey: MasterKey; lease: ProcessLease }> {
  const { id } = await openMasterKey(env.masterKeyFile, database);
  const lease = await takeProcessLease(database, clock, { kind: "console", masterKeyId: id });
  // Again under the lease: what was read before may have been changed just then.
  const masterKey = await openMasterKey(env.masterKeyFile, database);
  await bindStoredSeals(database, masterKey);
  return { masterKey, lease };
}
