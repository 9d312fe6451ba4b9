/**
 * Certificate policies along a path: RFC 5280 §6.1 with the policy graph of RFC 9618, which gives the results of the
 * old policy tree without its exponential growth. One node per policy and depth; every loop is linear in what the
 * certificates list.
 */

export const anyPolicy = "2.5.29.32.0";

interface Node {
  readonly policy: string;
  readonly parents: Set<Node>;
  expected: readonly string[];
}

export interface PolicyInputs {
  /** Policies that the relying party accepts; `anyPolicy` for all. */
  readonly initialPolicySet: readonly string[];
  readonly isExplicitPolicyRequired: boolean;
  readonly isPolicyMappingInhibited: boolean;
  readonly isAnyPolicyInhibited: boolean;
}

/** The policy extensions of one certificate; null where one is absent. */
export interface CertificatePolicyFacts {
  readonly policies: readonly string[] | null;
  readonly mappings: readonly { readonly issuer: string; readonly subject: string }[] | null;
  readonly requireExplicit: number | null;
  readonly inhibitMapping: number | null;
  readonly inhibitAny: number | null;
  readonly isSelfIssued: boolean;
}

export type PolicyProblem = "no-valid-policy" | "maps-any-policy" | "not-accepted";

export class PolicyState {
  readonly #inputs: PolicyInputs;
  #levels: Map<string, Node>[] | null;
  #explicitPolicy: number;
  #policyMapping: number;
  #inhibitAny: number;

  /** `length` is n of RFC 5280 §6.1: certificates below the anchor. */
  constructor(inputs: PolicyInputs, length: number) {
    this.#inputs = inputs;
    this.#levels = [new Map([[anyPolicy, { policy: anyPolicy, parents: new Set(), expected: [anyPolicy] }]])];
    this.#explicitPolicy = inputs.isExplicitPolicyRequired ? 0 : length + 1;
    this.#policyMapping = inputs.isPolicyMappingInhibited ? 0 : length + 1;
    this.#inhibitAny = inputs.isAnyPolicyInhibited ? 0 : length + 1;
  }

  /** False once a certificate left no policy that holds for the whole path (valid_policy_graph is NULL). */
  get hasPolicies(): boolean {
    return this.#levels !== null;
  }

  /** RFC 5937 §3: the anchor's own policies, mappings and constraints, as far as its certificate states any. */
  enterAnchor(facts: CertificatePolicyFacts): void {
    if (facts.policies !== null) {
      this.enter(facts, false);
      this.leave({ ...facts, isSelfIssued: true });
      return;
    }
    this.leave({ ...facts, mappings: null, isSelfIssued: true });
  }

