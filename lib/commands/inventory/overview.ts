import { z } from "zod";
import { command } from "../command.ts";
import { listLives } from "../parts/overview/lists.ts";
import { ownListLives } from "../parts/overview/own-lists.ts";

const day = 86_400_000;

/** How many names of each kind are told by name, and how many are looked at to fold those of one batch. */
const [shown, lookedAt] = [10, 60];

/** The first page: what ends and what waits, for which services, and what is behind it. */
export const overview = command({
  name: "overview",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({}),
  secrets: [],
  audit: () => ({}),
  async run({ store, batches, clock }) {
    const now = clock.now();
    const [counts, expired, endsSoon, endings, waiting, locked, bundles, example, authorities, lists, ownLists, made] =
      await Promise.all([
        store.counts(),
        store.list({ status: "expired", sort: "ends", direction: "descending", limit: lookedAt }),
        store.list({ expiresWithinDays: 30, sort: "ends", direction: "ascending", limit: lookedAt }),
        store.endings(now, new Date(now.getTime() + 365 * day)),
        store.list({ status: "waiting", sort: "created", direction: "ascending", limit: shown }),
        store.list({ status: "key-locked", sort: "created", direction: "descending", limit: shown }),
        store.bundleAlarms(shown),
        store.example(),
        store.list({ kind: "authority", sort: "ends", direction: "ascending", limit: 60 }),
        listLives(store),
        ownListLives(store, now),
        batches.list({ limit: 20 }),
      ]);
    const rows = [...expired.rows, ...endsSoon.rows, ...waiting.rows, ...locked.rows];
    const [uses, askers] = await Promise.all([
      store.serviceUses([...new Set(rows.map(({ basename }) => basename))]),
      store.askers(waiting.rows),
    ]);
    return {
      counts,
      expired: expired.rows,
      endsSoon: endsSoon.rows,
      endings,
      waiting: waiting.rows,
      /** Who asked for the requests that wait, by the name of the item. */
      askedBy: Object.fromEntries(askers),
      locked: locked.rows,
      bundles,
      /** Batches that stopped, failed for somebody, go on, or whose passphrases nobody has taken. */
      batches: made.rows.filter(({ state, failed, sheet }) => state !== "done" || failed > 0 || sheet === "ready"),
      authorities: authorities.rows.filter(({ archivedAt }) => archivedAt === null),
      authorityCount: counts.authorities,
      lists,
      /** Those that the authorities here sign. */
      ownLists,
      /** Names of the services that use a name, by that name. */
      usedBy: Object.fromEntries(
        [...Map.groupBy(uses, ({ basename }) => basename)].map(([name, of]) => [
          name,
          [...new Set(of.map(({ service }) => service))],
        ]),
      ),
      example,
    };
  },
});
