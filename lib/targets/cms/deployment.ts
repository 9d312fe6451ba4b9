import type { Fields, ValuesOf } from "../fields.ts";
import { identityOf, nameOr } from "../parts.ts";
import type { Identity, Material } from "../material.ts";

/** A Cisco Meeting Server deployment, described once: machines, names, and which service runs where. */

export const services = [
  "web-admin",
  "call-bridge",
  "web-bridge",
  "xmpp",
  "turn",
  "load-balancer",
  "trunk",
  "recorder",
  "streamer",
  "uploader",
  "scheduler",
  "meeting-apps",
  "h323-gateway",
] as const;
export type Service = (typeof services)[number];

/**
 * The services that have a key pair of their own to choose. Web Bridge 3 has two; the database's two are the cluster's.
 */
export const slots = [
  "all",
  "web-admin",
  "call-bridge",
  "web-bridge",
  "web-bridge-c2w",
  "xmpp",
  "turn",
  "load-balancer",
  "trunk",
  "recorder",
  "streamer",
  "scheduler",
  "meeting-apps",
  "h323-gateway",
  "database-server",
  "database-client",
] as const;
export type Slot = (typeof slots)[number];

const release2 = { field: "release", is: "2.9" } as const;
const release3 = { field: "release", is: "3.x" } as const;

export const fields = {
  release: { kind: "choice", choices: ["3.x", "2.9"], byDefault: "3.x" },
  nodes: {
    kind: "rows",
    least: 1,
    most: 20,
    fields: {
      fqdn: { kind: "host", isRequired: true, example: "cms1.example.com" },
      calledAs: { kind: "hosts", example: "cms1-admin.example.com" },
      services: {
        kind: "choices",
        choices: services,
        byDefault: ["web-admin", "call-bridge"],
        ports: {
          "web-admin": [{ port: "webAdminPort" }],
          "web-bridge": [{ port: 443 }, { port: "c2wPort", when: release3 }],
          scheduler: [{ port: 9443 }],
          "meeting-apps": [{ port: "meetingAppsPort" }],
        },
        only: {
          xmpp: release2,
          "load-balancer": release2,
          trunk: release2,
          "h323-gateway": release2,
          scheduler: release3,
          "meeting-apps": release3,
        },
      },
      database: { kind: "choice", choices: ["none", "primary", "replica", "connect"], byDefault: "none" },
      interface: { kind: "text", pattern: "word", byDefault: "a" },
    },
  },
  usesCucm: { kind: "flag", byDefault: false },
  clusterName: { kind: "host", example: "cms.example.com" },
  joinHost: { kind: "host", example: "join.example.com" },
  expressway: { kind: "identity" },
  xmppDomain: { kind: "host", example: "example.com" },
  sharing: { kind: "choice", choices: ["by-service", "one"], byDefault: "by-service" },
  identities: {
    kind: "rows",
    least: 0,
    most: 100,
    fields: {
      service: { kind: "choice", choices: slots, byDefault: "all" },
      node: { kind: "host", example: "cms1.example.com" },
      identity: { kind: "identity" },
    },
  },
  trustBy: { kind: "choice", choices: ["authority", "leaf"], byDefault: "authority" },
  webAdminPort: { kind: "number", least: 1, most: 65_535, byDefault: 445 },
  c2wPort: { kind: "number", least: 1, most: 65_535, byDefault: 6000 },
  meetingAppsPort: { kind: "number", least: 1, most: 65_535, byDefault: 443 },
  ucmCertificates: { kind: "certificates", most: 20 },
  impsCertificates: { kind: "certificates", most: 20 },
  verifiesUcm: { kind: "flag", byDefault: true },
  brandingCertificates: { kind: "certificates", most: 20 },
  ssoSign: { kind: "identity" },
  ssoEncrypt: { kind: "identity" },
  databaseAuthority: { kind: "text", pattern: "word", byDefault: "dbca" },
  databaseAuthorityName: { kind: "text", pattern: "name", example: "tplab.local" },
  loadBalancerTag: { kind: "text", pattern: "word", byDefault: "Edge1" },
} as const satisfies Fields;

export type Inputs = ValuesOf<typeof fields>;
export type NodeInput = Inputs["nodes"][number];

