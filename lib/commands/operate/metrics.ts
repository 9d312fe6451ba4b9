import { z } from "zod";
import { command } from "../command.ts";

/** Measures the inventory and the console: what ends when, what waits, how long requests take. */
export const metrics = command({
  name: "metrics",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({}),
  secrets: [],
  audit: () => ({}),
  async run({ operation }) {
    return { families: await operation.metrics() };
  },
});