  /** §6.1.3 (d)–(f). */
  enter(facts: CertificatePolicyFacts, isFinal: boolean): PolicyProblem | null {
    if (facts.policies === null) this.#levels = null;
    else if (this.#levels !== null) {
      const acceptsAny = this.#inhibitAny > 0 || (!isFinal && facts.isSelfIssued);
      const level = nextLevel(this.#levels.at(-1)!, facts.policies, acceptsAny);
      if (level.size === 0) this.#levels = null;
      else this.#levels.push(level);
    }
    return this.#explicitPolicy > 0 || this.#levels !== null ? null : "no-valid-policy";
  }

  /** §6.1.4 (a), (b), (h)–(j). */
  leave(facts: CertificatePolicyFacts): PolicyProblem | null {
    for (const { issuer, subject } of facts.mappings ?? []) {
      if (issuer === anyPolicy || subject === anyPolicy) return "maps-any-policy";
    }
    if (facts.mappings !== null && this.#levels !== null) this.#map(this.#levels, facts.mappings);
    if (!facts.isSelfIssued) {
      this.#explicitPolicy = Math.max(0, this.#explicitPolicy - 1);
      this.#policyMapping = Math.max(0, this.#policyMapping - 1);
      this.#inhibitAny = Math.max(0, this.#inhibitAny - 1);
    }
    this.#explicitPolicy = Math.min(this.#explicitPolicy, facts.requireExplicit ?? Infinity);
    this.#policyMapping = Math.min(this.#policyMapping, facts.inhibitMapping ?? Infinity);
    this.#inhibitAny = Math.min(this.#inhibitAny, facts.inhibitAny ?? Infinity);
    return null;
  }

  #map(levels: Map<string, Node>[], mappings: readonly { issuer: string; subject: string }[]): void {
    const level = levels.at(-1)!;
    const targets = new Map<string, Set<string>>();
    for (const { issuer, subject } of mappings) {
      const subjects = targets.get(issuer) ?? new Set();
      targets.set(issuer, subjects.add(subject));
    }
    const any = level.get(anyPolicy);
    for (const [policy, subjects] of targets) {
      const node = level.get(policy);
      if (this.#policyMapping === 0) level.delete(policy);
      else if (node !== undefined) node.expected = [...subjects];
      else if (any !== undefined) level.set(policy, { policy, parents: new Set(any.parents), expected: [...subjects] });
    }
    if (level.size === 0) this.#levels = null;
  }

  /** §6.1.5 (a), (b), (g): the policies that hold for the path, or why it is not acceptable. */
  finish(last: CertificatePolicyFacts): { policies: string[]; problem: PolicyProblem | null } {
    if (this.#explicitPolicy > 0) this.#explicitPolicy--;
    if (last.requireExplicit === 0) this.#explicitPolicy = 0;
    const policies = this.#userConstrainedPolicies();
    const isAcceptable = this.#explicitPolicy > 0 || policies.length > 0;
    return { policies, problem: isAcceptable ? null : this.#levels === null ? "no-valid-policy" : "not-accepted" };
  }

  #userConstrainedPolicies(): string[] {
    if (this.#levels === null) return [];
    const authority = authorityPolicies(this.#levels);
    const accepted = this.#inputs.initialPolicySet;
    if (accepted.includes(anyPolicy)) return [...authority].sort();
    return [...new Set(accepted)].filter((policy) => authority.has(anyPolicy) || authority.has(policy)).sort();
  }
}

/** §6.1.3 (d)(1) and (2). */
function nextLevel(previous: Map<string, Node>, policies: readonly string[], acceptsAny: boolean): Map<string, Node> {
  const expecting = new Map<string, Node[]>();
  for (const node of previous.values()) {
    for (const policy of node.expected) {
      const nodes = expecting.get(policy);
      if (nodes === undefined) expecting.set(policy, [node]);
      else nodes.push(node);
    }
  }
  const any = previous.get(anyPolicy);
  const level = new Map<string, Node>();
  for (const policy of policies) {
    if (policy === anyPolicy) continue;
    const parents = expecting.get(policy) ?? (any === undefined ? [] : [any]);
    if (parents.length > 0) level.set(policy, { policy, parents: new Set(parents), expected: [policy] });
  }
  if (!policies.includes(anyPolicy) || !acceptsAny) return level;
  for (const [policy, parents] of expecting) {
    if (!level.has(policy)) level.set(policy, { policy, parents: new Set(parents), expected: [policy] });
  }
  return level;
}

/** Policies whose branch leaves anyPolicy, of the nodes that still reach the last depth (RFC 9618 §5.5). */
function authorityPolicies(levels: readonly Map<string, Node>[]): Set<string> {
  const found = new Set<string>();
  let alive = new Set(levels.at(-1)!.values());
  if (levels.at(-1)!.has(anyPolicy)) found.add(anyPolicy);
  for (let depth = levels.length - 1; depth > 0; depth--) {
    const above = new Set<Node>();
    for (const node of alive) {
      for (const parent of node.parents) {
        above.add(parent);
        if (parent.policy === anyPolicy && node.policy !== anyPolicy) found.add(node.policy);
      }
    }
    alive = above;
  }
  return found;
}
