import { z } from "zod";
import { Failure } from "../error-codes.ts";
import { touchService } from "../access.ts";
import { command } from "../command.ts";
import { planFor } from "../parts/service/plan.ts";
import { requireService } from "../parts/service/service-name.ts";

/** A step of a service's plan is done, or is not done after all. */
export const serviceMarkStep = command({
  name: "service-mark-step",
  effect: "create",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({ service: z.string().max(64), step: z.string().min(1).max(400), done: z.boolean() }),
  secrets: [],
  on: (input) => touchService("inventory.write", input.service),
  audit: ({ service, step, done }) => ({ service, step, done }),
  async run(context, { service, step, done }) {
    const { name, target, inputs } = await requireService(context.store, service);
    const { plan } = await planFor(context, target, inputs);
    if (!plan.steps.some(({ id }) => id === step)) throw new Failure("service.step-unknown", { step });
    await context.store.markStep(name, step, { isDone: done, actor: context.actor.label });
    return { service: name, step, done };
  },
});
