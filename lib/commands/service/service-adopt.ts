import { z } from "zod";
import { touchService } from "../access.ts";
import { command } from "../command.ts";
import { Failure } from "../error-codes.ts";
import * as field from "../parts/fields.ts";
import { choose } from "../parts/service/choose.ts";
import { planFor } from "../parts/service/plan.ts";
import { requireService } from "../parts/service/service-name.ts";

/** Chooses stored certificates and requests that fit what a service asks for, under whatever names they are. */
export const serviceAdopt = command({
  name: "service-adopt",
  effect: "create",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({
    service: z.string().max(64),
    choices: z
      .array(
        z.strictObject({
          request: z.string().max(400).meta({ description: "Id of the planned request, as `service` gives it." }),
          name: field.storedName.meta({ description: "One of the names that are offered for it." }),
        }),
      )
      .min(1)
      .max(100),
  }),
  secrets: [],
  on: (input) => touchService("inventory.write", input.service),
  audit: ({ service, choices }) => ({ service, names: choices.map(({ name }) => name) }),
  async run(context, { service, choices }) {
    const kept = await requireService(context.store, service);
    const planned = await planFor(context, kept.target, kept.inputs);
    for (const { request, name } of choices)
      if (!(planned.material.offers.get(request) ?? []).some(({ identity }) => identity.name === name))
        throw new Failure("service.not-offered", { service, name });
    return choose(context.store, kept, planned, choices);
  },
});
