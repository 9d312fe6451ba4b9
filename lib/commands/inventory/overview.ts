import { z } from "zod";
import { command } from "../command.ts";

/** The first page: how much there is, what ends soon, what waits. */
export const overview = command({
  name: "overview",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({}),
  secrets: [],
  audit: () => ({}),
  async run({ store }) {
    const [counts, expired, endsSoon, thisYear, waiting, locked, bundles, example] = await Promise.all([
      store.counts(),
      store.list({ status: "expired", sort: "ends", direction: "descending", limit: 10 }),
      store.list({ expiresWithinDays: 30, sort: "ends", direction: "ascending", limit: 10 }),
      store.list({ expiresWithinDays: 365, sort: "ends", direction: "ascending", limit: 200 }),
      store.list({ status: "waiting", sort: "created", direction: "descending", limit: 10 }),
      store.list({ status: "key-locked", sort: "created", direction: "descending", limit: 10 }),
      store.bundleAlarms(10),
      store.example(),
    ]);
    return {
      counts,
      expired: expired.rows,
      endsSoon: endsSoon.rows,
      thisYear: thisYear.rows,
      thisYearIsCut: thisYear.next !== null,
      waiting: waiting.rows,
      locked: locked.rows,
      bundles,
      example,
    };
  },
});
