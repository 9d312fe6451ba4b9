import { commonNameOf } from "../../pki/x509/name.ts";
import { step } from "../parts.ts";
import { note } from "../step-notes.ts";
import type { PlannedFile, PlannedRequest, Step } from "../plan.ts";
import { databaseRenewal, databaseSteps } from "./database-steps.ts";
import { type Deployment, type Node, nodesWith, pairName, pairOf, type Service } from "./deployment.ts";
import { filesOfPair, isOfArchive, slotsOf } from "./pairs.ts";
import { howTo } from "./roles.ts";
import { serviceSteps } from "./service-steps.ts";
import type { CmsTrust } from "./trusts.ts";

interface StepInput {
  readonly requests: readonly PlannedRequest[];
  readonly trusts: readonly CmsTrust[];
  readonly files: readonly PlannedFile[];
}

/**
 * Everything in order: requests, files, the database, each service of each machine, a look at the result, the renewal.
 */
export function stepsOf(deployment: Deployment, { requests, trusts, files }: StepInput): Step[] {
  const own = requests.filter(({ id }) => id !== "database-server" && id !== "database-client");
  return [
    ...own.flatMap((asked) => requestSteps(deployment, asked)),
    ...deployment.nodes.flatMap((node) => copyStep(node, files)),
    ...databaseSteps(deployment, requests),
    ...deployment.nodes.flatMap((node) =>
      node.services.flatMap((service) => serviceSteps(deployment, trusts, service, node)),
    ),
    ...deployment.nodes
      .flatMap((node) => node.services.flatMap((service) => verifySteps(deployment, service, node)))
      .filter(firstOfItsId()),
    ...cucmSteps(deployment, requests),
    ...deployment.nodes.flatMap((node) =>
      node.services.flatMap((service) => renewalSteps(deployment, trusts, service, node)),
    ),
    ...deployment.nodes.map(backupStep),
    ...databaseRenewal(deployment),
  ];
}

/** Work in CUCM, and what cannot be seen from files: the TLS version on which both agree. */
function cucmSteps(deployment: Deployment, requests: readonly PlannedRequest[]): Step[] {
  const [admin] = nodesWith(deployment, "web-admin");
  if (!deployment.inputs.usesCucm || admin === undefined) return [];
  const bridge = requests.find(({ roles }) => roles.some((id) => id.startsWith("call-bridge@")));
  const [at] = nodesWith(deployment, "call-bridge");
  const leaf = at === undefined ? null : pairOf(deployment, "call-bridge", at)?.leaf;
  const commonName = leaf ? (commonNameOf(leaf.subject) ?? "") : (bridge?.commonName ?? deployment.sharedName);
  const shared = { node: admin.name, phase: "check", where: "browser" } as const;
  return [
    step({ ...shared, id: "cucm-trust", note: note("cms-cucm-trust", {}), citation: `Cisco 213820; ${architecture}` }),
    ...(at === undefined
      ? []
      : [
          step({ ...shared, id: "cucm-trunk", note: note("cms-cucm-trunk", { commonName }), citation: "Cisco 213820" }),
        ]),
    step({ ...shared, id: "cucm-tls", note: note("cms-tls-version", {}), citation: "Cisco 222766" }),
  ];
}
const architecture = "Preferred Architecture 14, Conferencing";

/** A rollback brings back the keys and certificates of its backup, so that the one from before a renewal is out of date. */
const backupStep = ({ name }: Node): Step =>
  step({
    id: `renew-backup@${name}`,
    node: name,
    phase: "renew",
    where: "mmp",
    lines: ["backup snapshot after-renewal"],
    note: note("cms-backup-after-renewal", {}),
    citation: "Cisco 214620; Cisco 216549",
  });

