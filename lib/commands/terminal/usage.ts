import { z } from "zod";
import { command } from "../command.ts";

/** `pki`: what is used by what. */
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
    const uses = await store.serviceUses();
    const names = [...new Set(uses.map(({ service }) => service))];
    return {
      services: names.map((service) => {
        const own = uses.filter((use) => use.service === service);
        return {
          service,
          target: own[0]!.target,
          uses: own.map(({ kind, name, basename }) => ({ kind, name, basename })),
        };
      }),
      counts: await store.counts(),
    };
  },
});
