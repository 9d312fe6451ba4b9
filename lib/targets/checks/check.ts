import {
  type Authority,
  type CheckResult,
  type Fix,
  type PreflightCode,
  type PreflightFacts,
  type Status,
} from "../preflight.ts";
import type { Identity, Material } from "../material.ts";
import type { PlannedRequest, Role, TrustList } from "../plan.ts";

/** A role with what the inputs chose for it. */
export interface RoleView {
  readonly role: Role;
  readonly identity: Identity | null;
  readonly material: Material;
  /** The request that would make the right certificate. */
  readonly request: PlannedRequest | null;
  /** The certificates that the other side trusts; empty: its own root. */
  readonly trusts: readonly TrustList[];
}

export type Outcome<C extends PreflightCode> = {
  readonly [S in keyof PreflightFacts[C] & Status]: {
    readonly status: S;
    readonly params: PreflightFacts[C][S];
    readonly fix?: Fix | null;
    /** Instead of the rule's own: the service that asks for it. */
    readonly by?: Authority;
  };
}[keyof PreflightFacts[C] & Status];

/** One rule about one subject: a file each, listed by hand in roles.ts and trusts.ts. `find` never throws. */
export interface Rule<Subject, C extends PreflightCode = PreflightCode> extends Authority {
  readonly code: C;
  find(subject: Subject): readonly Outcome<C>[];
}

interface AnyOutcome {
  readonly status: Status;
  readonly params: CheckResult["params"];
  readonly fix?: Fix | null;
  readonly by?: Authority;
}

export const roleRule = <C extends PreflightCode>(rule: Rule<RoleView, C>): Rule<RoleView> =>
  rule as unknown as Rule<RoleView>;

export interface TrustView {
  readonly list: TrustList;
  readonly material: Material;
}
export const trustRule = <C extends PreflightCode>(rule: Rule<TrustView, C>): Rule<TrustView> =>
  rule as unknown as Rule<TrustView>;

export function resultsOf<Subject>(
  rules: readonly Rule<Subject>[],
  subject: Subject,
  about: string | null,
): CheckResult[] {
  return rules.flatMap((rule) =>
    rule.find(subject).map((outcome): CheckResult => {
      const { status, params, fix, by } = outcome as AnyOutcome;
      const { citation, confirmation } = by ?? rule;
      return { code: rule.code, status, params, about, citation, confirmation, fix: fix ?? null };
    }),
  );
}

/** The request whose certificate would fix it, when there is one; choosing what is stored already and fits. */
export function requestFix(view: RoleView): Fix | null {
  const { request } = view;
  if (request === null) return null;
  const { name, commonName, subjectAltNames, profile, liveName } = request;
  const [offer] = view.material.offers.get(request.id) ?? [];
  if (offer !== undefined && request.chosenBy !== null)
    // A request in the place of a live certificate would stop the service: it is certified first.
    return liveName !== null && offer.has === "request"
      ? { code: "fix.sign", params: { request: offer.identity.name, profile } }
      : { code: "fix.use", params: { request: request.id, name: offer.identity.name } };
  return { code: "fix.request", params: { name, commonName, subjectAltNames: subjectAltNames.join(",") } };
}

/**
 * The next certificate under the same name, for what time and keys have made of it: the subject is right. `names`: those
 * that it lacks, which the form of the renewal then proposes.
 */
export function renewFix(view: RoleView, names: readonly string[] = []): Fix | null {
  const { identity, request } = view;
  const [offer] = view.material.offers.get(request?.id ?? "") ?? [];
  if (!identity?.leaf || offer !== undefined) return requestFix(view);
  return { code: "fix.renew", params: { name: identity.name, names: names.join(",") } };
}

/** A missing issuer by its name: taken from the roots that Node.js carries where it is one of them, else uploaded. */
export function rootFix(issuer: string, { publicRoots }: Pick<Material, "publicRoots">, list: string): Fix {
  const sha256 = publicRoots.get(issuer);
  return sha256 === undefined
    ? { code: "fix.upload", params: { what: issuer } }
    : { code: "fix.take-root", params: { root: issuer, sha256, list } };
}

/** Where the role's own demand stands. */
export const demandOf = ({ role }: RoleView): Authority => ({
  citation: role.citation,
  confirmation: role.confirmation,
});
