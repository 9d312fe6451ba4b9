import { z } from "zod";
import { faultsOf } from "../../pki/templates/rule-faults.ts";
import { command } from "../command.ts";
import { Failure } from "../error-codes.ts";
import { isBuiltIn } from "../parts/templates/find.ts";
import { templateName } from "../parts/templates/fields.ts";
import { templateRules } from "../parts/templates/rules.ts";

/**
 * Adds a version of a template. Versions are never changed: certificates remember theirs. A built-in template stays as
 * it is; what is to differ is kept under another name.
 */
export const templateSave = command({
  name: "template-save",
  effect: "create",
  permission: "template.write",
  audited: "always",
  input: z.strictObject({
    name: templateName,
    rules: templateRules,
    basedOn: z.int().min(0).max(100_000).default(0).meta({ description: "The version it was written on; 0: new." }),
    note: z.string().trim().max(500).default("").meta({ description: "What was changed and why." }),
  }),
  on: ({ name }) => [{ may: "template.write", on: { kind: "template", named: name } }],
  secrets: [],
  audit: ({ name, basedOn }) => ({ name, basedOn }),
  async run({ store, actor }, { name, rules, basedOn, note }) {
    if (isBuiltIn(name)) throw new Failure("template.built-in", { template: name });
    const faults = faultsOf(rules);
    if (faults.length > 0) throw new Failure("template.impossible", { template: name, faults });
    const version = await store.saveTemplate({ name, rules, basedOn, note, by: actor.label });
    return { name, version };
  },
});
