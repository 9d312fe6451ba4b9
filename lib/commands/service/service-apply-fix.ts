import { z } from "zod";
import { Failure } from "../error-codes.ts";
import { isDoneAtOnce, applyFix } from "../../targets/apply-fix.ts";
import { touchService } from "../access.ts";
import type { FixFacts } from "../../targets/preflight.ts";
import { command, type Context } from "../command.ts";
import type { ServiceRecord } from "../ports/services.ts";
import { saveInputs } from "../parts/service/choose.ts";
import { storeUploads } from "../parts/import/uploads.ts";
import { planFor, type Planned } from "../parts/service/plan.ts";
import { fileNameOfRoot, publicRoot } from "../parts/service/public-roots.ts";
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
    if (found?.fix?.code === "fix.take-root") return takeRoot(context, kept, { plan, inputs }, found.fix.params);
    const fixed = found === undefined || found.fix === null ? null : applyFix(plan, inputs, found.fix);
    if (fixed === null) throw new Failure("service.nothing-to-fix", { service, check });
    return saveInputs(store, kept, fixed);
  },
});

/** The root is stored under its own name, unless it is here already, and put into the list that lacks it. */
async function takeRoot(
  context: Context,
  kept: ServiceRecord,
  { plan, inputs }: Pick<Planned, "plan" | "inputs">,
  { sha256, list }: FixFacts["fix.take-root"],
): ReturnType<typeof saveInputs> {
  const root = publicRoot(sha256);
  if (root === null) throw new Failure("service.nothing-to-fix", { service: kept.name, check: "fix.take-root" });
  const { stored } = await storeUploads(context, { files: [{ name: fileNameOfRoot(root), text: root.pem }] });
  const files = stored.map(({ fileName }) => fileName);
  const fixed = list === "" ? inputs : applyFix(plan, inputs, { code: "fix.add-to-list", params: { list, files } });
  return saveInputs(context.store, kept, fixed ?? inputs);
}
