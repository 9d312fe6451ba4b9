import { z } from "zod";
import { Failure } from "../error-codes.ts";
import { isDoneAtOnce, applyFix } from "../../targets/apply-fix.ts";
import { touchService } from "../access.ts";
import { command } from "../command.ts";
import { saveInputs } from "../parts/service/choose.ts";
import { planFor } from "../parts/service/plan.ts";
import { requireService } from "../parts/service/service-name.ts";

/** Does what a check of a service would have done: the fix is looked up again, so it is the one of this moment. */
export const serviceApplyFix = command({
  name: "service-apply-fix",
  effect: "create",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({
    service: z.string().max(64),
    check: z.string().max(64).meta({ description: "Code of the check, `trust.has-root`." }),
    about: z
      .string()
      .max(400)
      .nullable()
      .meta({ description: "Whom the check is about, as `preflight` and `service` say it." }),
  }),
  secrets: [],
  on: (input) => touchService("inventory.write", input.service),
  audit: ({ service, check, about }) => ({ service, check, about }),
  async run(context, { service, check, about }) {
    const { store } = context;
    const kept = await requireService(store, service);
    const { plan, inputs } = await planFor(context, kept.target, kept.inputs);
    const found = plan.checks.find(
      (each) => each.code === check && each.about === about && each.fix !== null && isDoneAtOnce(each.fix),
    );
    const fixed = found === undefined || found.fix === null ? null : applyFix(plan, inputs, found.fix);
    if (fixed === null) throw new Failure("service.nothing-to-fix", { service, check });
    return saveInputs(store, kept, fixed);
  },
});
