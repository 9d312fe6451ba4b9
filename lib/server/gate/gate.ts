import "server-only";
import type { Context } from "../../commands/command.ts";
import type { Actor } from "../../commands/permission.ts";
import type { AskedAuthorities } from "../vault/vault.ts";
import type { Audit } from "./audit.ts";

/** The dependencies of the gate. Tests give their own database. */
export interface Gate {
  readonly audit: Audit;
  /**
   * A world for one event: its store ends the event in the transaction of the change. `authorities`: those that
   * were asked for; its vault uses the key of no other one that was known to be one. Null: of any.
   */
  contextFor(actor: Actor, auditEventId: number | null, authorities?: AskedAuthorities | null): Context;
  /** True in tests: what an input touches is looked up for every actor, so that a command that forgets to say it fails. */
  readonly looksUpAlways?: boolean;
}
