import { z } from "zod";
import { Failure } from "../error-codes.ts";
import { command } from "../command.ts";
import { bundleFile } from "../parts/bundle/make.ts";
import { planRebuild, requireBundleFile } from "../parts/bundle/stored.ts";
import { rootField } from "../parts/chain.ts";
import * as field from "../parts/fields.ts";
import { servicesUsing } from "../parts/services-using.ts";

/**
 * Makes a stored bundle again, of the same kind, out of what the inventory holds now; the one before is kept as a
 * generation.
 */
export const rebuild = command({
  name: "rebuild",
  effect: "replace",
  permission: "inventory.write",
  audited: "always",
  input: z.strictObject({
    bundle: field.storedName.meta({ description: "Name of a stored bundle or PKCS#7.", examples: ["web-chain.pem"] }),
    root: rootField.optional(),
    confirm: field.confirm,
  }),
  positional: ["bundle"],
  attributes: { root: "root", confirm: "confirm" },
  secrets: [],
  affectedServices: (store, { bundle }) => servicesUsing(store, bundle),
  audit: ({ bundle, root }) => ({ bundle, root: root ?? null }),
  async run(context, { bundle, root }) {
    const file = await requireBundleFile(context.store, bundle);
    const { form, rebuilt } = await planRebuild(context, file, root);
    const { fileName } = file;
    if (rebuilt.isSame) throw new Failure("bundle.current", { fileName });
    await context.store.replaceFile(fileName, { ...bundleFile(fileName, form, rebuilt.certificates), fileName });
    const generations = await context.store.fileGenerations(fileName);
    return {
      fileName,
      kind: form,
      generation: generations.find(({ isLive }) => isLive)?.number ?? 1,
      members: rebuilt.members,
      notes: rebuilt.notes,
      end: rebuilt.end,
      otherEnds: rebuilt.otherEnds,
    };
  },
});
