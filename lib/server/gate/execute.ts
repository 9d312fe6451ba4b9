import "server-only";
import { randomUUID } from "node:crypto";
import { channel } from "node:diagnostics_channel";
import type { AuditFacts, Command, Context } from "../../commands/command.ts";
import { findCommand } from "../../commands/index.ts";
import { readInputIssues } from "../../commands/input-issues.ts";
import { deny, mayOnAll, type Denial, type Resource, type Touch } from "../../commands/access.ts";
import { denyOnAuthority, isOfRights } from "../../commands/rights.ts";
import { resourcesOf } from "../../commands/mentions.ts";
import type { Actor } from "../../commands/permission.ts";
import { keptFacts } from "../../commands/ports/kept-facts.ts";
import type { FailureData } from "../../pki/failure.ts";
import { Failure, isFailure, type ServerErrorCode, type ServerErrorFacts } from "../error-codes.ts";
import type { Audit, AuditSubject, Surface } from "./audit.ts";
import { openConsole } from "./console.ts";
import { storageFailure } from "../database/storage-failure.ts";
import { log } from "../log.ts";
import type { AskedAuthorities } from "../vault/vault.ts";
import type { Gate } from "./gate.ts";

export interface Request {
  readonly actor: Actor | null;
  readonly surface: Surface;
  /** Name of a command of lib/commands/index.ts. */
  readonly command: string;
  readonly input: unknown;
  /** Where it came from (lib/serve/client-address.ts). */
  readonly address?: string | null;
}

export type Answer<Output = unknown> =
  { readonly ok: true; readonly value: Output } | { readonly ok: false; readonly error: AnswerError };

export type Refusal = Extract<Answer, { readonly ok: false }>;

/** Facts, never a library's words; the sentence is chosen at the surface, in the language of the person. */
export type AnswerError = FailureData<ServerErrorFacts, "params">;

/**
 * Each answer as `{command, surface, actorKind, isOk}`: never an input, an output or a name. A test subscribes to it.
 */
const answers = channel("chainsmith.command");

// The registry holds commands of every input type; after parsing, the input is what this one command takes.
type AnyCommand = Command<string, unknown, unknown>;

/**
 * The gate, the one caller of `run`: actor? → may they? → does the input parse? → confirmed? → the audit event begins,
 * or nothing runs → run → the audit event ends. Every refusal is audited. Never throws.
 */
export async function execute(request: Request, gate?: Gate): Promise<Answer> {
  const answer = await passOrExplain(request, gate);
  if (answers.hasSubscribers) {
    const { command, surface, actor } = request;
    answers.publish({ command, surface, actorKind: actor?.kind ?? null, isOk: answer.ok });
  }
  return answer;
}

async function passOrExplain(request: Request, gate: Gate | undefined): Promise<Answer> {
  try {
    return await pass(request, gate ?? (await openConsole()));
  } catch (error) {
    return { ok: false, error: explained(error, request.command) };
  }
}

/**
 * A refusal before the gate has an input to look at (an unreadable body): audited like the gate's own. Never throws.
 */
export async function refuse(
  { actor, surface, command, address }: Request,
  error: unknown,
  gate?: Gate,
): Promise<Refusal> {
  const answer = explained(error, command);
  try {
    const { audit } = gate ?? (await openConsole());
    await audit.refuse({ actor, surface, command, facts: {}, address: address ?? null }, answer.code);
    return { ok: false, error: answer };
  } catch (failure) {
    return { ok: false, error: explained(failure, command) };
  }
}

async function pass(request: Request, gate: Gate): Promise<Answer> {
  const command = findCommand(request.command) as AnyCommand | undefined;
  const { actor, surface, address = null } = request;
  const subject: AuditSubject = { actor, surface, command: request.command, facts: {}, address };
  const no = (code: ServerErrorCode, facts: ServerErrorFacts[ServerErrorCode], known: AuditSubject = subject) =>
    refused(gate.audit, known, new Failure(code, facts));

  if (actor === null) return no("actor.unknown", {});
  if (command === undefined) return no("command.unknown", { name: request.command.slice(0, 64) });
  const denial = deny(actor, { command: command.name, may: command.permission });
  if (denial !== null) return no(denial.code, denial.facts);

  const reading = await command.input.safeParseAsync(request.input, { reportInput: true });
  if (!reading.success) {
    const issues = readInputIssues(reading.error);
    const fields = [...new Set(issues.map(({ field }) => field))];
    return no("input.malformed", { issues: issues.slice(0, 50) }, { ...subject, facts: { fields } });
  }
  const input = reading.data;
  const known: AuditSubject = { ...subject, facts: command.audit(input) };

  const touched = await touch(gate, command, actor, input);
  if ("code" in touched) return no(touched.code, touched.facts, known);
  if (needsConfirmation(command) && !isConfirmed(input)) {
    const services = (await command.affectedServices?.(gate.contextFor(actor, null).store, input)) ?? [];
    return no("confirmation.required", { what: command.name, name: nameIn(command, input), services }, known);
  }
  const world = (eventId: number | null) => gate.contextFor(actor, eventId, touched.authorities);
  return command.audited === "always"
    ? runAudited(gate, command, world, input, known)
    : runRead(gate, command, world, input, known);
}

/**
 * May the actor, on each thing that the input touches? Things are looked up only where the answer depends on them.
 * Returns the authorities that were asked for, null when any may be used; or why not.
 */
