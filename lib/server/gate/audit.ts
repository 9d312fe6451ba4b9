import "server-only";
import type { AuditFacts } from "../../commands/command.ts";
import type { Actor } from "../../commands/permission.ts";
import type { AuditRow } from "../../commands/ports/audit.ts";
import type { Clock } from "../../commands/ports/world.ts";
import type { ServerErrorCode } from "../error-codes.ts";
import type { Database } from "../database/db.ts";
import { endEvent, eventColumns, eventValues } from "../audit/event-rows.ts";
import type { EventContent } from "../audit/proofs.ts";
import { sql } from "../database/sql.ts";
import { rowBudget } from "./row-budget.ts";

export type Surface = AuditRow["surface"];

/** `system`: a person who may run scripts on the host. */
type AuditActor = Omit<Actor, "kind"> & { readonly kind: Actor["kind"] | "system" };

/** The facts of an event before it is decided. */
export interface AuditSubject {
  readonly actor: AuditActor | null;
  readonly surface: Surface;
  readonly command: string;
  readonly facts: AuditFacts;
  /** Where the request came from; absent for what no request asked for. */
  readonly address?: string | null;
}

export interface Audit {
  /** Must succeed before anything runs. Returns the id of the event. */
  begin(subject: AuditSubject): Promise<number>;
  /**
   * Ends an event, unless the store ended it already in the transaction of the change itself. `facts` take the place of
   * those that it began with.
   */
  end(
    eventId: number,
    outcome: "done" | "failed",
    errorCode: ServerErrorCode | null,
    facts?: AuditFacts,
  ): Promise<void>;
  /** One row for what was refused before it began. */
  refuse(subject: AuditSubject, errorCode: ServerErrorCode): Promise<void>;
}

/**
 * Refusals of unknown callers: any sender of requests could otherwise fill the disk. Failed sign-ins have a budget of
 * their own, so that noise at the API does not hide them, nor they anything else.
 */
const anonymousRefusals = { rows: 60, seconds: 10 } as const;
const failedSignIns = { rows: 30, seconds: 60 } as const;
const signInCommands: ReadonlySet<string> = new Set(["sign-in", "set-up"]);

/**
 * `endedEvents`: what a change of the store has ended in its own transaction. `written`: told when an event has ended.
 */
export function createAudit(
  { direct, events }: Database,
  clock: Clock,
  endedEvents: Set<number>,
  written: () => void = () => undefined,
): Audit {
  const anonymous = rowBudget(anonymousRefusals);
  const signIns = rowBudget(failedSignIns);

  async function write(
    subject: AuditSubject,
    outcome: AuditRow["outcome"],
    errorCode: ServerErrorCode | null,
  ): Promise<number> {
    const { actor, address } = subject;
    const credential = actor?.kind === "user" ? actor.sessionId : actor?.kind === "system" ? undefined : actor?.id;
    const at = clock.now();
    const finishedAt = outcome === "unfinished" ? null : at;
    const content: EventContent = {
      at,
      finishedAt,
      actorKind: actor?.kind ?? null,
      actorId: actor?.id ?? null,
      actor: actor?.label ?? "",
      owner: actor?.owner ?? null,
      address: clippedAddress(address),
      credential: credential ?? null,
      role: actor?.role ?? "",
      surface: subject.surface,
      command: clipped(subject.command, 64),
      outcome,
      errorCode,
      facts: JSON.stringify(clippedFacts(subject.facts)),
    };
    const [row] = await direct.$queryRaw<{ id: number }[]>(sql`INSERT INTO "AuditEvent" (${eventColumns})
      VALUES (${eventValues(content)}, ${events.ofEvent(content)}) RETURNING "id"`);
    if (outcome !== "unfinished") written();
    return Number(row?.id);
  }

  return {
    begin: (subject) => write(subject, "unfinished", null),

    async end(eventId, outcome, errorCode, facts) {
      if (!endedEvents.delete(eventId)) {
        const end = { outcome, errorCode, finishedAt: clock.now() };
        const told = facts === undefined ? {} : { facts: JSON.stringify(clippedFacts(facts)) };
        await direct.$executeRaw(endEvent(events, eventId, { ...end, ...told }));
      }
      written();
    },

    async refuse(subject, errorCode) {
      if (subject.actor !== null) {
        await write(subject, "refused", errorCode);
        return;
      }
      const taken = (signInCommands.has(subject.command) ? signIns : anonymous).take(clock.now());
      if (taken === null) return;
      const { leftOut } = taken;
      const facts = leftOut > 0 ? { ...subject.facts, refusalsLeftOut: leftOut } : subject.facts;
      await write({ ...subject, facts }, "refused", errorCode);
    },
  };
}

/** A caller must not be able to make the log grow by what it puts into an allowed field. */
function clippedFacts(facts: AuditFacts): AuditFacts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => {
      if (typeof value === "string") return [name, clipped(value, 200)];
      if (Array.isArray(value)) return [name, value.slice(0, 20).map((item: string) => clipped(item, 200))];
      return [name, value];
    }),
  );
}

function clippedAddress(address: string | null | undefined): string | null {
  return address === undefined || address === null || address === "" ? null : clipped(address, 64);
}

function clipped(text: string, limit: number): string {
  const clean = text.replace(/\p{Cc}/gu, "\uFFFD");
  return clean.length > limit ? `${clean.slice(0, limit)}…` : clean;
}
