import { role } from "../parts.ts";
import type { RequiredName, Role, Use } from "../plan.ts";
import type { NameReason, RoleTitle } from "../titles.ts";
import { chosenName, databaseNodes, type Deployment, type Node, type Service, type Slot } from "./deployment.ts";
import { requestId } from "./requests.ts";

export const howTo = "Cisco 214618";
export const edge = "Cisco 221729";

/** One role for each service of each machine, and the two of the database. */
export function rolesOf(deployment: Deployment): Role[] {
  return [
    ...deployment.nodes.flatMap((node) =>
      node.services.flatMap((service) => rolesOfService(deployment, service, node)),
    ),
    ...databaseRoles(deployment),
    ...besideRoles(deployment),
  ];
}

interface Demand {
  readonly title: RoleTitle;
  readonly slot: Slot;
  readonly uses: readonly Use[];
  readonly names: readonly RequiredName[];
  readonly more?: Partial<Role>;
}

function rolesOfService(deployment: Deployment, service: Service, node: Node): Role[] {
  return demandsOf(deployment, service, node).map(({ title, slot, uses, names, more }) =>
    role({
      id: `${title}@${node.name}`,
      title,
      node: node.name,
      identity: chosenName(deployment, slot, node),
      uses,
      names,
      request: requestId(deployment, slot, node),
      commonNameCounts: true,
      citation: `${howTo}, step 2`,
      ...more,
    }),
  );
}

/** Ids of the roles of one service on one machine. */
export const roleIdsOf = (deployment: Deployment, service: Service, node: Node): readonly string[] =>
  demandsOf(deployment, service, node).map(({ title }) => `${title}@${node.name}`);

/** The systems that browsers ask, as far as their rules are known. */
const browsers = ["windows", "apple"] as const;

const named = (reason: NameReason, ...values: readonly (string | undefined)[]): RequiredName[] =>
  values.flatMap((value) => (value === undefined ? [] : [{ value, reason }]));

function demandsOf(deployment: Deployment, service: Service, node: Node): Demand[] {
  const { inputs, isRelease3, isCluster } = deployment;
  const own = named("server-name", node.fqdn);
  switch (service) {
    case "web-admin":
      return [
        {
          title: "web-admin",
          slot: "web-admin",
          uses: ["server"],
          names: [...own, ...named("called-as", ...node.calledAs.filter((name) => name !== node.fqdn))],
          more: { visitors: browsers, ...calledByCucm(deployment) },
        },
      ];
    case "call-bridge": {
      const names = isCluster ? [...named("cluster-name", inputs.clusterName), ...own] : own;
      return [
        {
          title: "call-bridge",
          slot: "call-bridge",
          uses: ["server", "client"],
          names,
          more: { audience: "private", ...calledByCucm(deployment) },
        },
      ];
    }
    case "web-bridge":
      return isRelease3
        ? webBridge3(deployment, node)
        : [
            {
              title: "web-bridge-2",
              slot: "web-bridge",
              uses: ["server"],
              names: [...own, ...named("join-url", inputs.joinHost)],
              more: { audience: "public", visitors: browsers },
            },
          ];
    case "xmpp":
      return isRelease3
        ? []
        : [
            {
              title: "xmpp",
              slot: "xmpp",
              uses: isCluster ? ["server", "client"] : ["server"],
              names: [...named("xmpp-domain", inputs.xmppDomain), ...own],
              more: { wildcard: "unproven", commonNameCounts: false, citation: `${howTo}, step 1` },
            },
          ];
    case "turn":
      return [{ title: "turn", slot: "turn", uses: ["server"], names: own }];
    case "load-balancer":
    case "trunk":
      return isRelease3
        ? []
        : [
            {
              title: service,
              slot: service,
              uses: ["server", "client"],
              names: own,
              more: { confirmation: "unconfirmed", citation: "CMS certificate guidelines 2.9" },
            },
          ];
    case "recorder":
    case "streamer":
      return [
        {
          title: service,
          slot: service,
          uses: ["server"],
          names: service === "streamer" ? own : [],
          more: {
            citation: isRelease3
              ? service === "recorder"
                ? "Cisco 225405"
                : "Cisco 217320"
              : service === "recorder"
                ? "Cisco 202722"
                : "Cisco 211261",
          },
        },
      ];
    case "scheduler":
      return isRelease3
        ? [
            {
              title: "scheduler",
              slot: "scheduler",
              uses: ["client"],
              names: [],
              more: { audience: "private", citation: "Cisco 217367" },
            },
          ]
        : [];
    case "meeting-apps":
      return isRelease3
        ? [
            {
              title: "meeting-apps",
              slot: "meeting-apps",
              uses: ["server"],
              names: own,
              more: { audience: "public", visitors: browsers, commonNameCounts: false, citation: "Cisco 218117" },
            },
          ]
        : [];
    case "h323-gateway":
      return isRelease3
        ? []
        : [
            {
              title: "h323-gateway",
              slot: "h323-gateway",
              uses: ["server"],
              names: [],
              more: { citation: "Cisco 210441" },
            },
          ];
    case "uploader":
      return [];
  }
}