async function touch(
  gate: Gate,
  command: AnyCommand,
  actor: Actor,
  input: unknown,
): Promise<Denial | { readonly authorities: AskedAuthorities | null }> {
  const second = command.alsoNeeds?.(input) ?? null;
  const denial = second === null ? null : deny(actor, { command: command.name, may: second });
  if (denial !== null) return denial;
  const touches = command.on?.(input) ?? [];
  const ports = gate.contextFor(actor, null);
  const rights = touches.some(({ may }) => isOfRights(may)) ? await ports.store.authorityRights() : noRights;
  const isPlain =
    (actor.limits?.authorities ?? null) === null &&
    touches.every(({ may }) => mayOnAll(actor, may)) &&
    !needsRights(touches, rights);
  if (isPlain && gate.looksUpAlways !== true) return { authorities: null };
  const ids = new Set<string>();
  for (const { may, on, templates } of touches) {
    for (const resource of await resourcesOf(on, ports)) {
      const refusal = denyOnAuthority(
        actor,
        { command: command.name, may, on: resource, templates },
        rights.get(resource.id),
      );
      if (refusal !== null) return refusal;
      if (resource.kind === "authority") ids.add(resource.id);
    }
  }
  const permissions = new Set([command.permission, ...touches.map(({ may }) => may)]);
  const denyOn = (on: Resource): Denial | null => {
    for (const may of permissions) {
      const refusal = denyOnAuthority(actor, { command: command.name, may, on }, rights.get(on.id));
      if (refusal !== null) return refusal;
    }
    return null;
  };
  return { authorities: { ids, deny: denyOn } };
}

type KnownRights = Awaited<ReturnType<Context["store"]["authorityRights"]>>;
const noRights: KnownRights = new Map();

/** A key leaves with those alone who were named; signing asks only where someone was named for it. */
function needsRights(touches: readonly Touch[], rights: KnownRights): boolean {
  if (touches.some(({ may }) => may === "key.export-authority")) return true;
  const said = [...rights.values()];
  return touches.some(
    ({ may }) =>
      (may === "certificate.sign" && said.some(({ sign }) => sign !== null)) ||
      (may === "certificate.sign-authority" && said.some(({ makeAuthorities }) => makeAuthorities !== null)),
  );
}

/** The ports for one event; null for a read that has none. */
type World = (auditEventId: number | null) => Context;

async function runAudited(
  gate: Gate,
  command: AnyCommand,
  world: World,
  input: unknown,
  subject: AuditSubject,
): Promise<Answer> {
  const eventId = await gate.audit.begin(subject);
  try {
    const value = await command.run(world(eventId), input);
    await endOrLog(gate.audit, eventId, "done", null);
    return { ok: true, value };
  } catch (error) {
    const answer = explained(error, command.name);
    await endOrLog(gate.audit, eventId, "failed", answer.code, { ...subject.facts, ...keptFacts(answer.params) });
    return { ok: false, error: answer };
  }
}

/** A read that is not worth a row of its own (ADR 0003): only what went wrong is logged. */
async function runRead(
  gate: Gate,
  command: AnyCommand,
  world: World,
  input: unknown,
  subject: AuditSubject,
): Promise<Answer> {
  try {
    return { ok: true, value: await command.run(world(null), input) };
  } catch (error) {
    const answer = explained(error, command.name);
    if (answer.code === "internal") await endOrLog(gate.audit, await gate.audit.begin(subject), "failed", answer.code);
    return { ok: false, error: answer };
  }
}

async function refused(audit: Audit, subject: AuditSubject, failure: Failure): Promise<Answer> {
  await audit.refuse({ ...subject, facts: { ...subject.facts, ...keptFacts(failure.facts) } }, failure.code);
  return { ok: false, error: answerError(failure) };
}

/** The change is made (or not); a log that cannot be ended leaves the row unfinished, which the audit page shows. */
async function endOrLog(
  audit: Audit,
  eventId: number,
  outcome: "done" | "failed",
  code: ServerErrorCode | null,
  facts?: AuditFacts,
): Promise<void> {
  try {
    await audit.end(eventId, outcome, code, facts);
  } catch (error) {
    log.error({ error, eventId }, "the audit event could not be ended");
  }
}

/**
 * A Failure speaks for itself, and a disk or database that fails is said as such. Everything else is a bug: an id for the
 * person, the rest for the log.
 */
export function explained(error: unknown, command: string): AnswerError {
  if (isFailure(error)) return answerError(error);
  const failing = storageFailure(error, "DATA_DIR, DATABASE_URL");
  if (failing !== null) {
    log.error({ error, command: command.slice(0, 64) }, failing.code);
    return answerError(failing);
  }
  const eventId = randomUUID();
  log.error({ error, eventId, command: command.slice(0, 64) }, "internal error");
  return { code: "internal", params: { eventId } };
}

export function answerError(failure: Failure): AnswerError {
  return { code: failure.code, params: failure.facts } as AnswerError;
}

export function needsConfirmation(command: Pick<AnyCommand, "effect">): boolean {
  return command.effect === "replace" || command.effect === "destroy";
}

function isConfirmed(input: unknown): boolean {
  return typeof input === "object" && input !== null && "confirm" in input && input.confirm === true;
}

/**
 * The name of the content that the command would change, for the sentence that asks: its first positional field, or the
 * first audit fact.
 */
function nameIn(command: AnyCommand, input: unknown): string {
  const field = command.positional?.[0];
  const named = field === undefined ? undefined : (input as Readonly<Record<string, unknown>>)[field];
  const first = named ?? Object.values(command.audit(input)).find((fact) => typeof fact === "string");
  return typeof first === "string" ? first : "";
}
