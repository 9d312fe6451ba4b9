import { z } from "zod";
import { actKinds } from "../ports/acts.ts";
import type { AuditQuery } from "../ports/audit.ts";

/** What the audit log can be narrowed by, as fields of a command. */
export const auditFilter = {
  outcome: z.enum(["unfinished", "done", "refused", "failed"]).optional(),
  search: z.string().max(200).optional(),
  item: z
    .string()
    .max(200)
    .optional()
    .meta({ description: "Name of an item: what was done with it and with its files, and with no other." }),
  actor: z.string().max(254).optional().meta({ description: "E-mail address of a person, or name of a token." }),
  act: z.enum(actKinds).optional().meta({ description: "Kind of act." }),
  from: z.iso.datetime({ offset: true }).optional().meta({ description: "Begun at this instant or later." }),
  to: z.iso.datetime({ offset: true }).optional().meta({ description: "Begun before this instant." }),
};

type AuditFilter = z.output<z.ZodObject<typeof auditFilter>>;

export function auditQuery({ from, to, ...rest }: AuditFilter): AuditQuery {
  return {
    ...rest,
    from: from === undefined ? undefined : new Date(from),
    to: to === undefined ? undefined : new Date(to),
  };
}