/** A machine under its short name: the folder of its pack. */
export interface Node extends NodeInput {
  readonly name: string;
}

export interface Deployment {
  readonly inputs: Inputs;
  readonly material: Material;
  readonly isRelease3: boolean;
  readonly nodes: readonly Node[];
  /** Several Call Bridges. */
  readonly isCluster: boolean;
  /** CN of what the Call Bridges share: the cluster's name, else the first one's. */
  readonly sharedName: string;
  readonly primary: Node | null;
}

export function deploymentOf(inputs: Inputs, material: Material): Deployment {
  const nodes = namedNodes(inputs.nodes);
  const bridges = nodes.filter((node) => node.services.includes("call-bridge"));
  return {
    inputs,
    material,
    nodes,
    isRelease3: inputs.release === "3.x",
    isCluster: bridges.length > 1,
    sharedName: inputs.clusterName ?? bridges[0]?.fqdn ?? nodes[0]!.fqdn,
    primary: nodes.find(({ database }) => database === "primary") ?? null,
  };
}

/** First labels; whole names where two would be the same. */
function namedNodes(inputs: readonly NodeInput[]): Node[] {
  const first = inputs.map(({ fqdn }) => fqdn.split(".")[0]!);
  return inputs.map((node, index) => ({
    ...node,
    name: first.filter((each) => each === first[index]).length > 1 ? node.fqdn : first[index]!,
  }));
}

export const nodesWith = ({ nodes }: Deployment, service: Service): readonly Node[] =>
  nodes.filter((node) => node.services.includes(service));

export const databaseNodes = ({ nodes }: Deployment): readonly Node[] =>
  nodes.filter(({ database }) => database === "primary" || database === "replica");

/** Machines that the inputs' `identities` chose a name for, the closest choice first. */
export function chosenName({ inputs }: Deployment, slot: Slot, node: Node | null): string | null {
  const fits = (row: Inputs["identities"][number], wanted: Slot): boolean =>
    row.identity !== undefined && row.service === wanted;
  const here = (row: Inputs["identities"][number]): boolean => row.node !== undefined && row.node === node?.fqdn;
  const everywhere = (row: Inputs["identities"][number]): boolean => row.node === undefined;
  const isDatabase = slot === "database-server" || slot === "database-client";
  const wanted: readonly Slot[] = isDatabase
    ? [slot]
    : slot === "web-bridge-c2w"
      ? [slot, "web-bridge", "all"]
      : [slot, "all"];
  for (const each of wanted) {
    const found =
      inputs.identities.find((row) => fits(row, each) && here(row)) ??
      inputs.identities.find((row) => fits(row, each) && everywhere(row));
    if (found?.identity !== undefined) return found.identity;
  }
  return null;
}

/** Services that Call Bridge, TURN and load balancer share a certificate with, by the vendor's own table. */
const bridgeGroup: ReadonlySet<Slot> = new Set<Slot>(["call-bridge", "turn", "load-balancer", "trunk", "scheduler"]);
const shortNames: Readonly<Partial<Record<Slot, string>>> = {
  "web-admin": "webadmin",
  "web-bridge": "webbridge",
  "web-bridge-c2w": "c2w",
  "meeting-apps": "meetingapps",
  "h323-gateway": "h323",
  "database-server": "dbserver",
  "database-client": "dbclient",
};

/** The name of the pair: what was chosen, else what the plan proposes to make. */
export function pairName(deployment: Deployment, slot: Slot, node: Node | null): string {
  const proposed = proposedName(deployment, slot, node);
  return nameOr(chosenName(deployment, slot, node) ?? undefined, proposed, deployment.material);
}

function proposedName(deployment: Deployment, slot: Slot, node: Node | null): string {
  if (slot === "database-server" || slot === "database-client") return shortNames[slot]!;
  if (deployment.inputs.sharing === "one") return "cms";
  if (bridgeGroup.has(slot)) return "callbridge";
  if (slot === "xmpp") return "xmpp";
  const short = shortNames[slot] ?? slot;
  return deployment.nodes.length > 1 && node !== null ? `${short}-${node.name.replaceAll(".", "-")}` : short;
}

export const pairOf = (deployment: Deployment, slot: Slot, node: Node | null): Identity | null =>
  identityOf(deployment.material, chosenName(deployment, slot, node));
