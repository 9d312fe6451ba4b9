import { z } from "zod";
import { verdictOf } from "../../targets/preflight.ts";
import { command } from "../command.ts";
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
    for (const { name, target, inputs, updatedAt, marks, uses } of records) {
      const { plan } = await planFor(context, target, inputs, reads);
      const steps = new Set(plan.steps.filter(({ phase }) => phase !== "renew").map(({ id }) => id));
      rows.push({
        name,
        target,
        updatedAt: updatedAt.toISOString(),
        verdict: verdictOf(plan.checks),
        failing: plan.checks.filter(({ status }) => status === "fail" || status === "unknown").length,
        warning: plan.checks.filter(({ status }) => status === "warn").length,
        steps: steps.size,
        done: marks.filter(({ stepId }) => steps.has(stepId)).length,
        uses,
      });
    }
    return { services: rows, page, pages: Math.max(1, Math.ceil(total / perPage)), total };
  },
});
