import { z } from "zod";
import { command } from "./command.ts";
import { planFor } from "./parts/plan.ts";
import { rehearsePlan } from "./parts/rehearsing.ts";
import { targetFields } from "./parts/target-schema.ts";

/**
 * Would the handshake succeed: real connections with the very certificates of the pack, over the loopback interface alone.
 * The stored keys sign in it, so it is no mere reading.
 */
export const rehearse = command({
  name: "rehearse",
  effect: "read",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject(targetFields),
  positional: ["target"],
  attributes: { "*": "inputs" },
  secrets: [],
  audit: ({ target }) => ({ target }),
  async run(context, { target, inputs }) {
    const { plan, material } = await planFor(context, target, inputs);
    return { target, ...(await rehearsePlan(context, plan, material)) };
  },
});
