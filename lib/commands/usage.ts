import { z } from "zod";
import { command } from "./command.ts";

/** `pki`: what is used by what. No service is known to this version, so it says what there is. */
export const usage = command({
  name: "usage",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({}),
  positional: [],
  secrets: [],
  audit: () => ({}),
  async run({ store }) {
    const services: readonly { service: string; files: readonly string[] }[] = [];
    return { services, counts: await store.counts() };
  },
});
