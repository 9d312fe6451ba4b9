import { step } from "../parts.ts";
import { note } from "../step-notes.ts";
import type { Step } from "../plan.ts";
import { databaseNodes, type Deployment, type Node, pairName } from "./deployment.ts";
import { filesOfPair } from "./pairs.ts";
import { howTo } from "./roles.ts";
import type { PlannedRequest } from "../plan.ts";

const citation = `${howTo}, step 3`;

interface Cluster {
  readonly primary: Node;
  readonly replicas: readonly Node[];
  readonly connected: readonly Node[];
  readonly authority: string;
  /** `database cluster certs <server key> <server crt> <client key> <client crt> <ca crt>`, and the form of three. */
  readonly serverLine: string;
  readonly clientLine: string;
}

function clusterOf(deployment: Deployment): Cluster | null {
  const { primary, nodes } = deployment;
  if (primary === null) return null;
  const [server, client] = [
    filesOfPair(deployment, "database-server", null),
    filesOfPair(deployment, "database-client", null),
  ];
  const authority = deployment.inputs.databaseAuthority;
  const last = `${client.key} ${client.certificate} ${authority}.crt`;
  return {
    primary,
    authority,
    replicas: nodes.filter(({ database }) => database === "replica"),
    connected: nodes.filter(({ database }) => database === "connect"),
    serverLine: `database cluster certs ${server.key} ${server.certificate} ${last}`,
    clientLine: `database cluster certs ${last}`,
  };
}

/** The order in which a cluster is taken apart: the primary goes last (Cisco 216549, 215421). */
const dismantled = ({ primary, replicas, connected }: Cluster): readonly Node[] => [...connected, ...replicas, primary];
const backup = { backup: "before-database.bak", facts: "before-database.json" } as const;
const removeLines = ["database cluster remove", "database cluster status"] as const;
const all = ({ primary, replicas, connected }: Cluster): readonly Node[] => [primary, ...replicas, ...connected];
const mmp = (id: string, node: Node, lines: readonly string[], extra: Partial<Step>): Step =>
  step({ id: `${id}@${node.name}`, node: node.name, phase: "apply", where: "mmp", lines, citation, ...extra });

const names = (nodes: readonly Node[]): string => nodes.map(({ name }) => name).join(", ");

/**
 * The how-to's third step, row by row: made on the primary, copied, then applied in the order primary, replicas,
 * others.
 */
export function databaseSteps(deployment: Deployment, requests: readonly PlannedRequest[]): Step[] {
  const cluster = clusterOf(deployment);
  if (cluster === null) return [];
  return [
    ...removeSteps(cluster),
    ...makeSteps(deployment, cluster, requests),
    ...copySteps(deployment, cluster),
    ...applySteps(cluster),
  ];
}

const removeSteps = (cluster: Cluster): Step[] => [
  ...all(cluster).map((node) =>
    mmp("database-backup", node, ["backup snapshot before-database"], {
      phase: "make",
      note: note("db-backup", backup),
      citation: "Cisco 215421",
    }),
  ),
  ...dismantled(cluster).map((node) =>
    mmp("database-remove", node, removeLines, {
      phase: "make",
      note: note("db-remove", {
        primary: cluster.primary.name,
        answer: "Y",
        status: "Last command : 'database cluster remove' (Success)",
      }),
      citation: "Cisco 216549",
    }),
  ),
];

const made = (of: "request" | "certificate", { id, roles }: PlannedRequest): Partial<Step> => ({
  proof: { of, request: id },
  roles,
});

