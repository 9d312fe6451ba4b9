import type { Certificate } from "../../pki/x509/certificate.ts";
import { trustFrom, trustList, withoutRepeats } from "../parts.ts";
import type { Identity } from "../material.ts";
import type { TrustList, Use } from "../plan.ts";
import type { RoleTitle } from "../titles.ts";
import {
  databaseNodes,
  type Deployment,
  type Node,
  nodesWith,
  pairName,
  pairOf,
  type Service,
  type Slot,
} from "./deployment.ts";
import { edge } from "./roles.ts";

/** The certificates that each machine trusts, and the file that they are in. */
export interface CmsTrust extends TrustList {
  readonly file: string;
  /** The service whose trust line names it; null for the database, which has none. */
  readonly readBy: Service | null;
  /** Names of the pairs that it trusts. */
  readonly pairs: readonly string[];
  /** Their own certificates, or the authorities above them. */
  readonly holds: Held;
}

/** A list of one machine lies there; one that was chosen, wherever the service runs that reads it. */
export const liesOn = (list: CmsTrust, { name, services }: Node): boolean =>
  list.node === name || (list.field !== null && list.readBy !== null && services.includes(list.readBy));

/** The authorities above a pair (itself when it signed itself), or the pair's own certificate. */
function trustOf(identity: Identity | null, holds: Held): readonly Certificate[] {
  if (!identity?.leaf) return [];
  return holds === "leaf" || identity.issuers.length === 0 ? [identity.leaf] : identity.issuers;
}

type Held = Deployment["inputs"]["trustBy"];

interface Wish {
  readonly title: RoleTitle;
  readonly file: string;
  readonly readBy: Service;
  readonly at: readonly Node[];
  /** Pairs of the other side. */
  readonly of: readonly [slot: Slot, nodes: readonly Node[]][];
  readonly judges: Use;
  /**
   * Where the vendor asks for the peers' own certificates whatever was chosen: up to release 2.9 these lists name single
   * certificates, and the issuer of a peer is not looked at.
   */
  readonly holds?: Held;
  /** The pair of the reading service itself, whose issuers stand in the same file. */
  readonly own?: Slot;
  readonly citation: string;
  readonly confirmation?: TrustList["confirmation"];
}

export function trustsOf(deployment: Deployment): CmsTrust[] {
  return [
    ...wishesOf(deployment).flatMap((wish) => listsOf(deployment, wish)),
    ...chosenTrusts(deployment),
    ...databaseTrust(deployment),
  ];
}

function wishesOf(deployment: Deployment): Wish[] {
  const at = (service: Parameters<typeof nodesWith>[1]) => nodesWith(deployment, service);
  const [bridges, admins] = [at("call-bridge"), at("web-admin")];
  const always: Wish[] = [
    {
      title: "trust-callbridge-cluster",
      file: "cluster-trust.crt",
      readBy: "call-bridge",
      at: deployment.isCluster ? bridges : [],
      of: [["web-admin", admins]],
      judges: "server",
      citation: "CMS certificate guidelines",
      confirmation: "unconfirmed",
    },
    {
      title: "trust-recorder",
      file: "recorder-trust.crt",
      readBy: "recorder",
      at: at("recorder"),
      of: [["call-bridge", bridges]],
      judges: "client",
      ...(deployment.isRelease3
        ? { own: "recorder", citation: "Cisco 225405" }
        : { holds: "leaf", citation: "Cisco 202722" }),
    },
    {
      title: "trust-streamer",
      file: "streamer-trust.crt",
      readBy: "streamer",
      at: at("streamer"),
      of: [["call-bridge", bridges]],
      judges: "client",
      ...(deployment.isRelease3
        ? { own: "streamer", citation: "Cisco 217320" }
        : { holds: "leaf", citation: "Cisco 211261" }),
    },
    {
      title: "trust-uploader",
      file: "uploader-trust.crt",
      readBy: "uploader",
      at: at("uploader"),
      of: [["web-admin", admins]],
      judges: "server",
      citation: "Cisco 217320",
    },
  ];
  return [...(deployment.isRelease3 ? wishes3(at) : wishes2(at)), ...always];
}

type At = (service: Parameters<typeof nodesWith>[1]) => readonly Node[];

function wishes3(at: At): Wish[] {
  const hasWebBridge = at("web-bridge").length > 0;
  return [
    {
      title: "trust-c2w-callbridge",
      file: "c2w-trust.crt",
      readBy: "call-bridge",
      at: hasWebBridge ? at("call-bridge") : [],
      of: [["web-bridge-c2w", at("web-bridge")]],
      judges: "server",
      citation: edge,
    },
    {
      title: "trust-c2w-webbridge",
      file: "callbridge-trust.crt",
      readBy: "web-bridge",
      at: at("web-bridge"),
      of: [
        ["call-bridge", at("call-bridge")],
        ["scheduler", at("scheduler")],
      ],
      judges: "client",
      citation: edge,
    },
    {
      title: "trust-c2w-scheduler",
      file: "c2w-trust.crt",
      readBy: "scheduler",
      at: hasWebBridge ? at("scheduler") : [],
      of: [["web-bridge-c2w", at("web-bridge")]],
      judges: "server",
      citation: "Cisco 217367",
    },
  ];
}

