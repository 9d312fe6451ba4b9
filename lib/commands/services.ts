import { z } from "zod";
import { verdictOf } from "../pki/targets/preflight.ts";
import { command } from "./command.ts";
import { planFor } from "./parts/plan.ts";

/** Every service that was described, with how it stands and what it uses. */
export const services = command({
  name: "services",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({}),
  secrets: [],
  audit: () => ({}),
  async run(context) {
    const [records, uses] = await Promise.all([context.store.services(), context.store.serviceUses()]);
    const rows = [];
    for (const { name, target, inputs, updatedAt, ticks } of records) {
      const { plan } = await planFor(context, target, inputs);
      const steps = new Set(plan.steps.filter(({ phase }) => phase !== "renew").map(({ id }) => id));
      rows.push({
        name, target, updatedAt: updatedAt.toISOString(),
        verdict: verdictOf(plan.checks),
        failing: plan.checks.filter(({ status }) => status === "fail" || status === "unknown").length,
        warning: plan.checks.filter(({ status }) => status === "warn").length,
        steps: steps.size,
        done: ticks.filter(({ stepId }) => steps.has(stepId)).length,
        uses: [...new Set(uses.filter(({ service }) => service === name).map(({ basename }) => basename))],
      });
    }
    return { services: rows };
  },
});
