import "server-only";
import { hasOpenReads, hasOpenRequests } from "../../serve/open-requests.ts";
import type { Sql } from "../database/sql.ts";

/**
 * Background work pauses while HTTP requests are open. A request crosses the event loop about 12 times; without the
 * pause it would queue behind a batch step each time.
 */

/** Between two transactions, in ms at the most. */
const turnMs = 100;
/** Within one transaction, in ms at the most and all together. */
const pauseMs = 50;

export function yieldToRequests(): Promise<void> {
  return giveWay(hasOpenRequests, turnMs);
}

/**
 * The same statements, with a pause for open reads before each: they see the state that was committed before. Requests
 * that write are not waited for, since they wait for the end of this transaction.
 */
export function withReaderPriority(tx: Sql): Sql {
  let left = pauseMs;
  const pause = async () => {
    const began = performance.now();
    await giveWay(hasOpenReads, left);
    left -= performance.now() - began;
  };
  return {
    $queryRaw: async (query) => (await pause(), tx.$queryRaw(query)),
    $executeRaw: async (query) => (await pause(), tx.$executeRaw(query)),
  };
}

async function giveWay(isWaiting: () => boolean, mostMs: number): Promise<void> {
  // One turn in any case: a request that has arrived is known only then.
  await new Promise((resolve) => setImmediate(resolve));
  const until = performance.now() + mostMs;
  while (isWaiting() && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 1));
}
