import "server-only";
import pLimit from "p-limit";
import type { Rehearsal } from "../../commands/ports/rehearsal.ts";
import { isFailure } from "../error-codes.ts";
import { log } from "../log.ts";
import {
  endedBefore,
  type AttemptFacts,
  type AttemptQuestion,
  type ProcessEnd,
} from "../../targets/rehearsal/attempt.ts";
import { Child, type EndKey, type Keys } from "./child.ts";

/**
 * Lends a stored key, PEM in clear, and wipes it when the use is over. @throws Failure
 * `key.passphrase-needed`, `key.absent`.
 */
export type LendKey = <T>(fileName: string, use: (pem: Uint8Array) => Promise<T>) => Promise<T>;

export interface RehearsalLimits {
  /** Processes at the most, each with one connection at a time. */
  readonly processes: number;
  /** Milliseconds for one connection, the start of a process included; it is ended after that. */
  readonly attemptMs: number;
  /** Milliseconds without work after which a process is ended. */
  readonly idleMs: number;
  /** Processes that files may end in a minute; then connections wait for the next one. */
  readonly endsInAMinute: number;
}

const usual: RehearsalLimits = { processes: 2, attemptMs: 20_000, idleMs: 20_000, endsInAMinute: 20 };

/** Makes connections. */
type Attempts = Pick<Rehearsal, "attempt">;

export interface OpenRehearsal extends Attempts {
  /** The same processes with the keys that another lender lends: those that a session keeps open. */
  lentBy(lendKey: LendKey): Attempts;
  /** Ends the processes, whatever they are at. */
  close(): void;
}

/** Real connections on the loopback interface, and nowhere else, each in a process that its files may end. */
export function createRehearsal(lendKey: LendKey, given: Partial<RehearsalLimits> = {}): OpenRehearsal {
  const limits = { ...usual, ...given };
  const limit = pLimit(limits.processes);
  const children = new Set<Child>();
  const idle: Child[] = [];
  let ends: number[] = [];
  let isClosed = false;
  let idleTimer: NodeJS.Timeout | null = null;

  function endIdle(): void {
    for (const child of idle.splice(0)) end(child);
  }

  function end(child: Child): void {
    children.delete(child);
    child.kill();
  }

  function idleChild(): Child | undefined {
    const child = idle.pop();
    if (child?.isOver !== true) return child;
    children.delete(child);
    return idleChild();
  }

  function newChild(): Child {
    const child = new Child();
    children.add(child);
    return child;
  }

  function giveBack(child: Child): void {
    idle.push(child);
    if (limit.pendingCount > 0) return;
    if (idleTimer !== null) clearTimeout(idleTimer);
    idleTimer = setTimeout(endIdle, limits.idleMs).unref();
  }

  async function connect(question: AttemptQuestion, keys: Keys): Promise<AttemptFacts> {
    if (idleTimer !== null) clearTimeout(idleTimer);
    const used = idleChild();
    const first = used === undefined ? null : await answerOf(used, question, keys);
    // A process that made other connections before may have ended by those: a new one ends by these files alone.
    const answer = first === null || wasLeftOver(first) ? await answerOfNew(question, keys) : first;
    return "facts" in answer ? answer.facts : endedBefore(answer.end);
  }

  async function answerOfNew(question: AttemptQuestion, keys: Keys): Promise<Told> {
    if (isClosed) throw new Error("the rehearsals are closed");
    ends = ends.filter((at) => at > performance.now() - 60_000);
    if (ends.length >= limits.endsInAMinute) return { end: { reason: "too-often", detail: String(ends.length) } };
    const answer = await answerOf(newChild(), question, keys);
    if ("end" in answer) {
      ends.push(performance.now());
      log.warn(answer.end, "the process of a rehearsal ended");
    }
    return answer;
  }

  async function answerOf(child: Child, question: AttemptQuestion, keys: Keys): Promise<Told> {
    const answer = await child.connect(question, keys, limits.attemptMs);
    if ("facts" in answer) giveBack(child);
    else end(child);
    if ("bug" in answer) throw new Error(answer.bug);
    return answer;
  }

  const attemptWith =
    (lend: LendKey): Rehearsal["attempt"] =>
    (question) =>
      limit(() =>
        withKey(lend, question.serverKey, (server) =>
          withKey(lend, question.clientKey, (client) => connect(question, { server, client })),
        ),
      );

  return {
    attempt: attemptWith(lendKey),
    lentBy: (lend) => ({ attempt: attemptWith(lend) }),
    close() {
      isClosed = true;
      limit.clearQueue();
      for (const child of children) end(child);
    },
  };
}

type Told = { readonly facts: AttemptFacts } | { readonly end: ProcessEnd };

const wasLeftOver = (told: Told): boolean =>
  "end" in told && (told.end.reason === "signal" || told.end.reason === "status");

/** A key that cannot be used is a fact about this end alone: the other connections of a rehearsal go on. */
async function withKey<T>(lendKey: LendKey, fileName: string | null, use: (key: EndKey) => Promise<T>): Promise<T> {
  if (fileName === null) return use(null);
  let isLent = false;
  try {
    return await lendKey(fileName, (pem) => ((isLent = true), use({ pem })));
  } catch (error) {
    if (!isLent && isFailure(error, "key.passphrase-needed")) return use({ problem: "key-locked" });
    if (!isLent && isFailure(error, "key.absent")) return use({ problem: "key-absent" });
    throw error;
  }
}
