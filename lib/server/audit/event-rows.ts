import "server-only";
import { empty, raw, sql, type SqlFragment } from "../database/sql.ts";
import type { EventContent, EventEnd, EventProofs } from "./proofs.ts";

/** The columns of an event as it is written, the proof last. */
export const eventColumns = raw(
  `"at", "finishedAt", "actorKind", "actorId", "actor", "role", "surface", "command", "outcome", "errorCode", "facts", "owner", "address", "credential", "proof"`,
);

/** The values of these columns, but for the proof. */
export function eventValues(content: EventContent): SqlFragment {
  const { at, finishedAt, actorKind, actorId, actor, owner, address, credential, role } = content;
  const { surface, command, outcome, errorCode, facts } = content;
  return sql`${at}, ${finishedAt}, ${actorKind}, ${actorId}, ${actor}, ${role}, ${surface}, ${command}, ${outcome}, ${errorCode}, ${facts}, ${owner}, ${address}, ${credential}`;
}

/** Ends an event that is unfinished; it then enters the chain once more. */
export function endEvent(events: EventProofs, id: number, end: EventEnd): SqlFragment {
  const told = end.facts === undefined ? empty : sql`, "facts" = ${end.facts}`;
  return sql`UPDATE "AuditEvent" SET "outcome" = ${end.outcome}, "errorCode" = ${end.errorCode}, "finishedAt" = ${end.finishedAt},
    "endProof" = ${events.ofEnd(id, end)}, "entry" = NULL${told} WHERE "id" = ${id} AND "outcome" = 'unfinished'`;
}
