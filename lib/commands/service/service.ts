import { z } from "zod";
import { touchService } from "../access.ts";
import { command } from "../command.ts";
import { viewOfPlan } from "../parts/service/plan-view.ts";
import { planFor } from "../parts/service/plan.ts";
import { knownService } from "../parts/service/service-name.ts";

/** One service: its inputs, its plan, the steps that are marked as done. */
export const service = command({
  name: "service",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({ service: z.string().max(64) }),
  secrets: [],
  on: (input) => touchService("inventory.read", input.service),
  audit: ({ service: name }) => ({ service: name }),
  async run(context, input) {
    const { name, target, inputs, createdAt, updatedAt, marks, sightings, isExample } = await knownService(
      context.store,
      input.service,
    );
    const planned = await planFor(context, target, inputs);
    return {
      name,
      target,
      inputs: planned.inputs,
      fields: planned.target.fields,
      /** `service-read-screen` knows what its machines print. */
      readsScreens: planned.target.judgeScreens !== undefined,
      createdAt: createdAt.toISOString(),
      updatedAt: updatedAt.toISOString(),
      isExample,
      plan: viewOfPlan(planned, { marks, sightings }),
    };
  },
});
