import type { TimeProblem } from "../asn1/any-time.ts";
import type { PathFacts } from "../path/facts.ts";
import { reasonOf, type ReceiverReason } from "./reason.ts";

/** Why a date cannot be read by a program that fails at `refused`; null when both can. */
export function dateProblem(facts: PathFacts, refused: ReadonlySet<TimeProblem>): ReceiverReason | null {
  const found = facts.certificate.irregularTimes.find(({ problem }) => refused.has(problem));
  return found === undefined ? null : reasonOf("receiver.unreadable", facts, { problem: "date", detail: found.text });
}
