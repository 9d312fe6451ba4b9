import type { Identity } from "../../../targets/material.ts";
import type { Role } from "../../../targets/plan.ts";
import type { Planned } from "./plan.ts";

/** One certificate that a service asks for, whether it is here or not. */
export interface NeededCertificate {
  /** The stored name that is chosen, or the name of the request to make. */
  readonly name: string;
  /** `offered`: something under another name (`offer`) would do, and is not chosen yet. */
  readonly state: "found" | "requested" | "offered" | "to-make";
  readonly offer: string | null;
  /** ISO 8601; null without a certificate. */
  readonly notAfter: string | null;
  readonly commonName: string | null;
  readonly names: readonly string[];
  readonly profile: "server" | "client" | "server-client" | null;
  readonly audience: Role["audience"];
  /** Who shares it. */
  readonly roles: readonly Pick<Role, "title" | "node">[];
}

/** The certificates of a plan in the order of its requests, then what is chosen and needs no request. */
export function neededCertificates({ plan, material }: Pick<Planned, "plan" | "material">): NeededCertificate[] {
  const asked = plan.requests.map((request): NeededCertificate => {
    const own = plan.roles.filter(({ id }) => request.roles.includes(id));
    const name = own.find(({ identity }) => identity !== null)?.identity ?? request.liveName ?? request.name;
    const identity = material.identities.get(name);
    const [offer] = material.offers.get(request.id) ?? [];
    return {
      name,
      ...stateOf(identity, offer?.identity),
      commonName: request.commonName,
      names: request.subjectAltNames.filter((each) => each !== request.commonName),
      profile: request.profile,
      audience: request.audience,
      roles: own.map(({ title, node }) => ({ title, node })),
    };
  });
  const known = new Set(plan.requests.flatMap(({ roles }) => roles));
  const chosen = new Map<string, Role[]>();
  for (const role of plan.roles)
    if (role.identity !== null && !known.has(role.id))
      chosen.set(role.identity, [...(chosen.get(role.identity) ?? []), role]);
  return [
    ...asked,
    ...[...chosen].map(([name, roles]) => ({
      name,
      ...stateOf(material.identities.get(name), undefined),
      commonName: null,
      names: [],
      profile: null,
      audience: roles[0]!.audience,
      roles: roles.map(({ title, node }) => ({ title, node })),
    })),
  ];
}

function stateOf(
  identity: Identity | undefined,
  offer: Identity | undefined,
): Pick<NeededCertificate, "state" | "offer" | "notAfter"> {
  if (identity?.leaf) return { state: "found", offer: null, notAfter: identity.leaf.notAfter.toISOString() };
  if (offer !== undefined)
    return { state: "offered", offer: offer.name, notAfter: offer.leaf?.notAfter.toISOString() ?? null };
  const isRequested = identity !== undefined && identity.requestFile !== null;
  return { state: isRequested ? "requested" : "to-make", offer: null, notAfter: null };
}
