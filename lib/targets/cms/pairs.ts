import type { Certificate } from "../../pki/x509/certificate.ts";
import { certificatesFile, chainOf, identityOf, keyFile } from "../parts.ts";
import type { PlannedFile } from "../plan.ts";
import { databaseNodes, type Deployment, type Node, pairName, pairOf, type Service, type Slot } from "./deployment.ts";
import { type CmsTrust, liesOn } from "./trusts.ts";

/** The files of a pair as the commands name them. */
export interface PairFiles {
  readonly key: string;
  readonly certificate: string;
  /** The authorities, for commands with three arguments. */
  readonly bundle: string;
  /** Leaf, intermediates, root, for commands with two. */
  readonly fullChain: string;
}

export function filesOfPair(deployment: Deployment, slot: Slot, node: Node | null): PairFiles {
  const name = pairName(deployment, slot, node);
  return {
    key: `${name}.key`,
    certificate: `${name}.crt`,
    bundle: `${name}-bundle.crt`,
    fullChain: `${name}-fullchain.crt`,
  };
}

/** Which pairs a service uses, and in which form. */
export function slotsOf(
  deployment: Deployment,
  service: Service,
): readonly { readonly slot: Slot; readonly form: "bundle" | "full-chain" | "alone" }[] {
  const { isRelease3 } = deployment;
  switch (service) {
    case "web-bridge":
      return isRelease3
        ? [
            { slot: "web-bridge", form: "full-chain" },
            { slot: "web-bridge-c2w", form: "full-chain" },
          ]
        : [{ slot: "web-bridge", form: "bundle" }];
    case "scheduler":
      return isRelease3 ? [{ slot: "scheduler", form: "full-chain" }] : [];
    case "xmpp":
    case "load-balancer":
    case "trunk":
      return isRelease3 ? [] : [{ slot: service, form: "bundle" }];
    case "meeting-apps":
      return isRelease3 ? [{ slot: "meeting-apps", form: "full-chain" }] : [];
    case "h323-gateway":
      // Its third file is the trust list.
      return isRelease3 ? [] : [{ slot: "h323-gateway", form: "alone" }];
    case "recorder":
    case "streamer":
      // Their bundle, in release 3 the third argument, is the trust list with their own issuers in it.
      return [{ slot: service, form: "alone" }];
    case "uploader":
      return [];
    default:
      return [{ slot: service, form: "bundle" }];
  }
}

/** The files of each machine, in the order in which its services ask for them; each file once. */
export function filesOf(deployment: Deployment, trusts: readonly CmsTrust[]): PlannedFile[] {
  const files = deployment.nodes.flatMap((node) => [
    ...node.services.flatMap((service) =>
      slotsOf(deployment, service).flatMap(({ slot, form }) => pairFiles(deployment, slot, node, form)),
    ),
    ...trusts
      .filter((list) => liesOn(list, node) && list.certificates.length > 0)
      .map((list) => certificatesFile(list.file, "trust", list.certificates, node.name)),
    ...databaseFiles(deployment, node, trusts),
    ...ssoFiles(deployment, node),
  ]);
  const seen = new Set<string>();
  return files.filter(({ node, path }) => !seen.has(`${node}/${path}`) && seen.add(`${node}/${path}`));
}

function pairFiles(
  deployment: Deployment,
  slot: Slot,
  node: Node,
  form: "bundle" | "full-chain" | "alone",
): PlannedFile[] {
  const identity = pairOf(deployment, slot, node);
  if (!identity?.leaf) return [];
  const paths = filesOfPair(deployment, slot, node);
  const authorities: readonly Certificate[] = identity.issuers.length === 0 ? [identity.leaf] : identity.issuers;
  return [
    keyFile(paths.key, pairName(deployment, slot, node), node.name),
    ...(form === "full-chain"
      ? [certificatesFile(paths.fullChain, "chain", chainOf(identity, true), node.name)]
      : [certificatesFile(paths.certificate, "certificate", [identity.leaf], node.name)]),
    ...(form === "bundle" ? [certificatesFile(paths.bundle, "chain", authorities, node.name)] : []),
  ];
}

/** Keys of single sign-on, for the archive that is made by hand: nothing of a line takes them. */
const ssoFolder = "sso/";
export const isOfArchive = (path: string): boolean => path.startsWith(ssoFolder);

function ssoFiles({ inputs, material, isRelease3 }: Deployment, node: Node): PlannedFile[] {
  if (!isRelease3 || !node.services.includes("web-bridge")) return [];
  const files = [
    ["sso_sign.key", inputs.ssoSign],
    ["sso_encrypt.key", inputs.ssoEncrypt],
  ] as const;
  return files.flatMap(([file, name]) =>
    name === undefined || identityOf(material, name)?.key === undefined || identityOf(material, name)?.key === "absent"
      ? []
      : [keyFile(`${ssoFolder}${file}`, name, node.name)],
  );
}

/**
 * Server pair for database nodes, client pair and root for every machine that reaches the database; never the
 * authority's key.
 */
function databaseFiles(deployment: Deployment, node: Node, trusts: readonly CmsTrust[]): PlannedFile[] {
  if (node.database === "none" || databaseNodes(deployment).length === 0) return [];
  const root = trusts.find(({ id }) => id === "trust-database");
  return [
    ...(node.database === "connect" ? [] : pairFiles(deployment, "database-server", node, "alone")),
    ...pairFiles(deployment, "database-client", node, "alone"),
    ...(root === undefined || root.certificates.length === 0
      ? []
      : [certificatesFile(root.file, "trust", root.certificates, node.name)]),
  ];
}
