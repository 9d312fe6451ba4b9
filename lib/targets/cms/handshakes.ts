import { anchorOf, chainOf, derOf, handshake } from "../parts.ts";
import type { Handshake } from "../handshake.ts";
import type { Identity } from "../material.ts";
import type { HandshakeTitle } from "../titles.ts";
import {
  chosenName,
  databaseNodes,
  type Deployment,
  type Node,
  nodesWith,
  pairOf,
  type Service,
  type Slot,
} from "./deployment.ts";
import type { CmsTrust } from "./trusts.ts";

/** Every connection of the deployment, both ends with exactly the files of their machines. */
export function handshakesOf(deployment: Deployment, trusts: readonly CmsTrust[]): Handshake[] {
  const ends = { deployment, trusts };
  return [
    ...served(ends, "web-admin", "browser-to-web-admin", (node) => node.fqdn),
    ...callers(ends),
    ...(deployment.isRelease3 ? release3(ends) : release2(ends)),
    ...served(ends, "turn", "turn-client", (node) => node.fqdn),
    ...between(ends, {
      title: "call-bridge-to-recorder",
      client: "call-bridge",
      server: "recorder",
      slot: "recorder",
      trust: "trust-recorder",
      isAlone: !deployment.isRelease3,
      role: "recorder",
    }),
    ...between(ends, {
      title: "call-bridge-to-streamer",
      client: "call-bridge",
      server: "streamer",
      slot: "streamer",
      trust: "trust-streamer",
      isAlone: !deployment.isRelease3,
      role: "streamer",
    }),
    ...listening(ends, "trust-callbridge-cluster", "call-bridge-to-call-bridge"),
    ...listening(ends, "trust-uploader", "uploader-to-web-admin"),
    ...database(ends),
  ];
}

interface Ends {
  readonly deployment: Deployment;
  readonly trusts: readonly CmsTrust[];
}

/**
 * A key that is locked or missing fails its line of the rehearsal, with the reason; without a certificate there is no
 * connection.
 */
const usable = (identity: Identity | null): identity is Identity => Boolean(identity?.leaf);

function release3(ends: Ends): Handshake[] {
  const { inputs } = ends.deployment;
  const c2w = {
    server: "web-bridge",
    slot: "web-bridge-c2w",
    trust: "trust-c2w-webbridge",
    role: "web-bridge-3-c2w",
    name: (node: Node) => node.fqdn,
  } as const;
  return [
    ...served(
      ends,
      "web-bridge",
      "browser-to-web-bridge",
      (node) => inputs.joinHost ?? node.fqdn,
      "web-bridge-3-https",
    ),
    ...served(ends, "meeting-apps", "browser-to-meeting-apps", (node) => node.fqdn),
    ...between(ends, {
      title: "call-bridge-to-web-bridge",
      client: "call-bridge",
      clientTrust: "trust-c2w-callbridge",
      ...c2w,
    }),
    ...between(ends, {
      title: "scheduler-to-web-bridge",
      client: "scheduler",
      clientTrust: "trust-c2w-scheduler",
      ...c2w,
    }),
  ];
}

function release2(ends: Ends): Handshake[] {
  const { inputs } = ends.deployment;
  return [
    ...served(ends, "web-bridge", "browser-to-web-bridge", (node) => inputs.joinHost ?? node.fqdn, "web-bridge-2"),
    ...between(ends, {
      title: "call-bridge-to-web-bridge",
      client: "call-bridge",
      server: "web-bridge",
      slot: "web-bridge",
      trust: "trust-web-bridge-2",
      role: "web-bridge-2",
    }),
    ...between(ends, {
      title: "call-bridge-to-h323-gateway",
      client: "call-bridge",
      server: "h323-gateway",
      slot: "h323-gateway",
      trust: "trust-h323-gateway",
      isAlone: true,
      role: "h323-gateway",
    }),
    ...served(ends, "xmpp", "xmpp-client", (node) => inputs.xmppDomain ?? node.fqdn),
    ...listening(ends, "trust-xmpp", "call-bridge-to-xmpp", "xmpp"),
    ...between(ends, {
      title: "trunk-to-load-balancer",
      client: "trunk",
      server: "load-balancer",
      slot: "load-balancer",
      trust: "trust-load-balancer",
      role: "load-balancer",
    }),
  ];
}

/** CUCM and others that call Web Admin under an address of their own, and CUCM's trunk to the Call Bridge. */
function callers(ends: Ends): Handshake[] {
  const { nodes, inputs } = ends.deployment;
  const rules: Handshake["rules"] = inputs.usesCucm ? { strictCaller: "CUCM" } : {};
  const addresses = (node: Node): readonly string[] =>
    node.calledAs.length > 0 ? node.calledAs : inputs.usesCucm ? [node.fqdn] : [];
  return [
    ...nodes.flatMap((node) =>
      addresses(node).flatMap((address) =>
        served(
          { ...ends, deployment: { ...ends.deployment, nodes: [node] } },
          "web-admin",
          "caller-to-web-admin",
          () => address,
        ).map((each) => ({ ...each, id: `${each.id}-${address}`, rules })),
      ),
    ),
    ...(inputs.usesCucm
      ? served(ends, "call-bridge", "cucm-to-call-bridge", () => null).map((each) => ({ ...each, rules }))
      : []),
  ];
}

