import { z } from "zod";
import { command } from "../command.ts";
import { knownCounts } from "../parts/overview/known-counts.ts";

/** The numbers beside the navigation: names, what ends or has ended, requests that wait, services that are not ready. */
export const counts = command({
  name: "counts",
  effect: "read",
  permission: "inventory.read",
  audited: "refusals",
  input: z.strictObject({}),
  secrets: [],
  audit: () => ({}),
  run: (context) => knownCounts(context),
});
