import { z } from "zod";
import { command } from "../command.ts";
import { auditFilter, auditQuery } from "../parts/audit-filter.ts";

/** The audit log, newest first. */
export const audit = command({
  name: "audit",
  effect: "read",
  permission: "audit.read",
  audited: "refusals",
  input: z.strictObject({
    ...auditFilter,
    cursor: z.string().max(500).optional(),
    limit: z.int().min(1).max(200).optional(),
    withActors: z.boolean().optional().meta({ description: "Everyone who stands in the log as well, to choose from." }),
  }),
  secrets: [],
  audit: ({ outcome }) => ({ outcome: outcome ?? null }),
  async run({ store }, { withActors, cursor, limit, ...filter }) {
    const [page, actors] = await Promise.all([
      store.audit({ ...auditQuery(filter), cursor, limit }),
      withActors === true ? store.auditActors() : [],
    ]);
    return { ...page, actors };
  },
});