function makeSteps(
  deployment: Deployment,
  { primary, authority }: Cluster,
  requests: readonly PlannedRequest[],
): Step[] {
  const [server, client] = [
    requests.find(({ id }) => id === "database-server"),
    requests.find(({ id }) => id === "database-client"),
  ];
  if (server === undefined || client === undefined) return [];
  const authorityName = deployment.inputs.databaseAuthorityName ?? `${authority}.local`;
  const make = (id: string, line: string, extra: Partial<Step>) =>
    mmp(id, primary, [line], { phase: "make", ...extra });
  return [
    make("database-authority", `pki selfsigned ${authority} CN:${authorityName}`, {
      note: note("db-authority", {}),
      proof: { of: "authority", requests: [server.id, client.id] },
      roles: [...server.roles, ...client.roles],
    }),
    make("database-server-request", server.line, { note: note("db-server-request", {}), ...made("request", server) }),
    make("database-client-request", client.line, { note: note("db-client-request", {}), ...made("request", client) }),
    make("database-server-sign", `pki sign ${server.name} ${authority}`, {
      note: note("db-sign", {}),
      ...made("certificate", server),
    }),
    make("database-client-sign", `pki sign ${client.name} ${authority}`, {
      note: note("db-sign", {}),
      ...made("certificate", client),
    }),
  ];
}

function copySteps(deployment: Deployment, cluster: Cluster): Step[] {
  const copy = (id: string, extra: Partial<Step>) =>
    step({ id, node: cluster.primary.name, phase: "copy", citation, ...extra });
  return [
    copy("database-copy-client", { note: note("db-copy-client", { nodes: names(all(cluster)) }) }),
    copy("database-copy-server", { note: note("db-copy-server", { nodes: names(databaseNodes(deployment)) }) }),
    copy("database-copy-authority", { note: note("db-copy-authority", { nodes: names(all(cluster)) }) }),
  ];
}

function applySteps(cluster: Cluster): Step[] {
  const { primary, replicas, connected, serverLine, clientLine } = cluster;
  const localnode = ({ interface: on }: Node): string => `database cluster localnode ${on}`;
  return [
    mmp("database-certs", primary, [serverLine], { note: note("db-certs-server", {}) }),
    mmp("database-localnode", primary, [localnode(primary)], { note: note("db-localnode", {}) }),
    mmp("database-initialize", primary, ["database cluster initialize"], { note: note("db-initialize", {}) }),
    mmp("database-status", primary, ["database cluster status"], { note: note("db-status", {}) }),
    ...replicas.map((node) => mmp("database-certs", node, [serverLine], { note: note("db-certs-server", {}) })),
    ...connected.map((node) => mmp("database-certs", node, [clientLine], { note: note("db-certs-client", {}) })),
    ...replicas.map((node) =>
      mmp("database-join", node, [localnode(node), `database cluster join ${primary.fqdn}`], {
        note: note("db-join", {}),
      }),
    ),
    ...connected.map((node) =>
      mmp("database-connect", node, [localnode(node), `database cluster connect ${primary.fqdn}`], {
        note: note("db-connect", {}),
      }),
    ),
  ];
}

/** No swap under the same name: the cluster is taken apart everywhere and made again. */
export function databaseRenewal(deployment: Deployment): Step[] {
  const cluster = clusterOf(deployment);
  if (cluster === null) return [];
  const { primary, replicas, connected, serverLine, clientLine } = cluster;
  const concerns = [
    pairName(deployment, "database-server", null),
    pairName(deployment, "database-client", null),
    cluster.authority,
  ];
  const renew = (id: string, node: Node, lines: string | readonly string[], extra: Partial<Step> = {}) =>
    mmp(`renew-${id}`, node, [lines].flat(), { phase: "renew", concerns, citation: `${howTo}, step 5`, ...extra });
  return [
    renew("database-status", primary, "database cluster status", {
      note: note("db-which-primary", { primary: primary.name }),
      citation: `${howTo}, troubleshooting`,
    }),
    ...all(cluster).map((node) =>
      renew("database-backup", node, "backup snapshot before-database", {
        note: note("db-backup", backup),
        citation: "Cisco 215421",
      }),
    ),
    ...dismantled(cluster).map((node) =>
      renew("database-remove", node, removeLines, {
        note: note("db-renewal", { primary: primary.name }),
        citation: "Cisco 216549",
      }),
    ),
    ...[primary, ...replicas].map((node) => renew("database-certs", node, serverLine)),
    ...connected.map((node) => renew("database-certs", node, clientLine)),
    renew("database-initialize", primary, "database cluster initialize"),
    ...replicas.map((node) => renew("database-join", node, `database cluster join ${primary.fqdn}`)),
    ...connected.map((node) => renew("database-connect", node, `database cluster connect ${primary.fqdn}`)),
  ];
}
