import { z } from "zod";
import { command } from "../command.ts";
import { viewOfPlan } from "../parts/service/plan-view.ts";
import { planFor } from "../parts/service/plan.ts";
import { memoisedReads } from "../parts/memoised.ts";

/** Each row is a whole preflight, so a page is short. */
const perPage = 20;

/** The services that were described, page by page, with how each stands and what it uses. */
export const services = command({
  name: "services",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({
    page: z.int().min(1).max(10_000).default(1).meta({ description: "20 services each, in order of name." }),
  }),
  secrets: [],
  audit: () => ({}),
  async run(context, { page }) {
    const { records, total } = await context.store.services({ skip: (page - 1) * perPage, take: perPage });
    const reads = memoisedReads(context.store);
    const rows = [];
    for (const { name, target, inputs, updatedAt, marks, sightings, uses, isExample } of records) {
      const planned = await planFor(context, target, inputs, reads);
      const { verdict, summary, progress } = viewOfPlan(planned, { marks, sightings });
      rows.push({
        name,
        target,
        updatedAt: updatedAt.toISOString(),
        isExample,
        verdict,
        failing: summary.checks.failed,
        warning: summary.checks.warned,
        steps: progress.whole.all,
        done: progress.whole.done,
        /** The gravest of what it is not ready without, and how much there is. */
        missing: summary.missing[0] ?? null,
        missingCount: summary.missing.length,
        nextExpiry: summary.nextExpiry,
        uses,
      });
    }
    return { services: rows, page, pages: Math.max(1, Math.ceil(total / perPage)), total };
  },
});
