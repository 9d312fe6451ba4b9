import { basicConstraintsOf, type Certificate } from "../pki/x509/certificate.ts";
import { requestedNameLists } from "../pki/issue/requested-names.ts";
import { commonNameOf } from "../pki/x509/name.ts";
import { isFailure } from "../pki/failure.ts";
import { coversName, isCovered } from "./checks/name-covered.ts";
import { checkRoles } from "./checks/roles.ts";
import type { Identity, Material, Offer } from "./material.ts";
import type { DraftPlan, PlannedRequest, Role } from "./plan.ts";

/** What is stored under another name, or under the plan's own, and would do where the plan asks for a new certificate. */

/**
 * Those of the candidates that fit, the best first: the plan's own name, certificates before requests, what ends last
 * before the rest. A certificate fits when every check of its roles would pass but the one for issuers that are not
 * here; a request when it asks for the common name and all names of the planned one.
 */
export function offersOf(
  request: PlannedRequest,
  plan: DraftPlan,
  material: Material,
  candidates: readonly Identity[],
): readonly Offer[] {
  const own = plan.roles.filter(({ id }) => request.roles.includes(id));
  const chosen = new Set(own.map(({ identity }) => identity));
  const elsewhere = inOtherCircles(own, plan);
  const offers = candidates
    .filter(({ name, key }) => key === "present" && !chosen.has(name) && !elsewhere.has(name))
    .flatMap((identity): Offer[] => {
      if (identity.leaf !== null)
        return certificateFits(identity, request, plan, material) ? [{ identity, has: "certificate" }] : [];
      return requestFits(identity, request) ? [{ identity, has: "request" }] : [];
    });
  const rank = ({ identity, has }: Offer): number =>
    identity.name === request.name ? 0 : has === "certificate" ? 1 : 2;
  const end = ({ identity }: Offer): number => identity.leaf?.notAfter.getTime() ?? 0;
  return offers.toSorted((one, other) => rank(one) - rank(other) || end(other) - end(one));
}

/**
 * What the plan has chosen where a list of its own decides who is let in, as among the nodes of a database: its certificate
 * has names that others ask for too, and belongs nowhere else.
 */
function inOtherCircles(own: readonly Role[], { roles }: DraftPlan): ReadonlySet<string> {
  const circles = new Set(own.flatMap(({ verifiedBy }) => verifiedBy));
  return new Set(
    roles.flatMap(({ identity, verifiedBy }) =>
      identity !== null && verifiedBy.length > 0 && !verifiedBy.some((list) => circles.has(list)) ? [identity] : [],
    ),
  );
}

/** The issuers may come later: what a public authority sent is chosen before its chain is here. */
const mayFail: ReadonlySet<string> = new Set(["chain.complete"]);

function certificateFits(identity: Identity, request: PlannedRequest, plan: DraftPlan, material: Material): boolean {
  if (basicConstraintsOf(identity.leaf!)?.isCa === true) return false;
  const roles = plan.roles
    .filter(({ id }) => request.roles.includes(id))
    .map((role) => ({ ...role, identity: identity.name }));
  // Where no name is looked for, any certificate would pass: it has to be that of the machine all the same.
  const isLookedFor = roles.some(({ names, commonName }) => names.length > 0 || commonName !== null);
  if (!isLookedFor && !isOf(identity.leaf!, request.commonName)) return false;
  const checks = checkRoles({
    roles,
    trusts: plan.trusts,
    requests: plan.requests,
    material: { ...material, identities: new Map([...material.identities, [identity.name, identity]]) },
  });
  return checks.every(({ status, code }) => (status !== "fail" && status !== "unknown") || mayFail.has(code));
}

const isOf = (leaf: Certificate, name: string): boolean =>
  coversName(leaf, name) || commonNameOf(leaf.subject) === name;

/** The stored request does not ask for some name of the planned one. */
export const lacksNames = (identity: Identity, planned: PlannedRequest): boolean =>
  !asksForNames(identity, planned) && planned.subjectAltNames.length > 0;

const requestFits = (identity: Identity, planned: PlannedRequest): boolean =>
  identity.request !== null &&
  commonNameOf(identity.request.subject) === planned.commonName &&
  asksForNames(identity, planned);

function asksForNames({ request }: Identity, planned: PlannedRequest): boolean {
  if (request === null) return false;
  try {
    const [names = [], ...others] = requestedNameLists(request);
    // A bare `pki csr` names its host in the common name alone; it becomes an alternative name when it is signed.
    const isNamed = (name: string): boolean =>
      isCovered(names, name) || (names.length === 0 && name === commonNameOf(request.subject));
    return others.length === 0 && planned.subjectAltNames.every(isNamed);
  } catch (error) {
    if (isFailure(error)) return false;
    throw error;
  }
}