function requestSteps(
  deployment: Deployment,
  { id, name, line, audience, profile, liveName, roles }: PlannedRequest,
): Step[] {
  const node = deployment.nodes[0]!.name;
  return [
    step({
      id: `request-${id}`,
      node,
      phase: "make",
      where: "mmp",
      lines: [line],
      note: liveName === null ? note("make-request", { name }) : note("cms-never-live-name", { name: liveName }),
      proof: { of: "request", request: id },
      roles,
      citation: `${howTo}, step 2`,
    }),
    step({
      id: `sign-${id}`,
      node,
      phase: "make",
      note: note("make-signed", { request: `${name}.csr`, audience, profile }),
      proof: { of: "certificate", request: id },
      roles,
      citation: "Cisco 213821",
    }),
  ];
}

function copyStep({ name }: Node, files: readonly PlannedFile[]): Step[] {
  const here = files.filter(({ node, path }) => node === name && !isOfArchive(path)).map(({ path }) => path);
  return here.length === 0
    ? []
    : [
        step({
          id: `copy@${name}`,
          node: name,
          phase: "copy",
          note: note("copy-files", { files: here.join(", ") }),
          citation: "Cisco 213821",
        }),
      ];
}

/** The how-to's fourth step for each pair of a machine. */
function verifySteps(deployment: Deployment, service: Service, node: Node): Step[] {
  return slotsOf(deployment, service).map(({ slot, form }) => {
    const { key, certificate, bundle, fullChain } = filesOfPair(deployment, slot, node);
    const shown = form === "full-chain" ? fullChain : certificate;
    return step({
      id: `verify-${shown}@${node.name}`,
      node: node.name,
      phase: "check",
      where: "mmp",
      note: note("cms-inspect", {}),
      citation: `${howTo}, step 4`,
      lines: [
        `pki inspect ${shown}`,
        `pki match ${key} ${shown}`,
        ...(form === "bundle" ? [`pki verify ${certificate} ${bundle}`] : []),
      ],
    });
  });
}

function firstOfItsId(): (step: Step) => boolean {
  const seen = new Set<string>();
  return ({ id }) => !seen.has(id) && Boolean(seen.add(id));
}

const restarts: Readonly<Record<Service, readonly string[]>> = {
  "web-admin": ["webadmin disable", "webadmin enable"],
  "call-bridge": ["callbridge restart"],
  "web-bridge": ["webbridge disable", "webbridge enable"],
  xmpp: ["xmpp disable", "xmpp enable"],
  turn: ["turn disable", "turn enable"],
  "load-balancer": [],
  trunk: [],
  recorder: ["recorder disable", "recorder enable"],
  streamer: ["streamer disable", "streamer enable"],
  uploader: [],
  scheduler: ["scheduler disable", "scheduler enable"],
  "meeting-apps": ["meetingapps disable", "meetingapps enable"],
  "h323-gateway": ["h323_gateway disable", "h323_gateway enable"],
};

/** No text of the vendor has the lines that start and stop these. */
const unconfirmedRestarts: ReadonlySet<Service> = new Set<Service>(["scheduler", "h323-gateway"]);

/** The easiest renewal: the same file name, then a restart. */
function renewalSteps(deployment: Deployment, trusts: readonly CmsTrust[], service: Service, node: Node): Step[] {
  const lines = service === "web-bridge" && deployment.isRelease3 ? ["webbridge3 restart"] : restarts[service];
  if (lines.length === 0 || slotsOf(deployment, service).length === 0) return [];
  return [
    step({
      id: `renew-${service}@${node.name}`,
      node: node.name,
      phase: "renew",
      where: "mmp",
      lines,
      concerns: namesOf(deployment, trusts, service, node),
      note: note("cms-same-name-renewal", {}),
      confirmation: unconfirmedRestarts.has(service) ? "unconfirmed" : "vendor",
      citation: `${howTo}, troubleshooting`,
    }),
  ];
}

/** Its own pairs; where machines trust each other's very certificates, those of the other side as well. */
function namesOf(deployment: Deployment, trusts: readonly CmsTrust[], service: Service, node: Node): readonly string[] {
  const own = slotsOf(deployment, service).map(({ slot }) => pairName(deployment, slot, node));
  const peers = trusts
    .filter(({ readBy, node: at, holds }) => holds === "leaf" && readBy === service && at === node.name)
    .flatMap(({ pairs }) => pairs);
  return [...new Set([...own, ...peers])];
}
