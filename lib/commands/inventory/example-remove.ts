import { z } from "zod";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";

/**
 * Takes the example inventory away in one transaction, with what was made under its names since. What something else
 * needs stays and is named: an authority that signed a certificate of one's own, an identity of a service of one's own.
 */
export const exampleRemove = command({
  name: "example-remove",
  effect: "destroy",
  permission: "inventory.delete",
  audited: "always",
  input: z.strictObject({ confirm: field.confirm }),
  secrets: [],
  on: () => [{ may: "inventory.delete", on: { kind: "authority", ofExample: true } }],
  audit: () => ({}),
  run: ({ store }) => store.removeExample(),
});
