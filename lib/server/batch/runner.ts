import "server-only";
import { randomUUID } from "node:crypto";
import { isFailure } from "../error-codes.ts";
import { stopsBatch } from "./job-context.ts";
import {
  endLease,
  extendLease,
  extendReservations,
  LeaseLost,
  leaseSeconds,
  releaseReservations,
  takeLease,
  type End,
  type Lease,
} from "./lease.ts";
import { workThrough, type World } from "./work.ts";
import { log } from "../log.ts";

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

/** How many batches go on side by side: a short one does not wait for a long one. */
const lanes = 4;
const lookEveryMs = 3000;
/** After so many unforeseen errors in a row a batch is stopped and says so. */
const patience = 4;

export function createBatchRunner(world: World): BatchRunner {
  const { database, clock, batchVault } = world;
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
        if (batchVault.heldBatches().length > 0) await extendReservations(database, clock, batchVault.reserver);
        while (working.size < lanes && !isClosing) {
          const lease = await takeLease(database, clock, randomUUID(), batchVault.reserver);
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
    const heart = setInterval(
      () => void extendLease(database, clock, lease).catch(() => undefined),
      (leaseSeconds * 1000) / 4,
    );
    let end: End = { state: "released" };
    try {
      end = await workThrough(world, lease, () => isClosing);
      troubles.delete(lease.batchId);
    } catch (error) {
      end = endOf(lease, error);
    } finally {
      clearInterval(heart);
      const isHeld = batchVault.heldBatches().includes(lease.batchId);
      if (end.state !== "released") batchVault.dropKey(lease.batchId);
      else if (isHeld && !isClosing) end = { ...end, to: batchVault.reserver };
      await endLease(database, clock, lease, end).catch((error: unknown) =>
        log.error({ error }, "a batch could not be given back; its lease runs out"),
      );
    }
  }

  function endOf(lease: Lease, error: unknown): End {
    if (error instanceof LeaseLost) return { state: "released" };
    if (isFailure(error) && stopsBatch(error.code)) return { state: "stopped", code: error.code, facts: error.facts };
    const eventId = randomUUID();
    log.error({ error, eventId, batch: lease.batchId }, "a batch met an error");
    const met = (troubles.get(lease.batchId) ?? 0) + 1;
    troubles.set(lease.batchId, met);
    return met < patience && !isFailure(error)
      ? { state: "released" }
      : { state: "stopped", code: "internal", facts: { eventId } };
  }

  /** A look may still begin a job: both have to be over. */
  async function idle(): Promise<void> {
    while (working.size > 0 || isLooking)
      await Promise.all([...working, new Promise((resolve) => setTimeout(resolve, 5))]);
  }

  return {
    wake: () => void look(),
    start() {
      timer ??= setInterval(() => void look(), lookEveryMs).unref();
      void look();
    },
    idle,
    async close() {
      isClosing = true;
      if (timer !== null) clearInterval(timer);
      await idle();
      // A batch that was kept for its key and not begun would wait for the end of its lease.
      if (batchVault.heldBatches().length > 0)
        await releaseReservations(database, batchVault.reserver).catch((error: unknown) =>
          log.error({ error }, "batches could not be given back; their leases run out"),
        );
      await batchVault.close();
    },
  };
}
