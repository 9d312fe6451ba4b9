import { z } from "zod";
import { touchService } from "../access.ts";
import { command } from "../command.ts";
import * as field from "../parts/fields.ts";
import { requireService } from "../parts/service/service-name.ts";

/** Removes a service and its marks. Keys and certificates stay. */
export const serviceRemove = command({
  name: "service-remove",
  effect: "destroy",
  permission: "inventory.delete",
  audited: "always",
  input: z.strictObject({ service: z.string().max(64), confirm: field.confirm }),
  secrets: [],
  on: (input) => touchService("inventory.delete", input.service),
  audit: ({ service }) => ({ service }),
  async run({ store }, { service }) {
    const { name } = await requireService(store, service);
    await store.removeService(name);
    return { name };
  },
});
