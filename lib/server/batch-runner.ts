import "server-only";
import { randomUUID } from "node:crypto";
import { chainsAbove, issuersOf } from "../commands/parts/chain.ts";
import { requireAuthority } from "../commands/parts/signing.ts";
import type { Vault } from "../commands/ports/vault.ts";
import type { Clock, Random } from "../commands/ports/world.ts";
import { isFailure } from "../pki/error.ts";
import { endLease, extendLease, LeaseLost, leaseSeconds, takeLease, type End, type Lease } from "./batch-lease.ts";
import { createKeySupply } from "./batch-keys.ts";
import { countWaiting, nextRows } from "./batch-rows.ts";
import { concernsEverybody, finishRows, issueRows, repackRows, type Bench } from "./batch-work.ts";
import type { Database } from "./db.ts";
import { log } from "./log.ts";
import { createStore } from "./store.ts";
import type { BatchVault } from "./vault-batch.ts";

/** Works on the batches of the database, those of other processes that died included. */
export interface BatchRunner {
  /** There is work: look at once. */
  wake(): void;
  /** Looks every few seconds from now on: a console that serves. */
  start(): void;
  /** When nothing is being worked on here any more. */
  idle(): Promise<void>;
  /** Brings home what is begun, and leaves the rest to others. */
  close(): Promise<void>;
}

interface World {
  readonly database: Database;
  readonly clock: Clock;
  readonly random: Random;
  readonly vault: Vault;
  readonly batchVault: BatchVault;
}

/** How many batches go on side by side: a short one does not wait for a long one. */
const lanes = 4;
const lookEveryMs = 3000;
/** A step aims to be over in this time: it is what a crash costs, and how fresh the progress is. */
const stepMs = 400;
const mostRows = 48;
/** After so many errors in a row that nobody foresaw a batch is stopped and says so. */
const patience = 4;

export function createBatchRunner(world: World): BatchRunner {
  const { database, clock } = world;
  const working = new Set<Promise<void>>();
  const troubles = new Map<string, number>();
  let timer: NodeJS.Timeout | null = null;
  let isClosing = false;
  let isLooking = false;
  let mustLookAgain = false;

  async function look(): Promise<void> {
    mustLookAgain = true;
    if (isLooking) return;
    isLooking = true;
    try {
      while (mustLookAgain && !isClosing) {
        mustLookAgain = false;
        while (working.size < lanes && !isClosing) {
          const lease = await takeLease(database, clock, randomUUID());
          if (lease === null) break;
          begin(lease);
        }
      }
    } catch (error) {
      log.error({ error }, "the batches could not be looked at");
    } finally {
      isLooking = false;
    }
  }

  function begin(lease: Lease): void {
    const job: Promise<void> = work(lease).finally(() => {
      working.delete(job);
      if (!isClosing) void look();
    });
    working.add(job);
  }

  async function work(lease: Lease): Promise<void> {
    const heart = setInterval(() => void extendLease(database, clock, lease).catch(() => undefined), (leaseSeconds * 1000) / 4);
    let end: End = { state: "released" };
    try {
      end = await workThrough(world, lease, () => isClosing);
      troubles.delete(lease.batchId);
    } catch (error) {
      end = endOf(lease, error);
    } finally {
      clearInterval(heart);
      await endLease(database, clock, lease, end).catch((error: unknown) => log.error({ error }, "a batch could not be given back; its lease runs out"));
    }
  }

  function endOf(lease: Lease, error: unknown): End {
    if (error instanceof LeaseLost) return { state: "released" };
    if (isFailure(error) && concernsEverybody(error.code)) return { state: "stopped", code: error.code, facts: error.facts };
    const eventId = randomUUID();
    log.error({ error, eventId, batch: lease.batchId }, "a batch met an error");
    const met = (troubles.get(lease.batchId) ?? 0) + 1;
    troubles.set(lease.batchId, met);
    return met < patience && !isFailure(error) ? { state: "released" } : { state: "stopped", code: "internal", facts: { eventId } };
  }

  return {
    wake: () => void look(),
    start() {
      timer ??= setInterval(() => void look(), lookEveryMs).unref();
      void look();
    },
    async idle() {
      while (working.size > 0 || isLooking) await Promise.all([...working, new Promise((resolve) => setTimeout(resolve, 5))]);
    },
    async close() {
      isClosing = true;
      if (timer !== null) clearInterval(timer);
      await Promise.all(working);
      while (isLooking) await new Promise((resolve) => setTimeout(resolve, 5));
      await world.batchVault.close();
    },
  };
}

/** Everything of one batch, in steps. @throws LeaseLost, Failure that concerns everybody */
async function workThrough(world: World, lease: Lease, isClosing: () => boolean): Promise<End> {
  const bench = await openBench(world, lease);
  const pace = createPace(lease);
  for (const [state, finish] of [["signing", finishRows], ["packing", repackRows]] as const) {
    for (;;) {
      if (isClosing()) return { state: "released" };
      const rows = await nextRows(world.database, lease.batchId, state, pace.rows());
      if (rows.length === 0) break;
      await pace.timed(rows.length, () => finish(bench, rows));
    }
  }
  return issueAll(world, bench, pace, isClosing);
}

async function issueAll({ database, batchVault }: World, bench: Bench, pace: Pace, isClosing: () => boolean): Promise<End> {
  const { lease } = bench;
  const supply = createKeySupply(batchVault, lease.template.key, await countWaiting(database, lease.batchId));
  try {
    for (;;) {
      if (isClosing()) return { state: "released" };
      const rows = await nextRows(database, lease.batchId, "waiting", pace.rows());
      if (rows.length === 0) return { state: "done" };
      const keys = await supply.take(rows.length);
      try {
        await pace.timed(rows.length, () => issueRows(bench, rows, keys));
      } finally {
        for (const key of keys) key.drop();
      }
    }
  } finally {
    await supply.close();
  }
}

async function openBench({ database, clock, random, vault, batchVault }: World, lease: Lease): Promise<Bench> {
  const store = createStore({ database, clock, auditEventId: null });
  const { authority, certificate, keyFile } = await requireAuthority(store, lease.issuerFileName);
  const signer = await vault.signer(keyFile);
  const [above, ancestors] = [await issuersOf(store, certificate), await chainsAbove(store, certificate)];
  return {
    database, clock, random, vault: batchVault, lease, signer, issuer: certificate, ancestors, issuerSpkiSha256: authority.spkiSha256 ?? "",
    chain: [certificate.der, ...above.map((link) => link.certificate.der)],
  };
}

interface Pace {
  rows(): number;
  timed(rows: number, step: () => Promise<void>): Promise<void>;
}

/** A step is as many rows as fit into its time: dozens of P-256 certificates, two of RSA-4096. */
function createPace({ template }: Lease): Pace {
  const isSlow = template.key.startsWith("rsa");
  let size = isSlow ? 2 : 8;
  return {
    rows: () => size,
    async timed(rows, step) {
      const began = performance.now();
      await step();
      const perRow = (performance.now() - began) / Math.max(rows, 1);
      size = Math.max(2, Math.min(isSlow ? 4 : mostRows, size * 2, Math.round(stepMs / Math.max(perRow, 0.1))));
    },
  };
}