function wishes2(at: At): Wish[] {
  const xmpp = at("xmpp");
  const guide = { citation: "CMS certificate guidelines 2.9", confirmation: "unconfirmed" } as const;
  return [
    {
      title: "trust-web-bridge-2",
      file: "callbridge-trust.crt",
      readBy: "web-bridge",
      at: at("web-bridge"),
      of: [["call-bridge", at("call-bridge")]],
      judges: "client",
      holds: "leaf",
      citation: "Cisco 213821",
    },
    {
      title: "trust-h323-gateway",
      file: "h323-trust.crt",
      readBy: "h323-gateway",
      at: at("h323-gateway"),
      of: [["call-bridge", at("call-bridge")]],
      judges: "client",
      holds: "leaf",
      citation: "Cisco 210441",
    },
    {
      title: "trust-xmpp-cluster",
      file: "xmpp-cluster-trust.crt",
      readBy: "xmpp",
      at: xmpp.length > 1 ? xmpp : [],
      of: [["xmpp", xmpp]],
      judges: "client",
      holds: "leaf",
      citation: "Cisco 213479",
    },
    {
      title: "trust-xmpp",
      file: "xmpp-trust.crt",
      readBy: "call-bridge",
      at: xmpp.length > 0 ? at("call-bridge") : [],
      of: [["xmpp", xmpp]],
      judges: "server",
      ...guide,
    },
    {
      title: "trust-load-balancer",
      file: "trunk-trust.crt",
      readBy: "load-balancer",
      at: [...at("load-balancer"), ...at("trunk")],
      of: [
        ["trunk", at("trunk")],
        ["load-balancer", at("load-balancer")],
      ],
      judges: "client",
      ...guide,
    },
  ];
}

function listsOf(
  deployment: Deployment,
  { title, file, readBy, at, of, own, judges, citation, confirmation, ...wish }: Wish,
): CmsTrust[] {
  const holds = wish.holds ?? deployment.inputs.trustBy;
  const pairs = [...new Set(of.flatMap(([slot, nodes]) => nodes.map((node) => pairName(deployment, slot, node))))];
  const certificates = withoutRepeats(
    of.flatMap(([slot, nodes]) => nodes.flatMap((node) => trustOf(pairOf(deployment, slot, node), holds))),
  );
  const above = (node: Node) => (own === undefined ? [] : (pairOf(deployment, own, node)?.issuers ?? []));
  return at.map((node) => ({
    ...trustList({
      id: `${title}@${node.name}`,
      title,
      node: node.name,
      certificates: certificates.length === 0 ? [] : withoutRepeats([...certificates, ...above(node)]),
      judges,
      citation,
      ...(confirmation === undefined ? {} : { confirmation }),
    }),
    file,
    readBy,
    pairs,
    holds,
  }));
}

/**
 * Lists of Call Bridge's that hold what others gave: certificates of CUCM and of IM and Presence with their authorities
 * (release 3.8 and later, Cisco 221698), and the authority of the server that branding is fetched from.
 */
function chosenTrusts(deployment: Deployment): CmsTrust[] {
  const { inputs, material, isRelease3 } = deployment;
  if (nodesWith(deployment, "call-bridge").length === 0) return [];
  const chosen = (
    title: "trust-ucm" | "trust-imps" | "trust-branding",
    field: "ucmCertificates" | "impsCertificates" | "brandingCertificates",
    more: Pick<TrustList, "citation"> & Partial<Pick<TrustList, "confirmation">>,
  ): CmsTrust[] => {
    const from = inputs[field];
    if (from.length === 0) return [];
    const list = trustList({
      id: title,
      title,
      certificates: trustFrom(from, material),
      from,
      field,
      judges: "server",
      ...more,
    });
    return [{ ...list, file: `${title.slice(6)}-trust.crt`, readBy: "call-bridge", pairs: [], holds: "authority" }];
  };
  return [
    ...(isRelease3 ? chosen("trust-ucm", "ucmCertificates", { citation: "Cisco 221698" }) : []),
    ...(isRelease3 ? chosen("trust-imps", "impsCertificates", { citation: "Cisco 221698" }) : []),
    ...chosen("trust-branding", "brandingCertificates", { citation: "Cisco 221729", confirmation: "unconfirmed" }),
  ];
}

/**
 * The authorities of server and client, the last argument of `database cluster certs`: one root in Cisco 214618, root and
 * intermediates in Cisco 210530. The nodes send their certificate alone, so that an intermediate has no other place.
 */
function databaseTrust(deployment: Deployment): CmsTrust[] {
  if (databaseNodes(deployment).length === 0) return [];
  const pairs = [pairOf(deployment, "database-server", null), pairOf(deployment, "database-client", null)];
  const authorities = withoutRepeats(pairs.flatMap((pair) => trustOf(pair, "authority")));
  const list = trustList({
    id: "trust-database",
    title: "trust-database",
    certificates: authorities,
    judges: "client",
    citation: "Cisco 214618, step 3",
  });
  return [{ ...list, file: `${deployment.inputs.databaseAuthority}.crt`, readBy: null, pairs: [], holds: "authority" }];
}
