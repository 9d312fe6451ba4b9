import "server-only";
import type { Context } from "../../commands/command.ts";
import type { Actor } from "../../commands/permission.ts";
import type { Audit } from "./audit.ts";

/** The dependencies of the gate. Tests give their own database. */
export interface Gate {
  readonly audit: Audit;
  /** A world for one event: its store ends the event in the transaction of the change. */
  contextFor(actor: Actor, auditEventId: number | null): Context;
}
