import { request } from "../parts.ts";
import type { PlannedRequest, Role } from "../plan.ts";
import { chosenName, databaseNodes, type Deployment, type Node, pairName, type Slot } from "./deployment.ts";

/** Id of the request that makes the pair of a slot: one for each name. */
export const requestId = (deployment: Deployment, slot: Slot, node: Node | null): string =>
  slot === "database-server" || slot === "database-client" ? slot : `pair:${pairName(deployment, slot, node)}`;

const slotOfTitle: Readonly<Partial<Record<Role["title"], Slot>>> = {
  "web-bridge-2": "web-bridge",
  "web-bridge-3-https": "web-bridge",
  "web-bridge-3-c2w": "web-bridge-c2w",
};
const slotOf = ({ title }: Role): Slot => slotOfTitle[title] ?? (title as Slot);

/**
 * The two tables of the how-to. Names that several services share are one request with the names of all of them: CN is
 * the cluster's name as soon as a Call Bridge of a cluster is among them, else the machine's.
 */
export function requestsOf(deployment: Deployment, roles: readonly Role[]): PlannedRequest[] {
  const groups = new Map<string, Role[]>();
  for (const role of roles)
    if (role.request !== null) groups.set(role.request, [...(groups.get(role.request) ?? []), role]);
  return [...groups].map(([id, members]) => requestFor(deployment, id, members));
}

function requestFor(deployment: Deployment, id: string, members: readonly Role[]): PlannedRequest {
  const nodes = deployment.nodes.filter((node) => members.some((role) => role.node === node.name));
  const slot = slotOf(members[0]!);
  const name = pairName(deployment, slot, nodes[0] ?? null);
  if (slot === "database-server" || slot === "database-client") return databaseRequest(deployment, slot, name);
  const titles = new Set(members.map(({ title }) => title));
  const isShared = (titles.has("call-bridge") || titles.has("xmpp")) && deployment.isCluster;
  const commonName = isShared ? deployment.sharedName : nodes[0]!.fqdn;
  const uses = new Set(members.flatMap((role) => role.uses));
  return request(
    {
      id,
      name,
      commonName,
      chosenBy: chosenBy(deployment, members),
      subjectAltNames: otherNames(deployment, titles, nodes),
      roles: members.map((role) => role.id),
      profile: uses.size === 2 ? "server-client" : uses.has("client") ? "client" : "server",
      audience: uses.has("client")
        ? "private"
        : (members.find(({ audience }) => audience === "public")?.audience ?? "any"),
    },
    deployment.material,
    { isBare: !titles.has("xmpp") },
  );
}

/** In the order of the how-to: join URL, XMPP domain, machines; then the addresses by which others call Web Admin. */
function otherNames(
  { inputs, isRelease3 }: Deployment,
  titles: ReadonlySet<Role["title"]>,
  nodes: readonly Node[],
): string[] {
  const isWebBridge = titles.has("web-bridge-2") || titles.has("web-bridge-3-https");
  const domain = inputs.xmppDomain === undefined ? [] : [inputs.xmppDomain];
  return [
    ...(isWebBridge && inputs.joinHost !== undefined ? [inputs.joinHost] : []),
    ...(titles.has("xmpp") || (isWebBridge && !isRelease3) ? domain : []),
    ...nodes.map(({ fqdn }) => fqdn),
    ...(titles.has("web-admin") ? nodes.flatMap(({ calledAs }) => calledAs) : []),
  ];
}

function databaseRequest(
  deployment: Deployment,
  slot: "database-server" | "database-client",
  name: string,
): PlannedRequest {
  const [first, ...rest] = [...databaseNodes(deployment)].sort(
    (one, other) => Number(other.database === "primary") - Number(one.database === "primary"),
  );
  const isServer = slot === "database-server";
  return request(
    {
      id: slot,
      name,
      roles: [slot],
      chosenBy: { field: "identities", rows: [{ service: slot }] },
      audience: "private",
      profile: isServer ? "server" : "client",
      commonName: isServer ? first!.fqdn : "postgres",
      subjectAltNames: isServer ? rest.map(({ fqdn }) => fqdn) : [],
    },
    deployment.material,
    { isBare: true },
  );
}

/**
 * A row for each service; of its machine alone where others have a pair of their own. Web Bridge's second pair keeps
 * the name that the plan has for it: without a row it would fall to the first one's.
 */
function chosenBy(deployment: Deployment, members: readonly Role[]): PlannedRequest["chosenBy"] {
  const {
    nodes,
    inputs: { sharing },
  } = deployment;
  if (sharing === "one") return { field: "identities", rows: [{ service: "all" }] };
  const isShared = new Set(members.map(({ title }) => title)).size < members.length || nodes.length === 1;
  const rows = members.flatMap((role): Readonly<Record<string, string>>[] => {
    const node = nodes.find(({ name }) => name === role.node) ?? null;
    const here: Readonly<Record<string, string>> = isShared || node === null ? {} : { node: node.fqdn };
    const second =
      role.title === "web-bridge-3-https" && chosenName(deployment, "web-bridge-c2w", node) === null
        ? [{ service: "web-bridge-c2w", ...here, identity: pairName(deployment, "web-bridge-c2w", node) }]
        : [];
    return [{ service: slotOf(role), ...here }, ...second];
  });
  return {
    field: "identities",
    rows: rows.filter(
      (row, index) => rows.findIndex((each) => each.service === row.service && each.node === row.node) === index,
    ),
  };
}
