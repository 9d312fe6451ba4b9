import { z } from "zod";
import { judgeList } from "../../targets/judge-list.ts";
import { sightedOf } from "../../targets/progress.ts";
import type { JudgedScreens } from "../../targets/screens.ts";
import { touchService } from "../access.ts";
import { command } from "../command.ts";
import { Failure } from "../error-codes.ts";
import { planFor } from "../parts/service/plan.ts";
import { requireService } from "../parts/service/service-name.ts";

/**
 * Compares what the machines of a service print with its plan, and a trust list in PEM with those of the machine, and keeps
 * which steps are done by that. The text itself
 * is kept nowhere: `turn` prints a password.
 */
export const serviceReadScreen = command({
  name: "service-read-screen",
  effect: "create",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({
    service: z.string().max(64),
    machine: z
      .string()
      .max(253)
      .optional()
      .meta({ description: "Whose screens these are, where the text has no prompt; absent: the first machine." }),
    text: z.string().min(1).max(200_000).meta({
      description: "What the machine printed, with the prompts or without. Kept nowhere.",
      format: "password",
    }),
  }),
  secrets: ["text"],
  on: (input) => touchService("inventory.write", input.service),
  audit: ({ service, machine }) => ({ service, machine: machine ?? null }),
  async run(context, { service, machine, text }) {
    const kept = await requireService(context.store, service);
    const { target, plan, material } = await planFor(context, kept.target, kept.inputs);
    const list = judgeList(plan, machine ?? plan.nodes[0]!, text, material.now);
    if (target.judgeScreens === undefined && list === null)
      throw new Failure("screen.none-known", { service: kept.name });
    const node = machine ?? plan.nodes[0]!;
    if (!plan.nodes.includes(node))
      throw new Failure("screen.machine-unknown", { machine: node, machines: plan.nodes });
    const judged = target.judgeScreens?.(plan, node, text) ?? nothingJudged;
    if (list === null && judged.screens.length === 0 && judged.proved.length === 0 && judged.disproved.length === 0)
      throw new Failure("screen.unread", { machines: judged.strangers });
    const seen = judged.proved.flatMap(({ step: id, command: printed }) => {
      const step = plan.steps.find((each) => each.id === id);
      return step === undefined
        ? []
        : [
            {
              stepId: id,
              source: "screen" as const,
              command: printed,
              handshakes: 0,
              actor: context.actor.label,
              holdsFor: sightedOf(step, plan, material),
            },
          ];
    });
    await context.store.keepSightings(kept.name, seen, judged.disproved);
    /** What the text has in PEM, beside the trust list that it is most like; null without any. */
    return { service: kept.name, list, ...judged };
  },
});

const nothingJudged: JudgedScreens = { screens: [], proved: [], disproved: [], partly: [], strangers: [] };
