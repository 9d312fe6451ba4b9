import { z } from "zod";
import { touchService } from "../access.ts";
import { command } from "../command.ts";
import { requireInputs } from "../parts/service/plan.ts";
import { serviceName, usesOf } from "../parts/service/service-name.ts";
import { targetFields } from "../parts/service/target-schema.ts";

/** Describes a service, or describes it anew: which target, with which inputs, under which name. */
export const serviceSave = command({
  name: "service-save",
  effect: "create",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({
    name: serviceName,
    ...targetFields,
    previous: z
      .string()
      .max(64)
      .optional()
      .meta({ description: "Name of the service that is changed; absent for a new one." }),
    since: z.iso.datetime().optional().meta({
      description:
        "Its `updatedAt` when it was read: refused when somebody has changed it meanwhile. Absent: the last one wins.",
    }),
  }),
  secrets: [],
  on: ({ name, previous }) => [name, previous].flatMap((each) => touchService("inventory.write", each)),
  audit: ({ name, target, previous }) => ({ name, target, previous: previous ?? null }),
  async run({ store }, { name, target, inputs, previous, since }) {
    const parsed = requireInputs(target, inputs);
    const uses = await usesOf(store, parsed.target, parsed.inputs);
    await store.saveService(
      { name, target, inputs: parsed.inputs, uses },
      previous ?? null,
      since === undefined ? undefined : new Date(since),
    );
    return { name, target, uses };
  },
});
