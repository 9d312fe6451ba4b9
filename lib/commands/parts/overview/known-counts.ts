import type { Context } from "../../command.ts";
import { isFailure } from "../../error-codes.ts";
import { memoisedReads } from "../memoised.ts";
import { viewOfPlan } from "../service/plan-view.ts";
import { planFor } from "../service/plan.ts";

/** The numbers beside the navigation, which is on each page: they are counted again only after something was done. */

export interface NavigationCounts {
  /** Rows of the list of the current names, those of batches included. */
  readonly names: number;
  /** Certificates that a service uses and that are over, and those that end within 30 days; a batch is one. */
  readonly ending: number;
  readonly waiting: number;
  /** Services that are not ready; null where they are too many to judge for a number. */
  readonly notReady: number | null;
}

/** Each service is a preflight, some milliseconds long. */
const mostServices = 40;
/** What the clock changes is seen this late, in ms. */
const longestLife = 60_000;

/** Of the console that was asked last: a process has one. */
const kept: { event: string; until: number; counted: Promise<NavigationCounts> | null } = {
  event: "",
  until: 0,
  counted: null,
};

/** The counts as of the last event of the audit log; who asks while they are counted waits for the same answer. */
export async function knownCounts(context: Context): Promise<NavigationCounts> {
  const event = await context.store.lastEvent();
  const now = context.clock.now().getTime();
  const isKnown = kept.event === event && now < kept.until && now >= kept.until - longestLife;
  if (kept.counted !== null && isKnown) return kept.counted;
  const counted = count(context);
  Object.assign(kept, { event, until: now + longestLife, counted });
  counted.catch(() => {
    if (kept.counted === counted) kept.counted = null;
  });
  return counted;
}

async function count(context: Context): Promise<NavigationCounts> {
  const { listed, inBatches, due } = await Promise.all([
    context.store.counts(),
    context.store.due(context.clock.now()),
  ]).then(([counts, found]) => ({ ...counts, due: found }));
  return {
    names: listed + inBatches,
    ending: due.overInUse + due.endsSoon,
    waiting: due.waiting,
    notReady: await notReady(context),
  };
}

async function notReady(context: Context): Promise<number | null> {
  const { records, total } = await context.store.services({ skip: 0, take: mostServices });
  if (total > mostServices) return null;
  const reads = memoisedReads(context.store);
  let found = 0;
  for (const { target, inputs, ...seen } of records) {
    try {
      const { verdict } = viewOfPlan(await planFor(context, target, inputs, reads), seen);
      if (verdict === "fail") found += 1;
    } catch (error) {
      // A service whose description no target of this release reads is not ready either.
      if (!isFailure(error)) throw error;
      found += 1;
    }
  }
  return found;
}
