import type { Budget } from "./budget.ts";
import type { Path } from "./build.ts";
import { checkCertificate, checkValidity } from "./check-certificate.ts";
import { checkIssuer } from "./check-issuer.ts";
import type { Collector } from "./collector.ts";
import { workingKeyOf } from "./dsa-parameters.ts";
import type { PathFacts } from "./facts.ts";
import { checkNameConstraints, type ConstraintSource } from "./names/name-constraints.ts";
import type { PathProfile, PathPurpose, PeerName } from "./options.ts";
import { checkPeerName } from "./names/peer-name.ts";
import { type PolicyInputs, type PolicyProblem, PolicyState } from "./policy-graph.ts";
import { checkStrictProfile } from "./profile-strict.ts";
import { checkWebProfile } from "./profile-web.ts";
import { checkPurpose } from "./purpose.ts";
import type { Signatures } from "./signatures.ts";

export interface PathCheck {
  readonly at: Date;
  readonly purpose: PathPurpose;
  readonly name: PeerName | null;
  readonly profile: PathProfile;
  readonly hasAnchorConstraints: boolean;
  readonly hasAnchorValidity: boolean;
  readonly maxPathLength: number | null;
  readonly securityBits: number;
  readonly policy: PolicyInputs;
}

/** The state variables of RFC 5280 §6.1.2 that this code keeps in one place; the policies have their own. */
interface State {
  readonly sources: ConstraintSource[];
  readonly policy: PolicyState;
  /** The tightest path length so far: who set it, and how many intermediates have used it up. */
  limit: { readonly allowed: number; readonly setBy: string; used: number };
}

/**
 * RFC 5280 §6.1 over one path, the target first and the anchor last. Everything that is wrong is collected, not only
 * the first; revocation is checked elsewhere. Returns the policies that hold for the path
 * (user-constrained-policy-set).
 */
export function validatePath(
  path: Path,
  check: PathCheck,
  signatures: Signatures,
  budget: Budget,
  collector: Collector,
): string[] {
  const anchor = path.at(-1)!;
  const chain = path.length === 1 ? [...path] : path.slice(0, -1).reverse();
  const state: State = {
    sources: [],
    policy: new PolicyState(check.policy, chain.length),
    limit: { allowed: check.maxPathLength ?? Infinity, setBy: "", used: 0 },
  };
  if (path.length > 1 && check.hasAnchorValidity) checkValidity(anchor, check.at, collector);
  if (path.length > 1 && check.hasAnchorConstraints) enterAnchor(anchor, check, state, signatures, collector);
  let issuer = anchor;
  for (const facts of chain) {
    const isFinal = facts === chain.at(-1);
    if (facts !== anchor) checkSignature(facts, issuer, path, signatures, collector);
    checkValidity(facts, check.at, collector);
    checkCertificate(facts, { securityBits: check.securityBits, isAnchor: facts === anchor }, collector);
    checkProfiles(facts, isFinal ? "final" : "intermediate", check, signatures, collector);
    if (state.sources.length > 0 && (!facts.isSelfIssued || isFinal)) {
      checkNameConstraints(
        facts,
        facts.constrainedNames(!isFinal ? "authority" : check.name === null ? "peer-without-name" : "peer"),
        state.sources,
        budget,
        collector,
      );
    }
    addPolicyProblem(state.policy.enter(facts.policy, isFinal), facts, check, collector);
    if (!isFinal) leave(facts, check, state, collector);
    issuer = facts;
  }
  return finish(chain.at(-1)!, check, state, collector);
}

/** RFC 5937: what the anchor's certificate says about itself binds as if it stood in the path. */
function enterAnchor(
  anchor: PathFacts,
  check: PathCheck,
  state: State,
  signatures: Signatures,
  collector: Collector,
): void {
  checkCertificate(anchor, { securityBits: check.securityBits, isAnchor: true }, collector);
  checkIssuer(anchor, "anchor", collector);
  checkPurpose(anchor, check.purpose, "issuer", collector);
  checkProfiles(anchor, "anchor", check, signatures, collector);
  limitPathLength(anchor, state);
  if (anchor.subtrees !== null) state.sources.push({ facts: anchor, subtrees: anchor.subtrees });
  state.policy.enterAnchor(anchor.policy);
}

/** §6.1.4: what this certificate may do to those below it. */
function leave(facts: PathFacts, check: PathCheck, state: State, collector: Collector): void {
  addPolicyProblem(state.policy.leave(facts.policy), facts, check, collector);
  checkIssuer(facts, "intermediate", collector);
  checkPurpose(facts, check.purpose, "issuer", collector);
  if (facts.subtrees !== null) state.sources.push({ facts, subtrees: facts.subtrees });
  if (!facts.isSelfIssued) {
    const { allowed, setBy } = state.limit;
    const present = ++state.limit.used;
    if (present > allowed) collector.add("path.length-exceeded", facts, { allowed, present, setBy });
  }
  limitPathLength(facts, state);
}

/** §6.1.4 (m): a limit counts only when it is tighter than what is left of the one above. */
function limitPathLength(facts: PathFacts, state: State): void {
  const allowed = facts.basicConstraints?.pathLength ?? Infinity;
  if (allowed < state.limit.allowed - state.limit.used)
    state.limit = { allowed, setBy: facts.reference.subject, used: 0 };
}

/** §6.1.5. */
function finish(target: PathFacts, check: PathCheck, state: State, collector: Collector): string[] {
  checkPurpose(target, check.purpose, "final", collector);
  if (check.name !== null) checkPeerName(target, check.name, collector);
  const { policies, problem } = state.policy.finish(target.policy);
  addPolicyProblem(problem, target, check, collector);
  return policies;
}

function checkSignature(
  facts: PathFacts,
  issuer: PathFacts,
  path: Path,
  signatures: Signatures,
  collector: Collector,
): void {
  const issuerKey = workingKeyOf(issuer, path);
  const verdict =
    issuerKey === issuer.certificate.spki ? signatures.verdict(facts, issuer) : signatures.verdictBy(facts, issuerKey);
  if (verdict === "valid" || verdict === null) return;
  const params = {
    algorithm: facts.algorithm.label,
    issuer: issuer.reference.subject,
  };
  collector.add(verdict === "invalid" ? "path.signature-invalid" : "path.signature-unsupported", facts, params);
}

function checkProfiles(
  facts: PathFacts,
  role: "final" | "intermediate" | "anchor",
  check: PathCheck,
  signatures: Signatures,
  collector: Collector,
): void {
  checkStrictProfile(facts, role, check.profile, signatures, collector);
  if (check.profile === "web") checkWebProfile(facts, role, collector);
}

function addPolicyProblem(
  problem: PolicyProblem | null,
  facts: PathFacts,
  check: PathCheck,
  collector: Collector,
): void {
  switch (problem) {
    case null:
      return;
    case "no-valid-policy":
      return collector.add("path.no-valid-policy", facts, {});
    case "not-accepted":
      return collector.add("path.policy-not-accepted", facts, { accepted: check.policy.initialPolicySet.join(", ") });
    case "maps-any-policy":
      return collector.add("path.policy-maps-any", facts, {});
  }
}
