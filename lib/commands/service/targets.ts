import { z } from "zod";
import { targets as known } from "../../targets/index.ts";
import { command } from "../command.ts";
import { jsonSchemaOf } from "../parts/service/target-schema.ts";

/** The services that this version knows, and what each asks for: JSON Schema for scripts, fields for the form. */
export const targets = command({
  name: "targets",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({}),
  positional: [],
  secrets: [],
  audit: () => ({}),
  run: () =>
    Promise.resolve({
      targets: known.map(({ name, vendor, fields }) => ({ name, vendor, fields, inputs: jsonSchemaOf(fields) })),
    }),
});