/** A client without a certificate that knows the root, and looks for a name unless it is null. */
function served(
  { deployment }: Ends,
  service: Service,
  title: HandshakeTitle,
  name: (node: Node) => string | null,
  roleTitle: string = service,
): Handshake[] {
  return nodesWith(deployment, service).flatMap((node) => {
    const slot = service as Slot;
    const identity = pairOf(deployment, slot, node);
    if (!usable(identity)) return [];
    const expectedName = name(node);
    return [
      handshake({
        id: `${title}@${node.name}`,
        title,
        facts: { node: node.name, host: expectedName ?? node.fqdn },
        roles: [`${roleTitle}@${node.name}`],
        server: { identity: chosenName(deployment, slot, node)!, chain: derOf(chainOf(identity, true)) },
        client: { trust: derOf(anchorOf(identity)), expectedName },
      }),
    ];
  });
}

interface Pairing {
  readonly title: HandshakeTitle;
  readonly client: "call-bridge" | "scheduler" | "trunk";
  readonly server: Service;
  readonly slot: Slot;
  /**
   * The certificates that the server trusts for its clients, and the client for its server (its root when it has no
   * list).
   */
  readonly trust: CmsTrust["title"];
  readonly clientTrust?: CmsTrust["title"];
  /** The server sends its certificate alone; its issuers are then taken to be known to the client. */
  readonly isAlone?: boolean;
  readonly role: string;
  readonly name?: (node: Node) => string;
}

const listAt = (trusts: readonly CmsTrust[], title: CmsTrust["title"], node: Node) =>
  trusts.find((list) => list.title === title && list.node === node.name);

/** Mutual: every client machine with every server machine. */
function between({ deployment, trusts }: Ends, pairing: Pairing): Handshake[] {
  const { title, client, server, slot, trust, clientTrust, role } = pairing;
  return nodesWith(deployment, server).flatMap((to) =>
    nodesWith(deployment, client).flatMap((from) => {
      const [here, there] = [pairOf(deployment, client, from), pairOf(deployment, slot, to)];
      if (!usable(here) || !usable(there)) return [];
      const trusted =
        clientTrust !== undefined
          ? (listAt(trusts, clientTrust, from)?.certificates ?? [])
          : pairing.isAlone === true
            ? [...there.issuers, ...anchorOf(there)]
            : anchorOf(there);
      const list = listAt(trusts, trust, to);
      return [
        handshake({
          id: `${title}@${from.name}-${to.name}`,
          title,
          facts: { client: from.name, server: to.name },
          roles: [`${client}@${from.name}`, `${role}@${to.name}`],
          server: {
            identity: chosenName(deployment, slot, to)!,
            chain: derOf(pairing.isAlone === true ? [there.leaf!] : chainOf(there, true)),
            trust: derOf(list?.certificates ?? []),
            clientCertificate: "required",
            trustsCertificates: list?.holds === "leaf",
          },
          client: {
            identity: chosenName(deployment, client, from),
            chain: derOf(chainOf(here, true)),
            trust: derOf(trusted),
            expectedName: pairing.name === undefined ? null : pairing.name(to),
          },
          rules: { identity: "cn", ...(pairing.isAlone === true ? { isServerCheckUnknown: true } : {}) },
        }),
      ];
    }),
  );
}

/** A machine that trusts what listens on the others by a list. */
function listening(
  { deployment, trusts }: Ends,
  trust: CmsTrust["title"],
  title: HandshakeTitle,
  slot: "web-admin" | "xmpp" = "web-admin",
): Handshake[] {
  return trusts
    .filter((list) => list.title === trust)
    .flatMap((list) =>
      nodesWith(deployment, slot).flatMap((to) => {
        const identity = pairOf(deployment, slot, to);
        if (to.name === list.node || !usable(identity)) return [];
        return [
          handshake({
            id: `${title}@${list.node}-${to.name}`,
            title,
            facts: { client: list.node ?? "", server: to.name },
            roles: [list.id, `${slot}@${to.name}`],
            server: { identity: chosenName(deployment, slot, to)!, chain: derOf(chainOf(identity, true)) },
            client: { trust: derOf(list.certificates), expectedName: to.fqdn },
          }),
        ];
      }),
    );
}

/** libpq with `sslmode=verify-ca`: the chain counts, the host name does not; the user is the common name. */
function database({ deployment, trusts }: Ends): Handshake[] {
  const [server, client] = [pairOf(deployment, "database-server", null), pairOf(deployment, "database-client", null)];
  const root = trusts.find(({ id }) => id === "trust-database");
  if (!usable(server) || !usable(client) || root === undefined || databaseNodes(deployment).length === 0) return [];
  return [
    handshake({
      id: "database",
      title: "database",
      facts: {},
      roles: ["database-server", "database-client"],
      server: {
        identity: chosenName(deployment, "database-server", null)!,
        chain: derOf([server.leaf!]),
        trust: derOf(root.certificates),
        clientCertificate: "required",
      },
      client: {
        identity: chosenName(deployment, "database-client", null),
        chain: derOf([client.leaf!]),
        trust: derOf(root.certificates),
        expectedName: null,
      },
      rules: { requiredClientCommonNames: ["postgres"], identity: "postgres-cn" },
    }),
  ];
}
