import "server-only";
import { createHash } from "node:crypto";
import { canonicalFacts } from "./canonical-facts.ts";
import type { EventContent } from "./proofs.ts";

export interface Entry {
  /** 1, 2, 3 … */
  readonly seq: number;
  readonly event: number;
  /** False: the event had not ended when it entered the chain. */
  readonly isEnd: boolean;
}

/**
 * The text of an entry of the chain: JSON with its fields in this order and nothing between them, the facts in the order of
 * their names. `prev` is the hash of the entry before.
 */
export function entryLine({ seq, event, isEnd }: Entry, content: EventContent, prev: string): string {
  const { at, finishedAt, actorKind, actorId, actor, owner, address, credential, role } = content;
  const head = {
    seq,
    event,
    at: at.toISOString(),
    finishedAt: isEnd ? (finishedAt?.toISOString() ?? null) : null,
    ...{ actorKind, actorId, actor, owner, address, credential, role },
    ...{ surface: content.surface, command: content.command },
    outcome: isEnd ? content.outcome : "unfinished",
    errorCode: isEnd ? content.errorCode : null,
  };
  return `${JSON.stringify(head).slice(0, -1)},"facts":${canonicalFacts(content.facts)},"prev":"${prev}"}`;
}

/** The hash of an entry, hex: that of a leaf of RFC 6962 §2.1, so that the chain and the tree have one. */
export function entryHash(line: string): string {
  return createHash("sha256").update("\0").update(line).digest("hex");
}
