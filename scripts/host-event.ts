import type { AuditFacts } from "../lib/commands/command.ts";
import type { Database } from "../lib/server/database/db.ts";
import { isFailure } from "../lib/server/error-codes.ts";
import { createAudit } from "../lib/server/gate/audit.ts";

const clock = { now: () => new Date() };

/** Does the work of a script of the host as one event of the audit log. */
export async function asHostEvent<T>(
  database: Database,
  { script, command, facts }: { readonly script: string; readonly command: string; readonly facts: AuditFacts },
  work: () => Promise<T>,
): Promise<T> {
  const audit = createAudit(database, clock, new Set());
  const actor = { kind: "system", id: "host", label: `npm run ${script}`, role: "administrator" } as const;
  const eventId = await audit.begin({ actor, surface: "system", command, facts });
  try {
    const done = await work();
    await audit.end(eventId, "done", null);
    return done;
  } catch (error) {
    await audit.end(eventId, "failed", isFailure(error) ? error.code : "internal");
    throw error;
  }
}
