import { z } from "zod";
import { nameOfOid } from "../../pki/asn1/oid.ts";
import { builtIn, builtInNames } from "../../pki/templates/built-in.ts";
import { isAuthorityTemplate } from "../../pki/templates/template.ts";
import { command } from "../command.ts";

/** The templates that are always there, then those that people keep, each in the version in use. */
export const templateList = command({
  name: "template-list",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({}),
  secrets: [],
  audit: () => ({}),
  async run({ store }) {
    const [kept, issued] = await Promise.all([store.templates(), store.issuedByTemplate(builtInNames)]);
    const rows = [
      ...builtInNames.map((name) => ({
        ...builtIn[name],
        isBuiltIn: true,
        note: "",
        createdAt: null,
        createdBy: null,
        issued: issued.get(name) ?? 0,
      })),
      ...kept.map((each) => ({ ...each, isBuiltIn: false, createdAt: each.createdAt.toISOString() })),
    ];
    return {
      templates: rows.map(({ rules, ...row }) => ({
        name: row.name,
        version: row.version,
        isBuiltIn: row.isBuiltIn,
        isOfAuthorities: isAuthorityTemplate({ rules }),
        /** By their names; dotted where they have none. */
        purposes: rules.purposes.map((purpose) => nameOfOid(purpose) ?? purpose),
        days: rules.days,
        note: row.note,
        createdAt: row.createdAt,
        createdBy: row.createdBy,
        issued: row.issued,
      })),
    };
  },
});
