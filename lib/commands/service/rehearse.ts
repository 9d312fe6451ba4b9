import { z } from "zod";
import { touchService } from "../access.ts";
import { command } from "../command.ts";
import { rehearsePlan } from "../parts/service/rehearse.ts";
import { oneService, planOf, serviceFacts, serviceFields } from "../parts/service/service-or-target.ts";

/**
 * Would the handshake succeed: real connections with the very certificates of the pack, over the loopback interface
 * alone. The stored keys sign in it, so it is no mere reading.
 */
export const rehearse = command({
  name: "rehearse",
  effect: "read",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject(serviceFields).superRefine(oneService),
  positional: ["target"],
  attributes: { "*": "inputs" },
  secrets: [],
  on: (question) => [
    ...touchService("inventory.write", question.service),
    { may: "inventory.write", on: { kind: "authority", identitiesOf: question } },
  ],
  audit: serviceFacts,
  async run(context, input) {
    const { plan, material, target } = await planOf(context, input);
    return { target: target.name, ...(await rehearsePlan(context, plan, material)) };
  },
});
