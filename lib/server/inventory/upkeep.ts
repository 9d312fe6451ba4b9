import "server-only";
import type { Clock } from "../../commands/ports/world.ts";
import { log } from "../log.ts";
import type { Database } from "../database/db.ts";
import { refreshSummaries } from "../store/refresh-summaries.ts";
import type { ListsOfConsole } from "../revocation/lists.ts";
import type { Responders } from "../ocsp/responders.ts";
import { shelveExpired } from "../store/shelf.ts";

const minutesBetween = 5;

export interface Upkeep {
  start(): void;
  close(): Promise<void>;
}

/**
 * Keeps the rows of the list true to what no write tells them: the clock, and a newer version of their summary; signs the
 * revocation lists whose time has come, and makes the next certificates of OCSP responders. Runs once at the start and
 * every few minutes then; what fails is tried again the next time.
 */
export function createUpkeep(
  database: Database,
  clock: Clock,
  { lists, responders }: { readonly lists: ListsOfConsole; readonly responders: Responders },
): Upkeep {
  let isClosed = false;
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const run = () => {
    running = running.then(async () => {
      if (isClosed) return;
      const works = [
        () => lists.signDue(() => isClosed),
        () => responders.renewDue(() => isClosed),
        () => shelveExpired(database, clock.now()),
        () => refreshSummaries(database, clock, () => isClosed),
      ];
      for (const work of works)
        await work().catch((error: unknown) => {
          if (!isClosed) log.error({ error }, "the upkeep failed");
        });
    });
  };
  return {
    start() {
      timer = setInterval(run, minutesBetween * 60_000);
      timer.unref();
      run();
    },
    async close() {
      isClosed = true;
      clearInterval(timer);
      await running;
    },
  };
}
