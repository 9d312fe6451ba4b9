import "server-only";
import { hasOpenReads, hasOpenRequests } from "../../serve/open-requests.ts";
import type { Sql } from "../database/sql.ts";

/** Work that can wait gives way to whoever waits for an answer: it takes a dozen turns of this thread, and would wait at each. */

/** Between two transactions, in ms at the most. */
const turnMs = 100;
/** Within one transaction, in ms at the most and all together. */
const pauseMs = 50;

export function yieldToRequests(): Promise<void> {
  return giveWay(hasOpenRequests, turnMs);
}

/**
 * The same statements, with readers let in before each: what they read is what was committed before. Whoever writes is not
 * waited for, since they wait for the end of this transaction.
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
