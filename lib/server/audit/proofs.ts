import "server-only";
import { createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { canonicalFacts } from "./canonical-facts.ts";

/** What an event of the log holds when it is written. */
export interface EventContent {
  readonly at: Date;
  readonly finishedAt: Date | null;
  readonly actorKind: string | null;
  readonly actorId: string | null;
  readonly actor: string;
  readonly owner: string | null;
  readonly address: string | null;
  readonly credential: string | null;
  readonly role: string;
  readonly surface: string;
  readonly command: string;
  readonly outcome: string;
  readonly errorCode: string | null;
  /** JSON. */
  readonly facts: string;
}

/** How an event ended; with facts, when they became others by its end. */
export interface EventEnd extends Pick<EventContent, "outcome" | "errorCode" | "finishedAt"> {
  /** JSON. */
  readonly facts?: string;
}

export interface ProvenCells extends EventContent {
  readonly id: number;
  readonly proof: string | null;
  readonly endProof: string | null;
}

/**
 * Proofs that a console wrote an event: an HMAC under a key that is derived from the master key, so that who writes into
 * the database can write none. They travel in the statements that write the event, and are held against it before it
 * enters the chain (sealer.ts), from where on the chain itself protects it.
 */
export class EventProofs {
  #keys: readonly Buffer[] = [];

  /** The first one proves; events of every one are taken as proved. */
  useKeys(keys: readonly Buffer[]): void {
    this.#keys = keys;
  }

  /** Of an event as it is written first; null without a key. */
  ofEvent(content: EventContent): string | null {
    const [key] = this.#keys;
    if (key === undefined) return null;
    const nonce = randomBytes(9).toString("base64url");
    return `${nonce}${mac(key, eventText(nonce, content))}${mac(key, factsText(nonce, content.facts))}`;
  }

  /** Of the end of an event that was written as unfinished; null without a key. */
  ofEnd(id: number, end: EventEnd): string | null {
    const [key] = this.#keys;
    return key === undefined ? null : mac(key, endText(id, end));
  }

  isProven(cells: ProvenCells): boolean {
    const { proof } = cells;
    if (proof === null) return false;
    const nonce = proof.slice(0, 12);
    return this.#keys.some((key) => {
      const isOf = (content: EventContent) => isEqual(proof.slice(12, 44), mac(key, eventText(nonce, content)));
      const hasFacts = isEqual(proof.slice(44), mac(key, factsText(nonce, cells.facts)));
      if (isOf(cells)) return hasFacts;
      const begun = { ...cells, outcome: "unfinished", errorCode: null, finishedAt: null };
      return isOf(begun) && (this.#isEnd(cells, true) || (hasFacts && this.#isEnd(cells, false)));
    });
  }

  /** The end alone: of an event from before there were proofs. */
  isEndProven(cells: ProvenCells): boolean {
    return this.#isEnd(cells, false) || this.#isEnd(cells, true);
  }

  /** The end may have been written under another key than the beginning: a rewrap lay between. */
  #isEnd({ id, endProof, outcome, errorCode, finishedAt, facts }: ProvenCells, withFacts: boolean): boolean {
    const end = { outcome, errorCode, finishedAt, ...(withFacts ? { facts } : {}) };
    return endProof !== null && this.#keys.some((key) => isEqual(endProof, mac(key, endText(id, end))));
  }
}

const mac = (key: Buffer, text: string): string =>
  createHmac("sha256", key).update(text).digest("base64url").slice(0, 32);

function isEqual(one: string, other: string): boolean {
  const [left, right] = [Buffer.from(one), Buffer.from(other)];
  return left.length === right.length && timingSafeEqual(left, right);
}

function eventText(nonce: string, content: EventContent): string {
  const { at, finishedAt, actorKind, actorId, actor, owner, address, credential, role } = content;
  const { surface, command, outcome, errorCode } = content;
  return JSON.stringify([
    "event",
    nonce,
    at.getTime(),
    finishedAt?.getTime() ?? null,
    ...[actorKind, actorId, actor, owner, address, credential, role, surface, command, outcome, errorCode],
  ]);
}

const factsText = (nonce: string, facts: string): string => JSON.stringify(["facts", nonce, canonicalFacts(facts)]);

function endText(id: number, { outcome, errorCode, finishedAt, facts }: EventEnd): string {
  const end = ["end", id, outcome, errorCode, finishedAt?.getTime() ?? null];
  return JSON.stringify(facts === undefined ? end : [...end, canonicalFacts(facts)]);
}
