import { z } from "zod";
import { nameOfOid } from "../../pki/asn1/oid.ts";
import { command } from "../command.ts";
import { templateName, templateVersion } from "../parts/templates/fields.ts";
import { differencesOf } from "../parts/templates/difference.ts";
import { isBuiltIn, requireTemplate } from "../parts/templates/find.ts";

/** The rules of a template, its versions, and what a version changed against another one. */
export const template = command({
  name: "template",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({
    name: templateName,
    version: templateVersion.optional(),
    against: templateVersion.optional().meta({ description: "Another version to compare with." }),
  }),
  secrets: [],
  audit: ({ name }) => ({ name }),
  async run({ store }, { name, version, against }) {
    const found = await requireTemplate(store, name, version);
    const versions = isBuiltIn(name) ? [] : await store.templateVersions(name);
    const other = against === undefined ? null : await requireTemplate(store, name, against);
    return {
      name,
      version: found.version,
      isBuiltIn: isBuiltIn(name),
      rules: found.rules,
      /** The uses of the rules by their names; dotted where they have none. */
      purposes: found.rules.purposes.map((purpose) => nameOfOid(purpose) ?? purpose),
      versions: versions.map((each) => ({
        version: each.version,
        note: each.note,
        createdAt: each.createdAt.toISOString(),
        createdBy: each.createdBy,
        issued: each.issued,
      })),
      differences: other === null ? [] : differencesOf(other.rules, found.rules),
    };
  },
});
