import { z } from "zod";
import { command } from "../command.ts";

/** The audit log, newest first. */
export const audit = command({
  name: "audit",
  effect: "read",
  permission: "audit.read",
  audited: "refusals",
  input: z.strictObject({
    cursor: z.string().max(500).optional(),
    limit: z.int().min(1).max(200).optional(),
    outcome: z.enum(["unfinished", "done", "refused", "failed"]).optional(),
    search: z.string().max(200).optional(),
  }),
  secrets: [],
  audit: ({ outcome }) => ({ outcome: outcome ?? null }),
  async run({ store }, input) {
    return store.audit(input);
  },
});
