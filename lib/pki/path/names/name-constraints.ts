import type { Budget } from "../budget.ts";
import type { Collector } from "../collector.ts";
import { isDnsNameWithin, mayTouchDnsSubtree } from "./dns-name.ts";
import type { PathFacts } from "../facts.ts";
import { ipv4Of, isIpAddressWithin } from "./ip-name.ts";
import { isMailboxWithin } from "./mail-name.ts";
import type { PathName } from "./path-name.ts";
import type { PathSubtree, PathSubtrees } from "./subtree.ts";
import { isUriHostWithin } from "./uri-name.ts";

/** The name constraints of one CA of the path. Its own issuer's stay beside it: a name must lie inside every one. */
export interface ConstraintSource {
  readonly facts: PathFacts;
  readonly subtrees: PathSubtrees;
}

const formOf = (name: PathName): string => (name.kind === "unsupported" ? name.form : name.kind);
const none: readonly PathSubtree[] = [];

/**
 * RFC 5280 §6.1.3 (b) and (c) for one certificate. Keeping the sources apart instead of intersecting the subtrees gives
 * the same verdict and can say whose constraint it was. One finding per source and certificate: thousands explain
 * nothing.
 */
export function checkNameConstraints(
  facts: PathFacts,
  names: readonly PathName[],
  sources: readonly ConstraintSource[],
  budget: Budget,
  collector: Collector,
): void {
  for (const source of sources) {
    if (!isAffordable(names, source.subtrees, budget)) return;
    if (addUnreadable(facts, source, collector)) continue;
    for (const name of names) if (rejects(facts, name, source, collector)) break;
  }
}

/**
 * Constraints on X.400 addresses, EDI parties and registered identifiers are refused whatever the names are: RFC 5280
 * §4.2.1.10 advises against them, no authority in use sets them, and Botan refuses them too. A constraint on an
 * otherName (Windows sets some) stands in the way only of names of that type.
 */
function addUnreadable(
  facts: PathFacts,
  { facts: { reference }, subtrees }: ConstraintSource,
  collector: Collector,
): boolean {
  const kind = ["x400Address", "ediPartyName", "registeredID"].find(
    (form) => subtrees.permitted.has(form) || subtrees.excluded.has(form),
  );
  if (kind === undefined) return false;
  collector.add("path.name-constraint-unsupported", facts, { kind, name: "", constrainedBy: reference.subject });
  return true;
}

/** All comparisons are paid for before the first: a refusal must not depend on the order of the names. */
function isAffordable(names: readonly PathName[], subtrees: PathSubtrees, budget: Budget): boolean {
  let comparisons = 0;
  for (const name of names) {
    const form = formOf(name);
    comparisons += (subtrees.permitted.get(form)?.length ?? 0) + (subtrees.excluded.get(form)?.length ?? 0);
  }
  return budget.spend("comparisons", comparisons);
}

function rejects(facts: PathFacts, name: PathName, source: ConstraintSource, collector: Collector): boolean {
  const form = formOf(name);
  const permitted = source.subtrees.permitted.get(form);
  const excluded = source.subtrees.excluded.get(form) ?? none;
  if (permitted === undefined && excluded.length === 0) return false;
  const constrainedBy = source.facts.reference.subject;
  const about = { kind: form, name: name.text, constrainedBy };
  if (name.kind === "unsupported" || isUtf8AgainstMailbox(name, [...(permitted ?? none), ...excluded])) {
    collector.add("path.name-constraint-unsupported", facts, about);
    return true;
  }
  // RFC 5280 §4.2.1.10: a URI without a host name must be rejected; the other forms by the same reasoning.
  if (name.isMalformed) {
    collector.add("path.name-malformed", facts, { kind: form, name: name.text });
    return true;
  }
  const hit = excluded.find((subtree) => touches(name, subtree));
  if (hit !== undefined) {
    collector.add("path.name-excluded", facts, { ...about, excluded: hit.text });
    return true;
  }
  if (permitted === undefined || permitted.some((subtree) => isWithin(name, subtree))) return false;
  collector.add("path.name-not-permitted", facts, { ...about, permitted: listed(permitted) });
  return true;
}

/** RFC 9598 §6: a constraint on one mailbox says nothing that could be applied to an SmtpUTF8Mailbox. */
const isUtf8AgainstMailbox = (name: PathName, subtrees: readonly PathSubtree[]): boolean =>
  name.kind === "email" && name.isUtf8 && subtrees.some(({ text }) => text.includes("@"));

const listed = (subtrees: readonly PathSubtree[]): string => {
  const shown = subtrees
    .slice(0, 5)
    .map((subtree) => subtree.text)
    .join(", ");
  return subtrees.length > 5 ? `${shown}, …` : shown;
};

function isWithin(name: PathName, subtree: PathSubtree): boolean {
  switch (name.kind) {
    case "dns":
      return subtree.kind === "dns" && isDnsNameWithin(name.lowered, subtree.text);
    case "email":
      return subtree.kind === "email" && name.mailbox !== null && isMailboxWithin(name.mailbox, subtree.text);
    case "uri":
      return subtree.kind === "uri" && name.host !== null && isUriHostWithin(name.host, subtree.text);
    case "ip":
      return subtree.kind === "ip" && isIpAddressWithin(name.octets, subtree.octets);
    case "directory":
      return subtree.kind === "directory" && isPrefix(subtree.rdns, name.rdns);
    case "unsupported":
      return false;
  }
}

/** An excluded subtree is met by everything that the name may stand for. */
function touches(name: PathName, subtree: PathSubtree): boolean {
  if (name.kind === "dns") return subtree.kind === "dns" && mayTouchDnsSubtree(name.lowered, subtree.text);
  if (isWithin(name, subtree)) return true;
  const mapped = name.kind === "ip" && subtree.kind === "ip" ? ipv4Of(name.octets) : null;
  return mapped !== null && subtree.kind === "ip" && isIpAddressWithin(mapped, subtree.octets);
}

function isPrefix(prefix: readonly string[], rdns: readonly string[]): boolean {
  return prefix.length <= rdns.length && prefix.every((key, index) => key === rdns[index]);
}
