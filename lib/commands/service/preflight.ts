import { z } from "zod";
import { rankChecks, verdictOf } from "../../targets/preflight.ts";
import { subjectOf } from "../../targets/progress.ts";
import { command } from "../command.ts";
import { neededCertificates } from "../parts/service/needed-certificates.ts";
import { planFor } from "../parts/service/plan.ts";
import { targetFields } from "../parts/service/target-schema.ts";

/**
 * Would the service work with what is stored: each check red, amber or green, with its reason and where that stands.
 */
export const preflight = command({
  name: "preflight",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject(targetFields),
  positional: ["target"],
  attributes: { "*": "inputs" },
  secrets: [],
  audit: ({ target }) => ({ target }),
  async run(context, { target, inputs }) {
    const planned = await planFor(context, target, inputs);
    const { plan } = planned;
    const checks = rankChecks(plan.checks);
    return {
      target,
      verdict: verdictOf(checks),
      /** Each with whom it is about, in a form that every language can say. */
      checks: checks.map((check) => ({ ...check, subject: subjectOf(check.about, plan) })),
      roles: plan.roles.map(({ id, title, node, identity }) => ({ id, title, node, identity })),
      /** Found or to make, and who shares it. */
      certificates: neededCertificates(planned),
    };
  },
});
