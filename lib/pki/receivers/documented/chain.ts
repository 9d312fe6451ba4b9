import type { PathFacts } from "../../path/facts.ts";
import type { Asked } from "../asked.ts";
import { reasonOf, type ReceiverReason } from "../reason.ts";

/** A chain of names and signatures from the target to something trusted is what every maker demands. */
export function chainProblem(asked: Asked): ReceiverReason | null {
  const { target, anchors, sent } = asked;
  if (anchors.includes(target)) return null;
  let end = target;
  const reached = new Set<PathFacts>([target]);
  // A Set is walked in the order of insertion, what is added on the way included.
  for (const child of reached) {
    end = child;
    const signs = (each: PathFacts): boolean =>
      each.subjectKey === child.issuerKey && asked.signed(child, each) !== "invalid";
    if (anchors.some(signs)) return null;
    for (const each of sent.filter(signs)) reached.add(each);
  }
  return end.isSelfIssued && asked.holds(end, end)
    ? reasonOf("receiver.self-signed", end, {})
    : reasonOf("receiver.issuer-missing", end, { issuer: end.issuerText });
}
