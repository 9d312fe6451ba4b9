import { z } from "zod";
import { touchService } from "../access.ts";
import { command, type Context } from "../command.ts";
import { sightedOf } from "../../targets/progress.ts";
import { rehearsalStep } from "../../targets/plan.ts";
import { keyOpening } from "../parts/key-opening.ts";
import type { Planned } from "../parts/service/plan.ts";
import { rehearsePlan, type Rehearsed } from "../parts/service/rehearse.ts";
import { oneService, planOf, serviceFacts, serviceFields } from "../parts/service/service-or-target.ts";

/**
 * Would the handshake succeed: real connections with the very certificates of the pack, over the loopback interface
 * alone. The stored keys sign in it, so it is no mere reading; a kept service remembers that everything went as it should.
 */
export const rehearse = command({
  name: "rehearse",
  effect: "create",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({ ...serviceFields, passphrase: keyOpening.passphrase }).superRefine(oneService),
  positional: ["target"],
  attributes: { "*": "inputs" },
  secrets: ["passphrase"],
  on: ({ passphrase: _, ...question }) => [
    ...touchService("inventory.write", question.service),
    { may: "inventory.write", on: { kind: "authority", identitiesOf: question } },
  ],
  audit: (question) => serviceFacts(question),
  async run(context, { passphrase, ...question }) {
    const planned = await planOf(context, question);
    const rehearsed = await rehearsePlan(context, planned, { passphrase });
    if (question.service !== undefined) await keep(context, question.service, planned, rehearsed);
    return { target: planned.target.name, ...rehearsed };
  },
});

/** A rehearsal that did not pass takes back what an earlier one showed. */
async function keep(
  { store, actor }: Context,
  service: string,
  { plan, material }: Planned,
  { passed, transcript }: Rehearsed,
): Promise<void> {
  const step = plan.steps.find(({ id }) => id === rehearsalStep);
  if (step === undefined) return;
  const seen = {
    stepId: step.id,
    source: "rehearsal",
    command: "",
    handshakes: transcript.length,
    actor: actor.label,
    holdsFor: sightedOf(step, plan, material),
  } as const;
  await store.keepSightings(service, passed ? [seen] : [], [step.id]);
}