/** It refuses wildcards and certificates that signed themselves, at Web Admin and on its trunk to the Call Bridge. */
const calledByCucm = ({ inputs }: Deployment): Partial<Role> =>
  inputs.usesCucm ? { strictCaller: "CUCM", citation: "Cisco 213820" } : {};

function webBridge3({ inputs }: Deployment, node: Node): Demand[] {
  return [
    {
      title: "web-bridge-3-https",
      slot: "web-bridge",
      uses: ["server"],
      names: named("join-url", inputs.joinHost),
      more: { audience: "public", visitors: browsers, commonNameCounts: false, citation: edge },
    },
    {
      title: "web-bridge-3-c2w",
      slot: "web-bridge-c2w",
      uses: ["server"],
      names: named("c2w-url", node.fqdn),
      // The host may stand in the alternative names or in the common name (Preferred Architecture 14).
      more: { citation: edge },
    },
  ];
}

function databaseRoles(deployment: Deployment): Role[] {
  const nodes = databaseNodes(deployment);
  if (nodes.length === 0) return [];
  const step = `${howTo}, step 3`;
  return [
    role({
      id: "database-server",
      title: "database-server",
      identity: chosenName(deployment, "database-server", null),
      uses: ["server"],
      verifiedBy: ["trust-database"],
      names: nodes.flatMap(({ fqdn }) => named("database-node", fqdn)),
      request: "database-server",
      commonNameCounts: nodes.length === 1,
      audience: "private",
      citation: step,
      wildcard: "unproven",
    }),
    role({
      id: "database-client",
      title: "database-client",
      identity: chosenName(deployment, "database-client", null),
      uses: ["client"],
      verifiedBy: ["trust-database"],
      commonName: "postgres",
      request: "database-client",
      audience: "private",
      citation: step,
      wildcard: "refused",
    }),
  ];
}

/** Certificates that no machine of the deployment presents: Expressway-E's at the join URL, and those of single sign-on. */
function besideRoles({ inputs, isRelease3 }: Deployment): Role[] {
  const sso = (title: "sso-sign" | "sso-encrypt", identity: string | undefined): Role[] =>
    identity === undefined || !isRelease3
      ? []
      : [role({ id: title, title, identity, uses: [], citation: "Cisco 221573" })];
  return [
    ...(inputs.expressway === undefined
      ? []
      : [
          role({
            id: "expressway-e",
            title: "expressway-e",
            identity: inputs.expressway,
            uses: ["server"],
            names: named("join-url", inputs.joinHost),
            needsKey: false,
            audience: "public",
            visitors: browsers,
            citation: "Cisco 210800; Cisco 211301",
          }),
        ]),
    ...sso("sso-sign", inputs.ssoSign),
    ...sso("sso-encrypt", inputs.ssoEncrypt),
  ];
}
