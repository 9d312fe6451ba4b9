import { formatName } from "../../pki/x509/name.ts";
import { type CheckResult, result } from "../preflight.ts";
import { databaseNodes, type Deployment, nodesWith, pairOf } from "./deployment.ts";
import { howTo } from "./roles.ts";
import type { PlannedRequest } from "../plan.ts";

const at = (citation: string, confirmation: "vendor" | "unconfirmed" = "vendor", about: string | null = null) => ({
  citation,
  confirmation,
  about,
});
const fileName = /^[A-Za-z0-9_-]+$/;

/** Checks of the deployment as a whole. Each finding is a function of its own. */
export function checkDeployment(deployment: Deployment, requests: readonly PlannedRequest[]): CheckResult[] {
  return [
    ...fileNames(requests),
    ...servicesOfRelease(deployment),
    ...webAdminPort(deployment),
    ...schedulerPlace(deployment),
    ...joinUrl(deployment),
    ...xmppDomain(deployment),
    ...clusterName(deployment),
    ...nodeCount(deployment),
    ...onePrimary(deployment),
    ...sameAuthority(deployment),
    ...singleRoot(deployment),
    ...timeLeft(deployment),
  ];
}

function fileNames(requests: readonly PlannedRequest[]): CheckResult[] {
  return requests.map(({ id, name }) =>
    result("cms.file-name", fileName.test(name) ? "pass" : "fail", { name }, at(`${howTo}, step 1`, "vendor", id)),
  );
}

const only2: readonly string[] = ["xmpp", "load-balancer", "trunk"];

function servicesOfRelease({ nodes, isRelease3, inputs: { release } }: Deployment): CheckResult[] {
  const foreign = [...new Set(nodes.flatMap(({ services }) => services))].filter((service) =>
    isRelease3 ? only2.includes(service) : service === "scheduler",
  );
  const where = at(`${howTo}, step 5`);
  return foreign.length === 0
    ? [result("cms.services-of-release", "pass", { release }, where)]
    : foreign.map((service) => result("cms.services-of-release", "fail", { service, release }, where));
}

function webAdminPort(deployment: Deployment): CheckResult[] {
  const port = deployment.inputs.webAdminPort;
  const both = nodesWith(deployment, "web-bridge").filter(({ services }) => services.includes("web-admin"));
  if (both.length === 0) return [];
  return port === 443
    ? both.map(({ name }) => result("cms.web-admin-port", "fail", { node: name, port }, at("Cisco 213821")))
    : [result("cms.web-admin-port", "pass", { port }, at("Cisco 213821"))];
}

function schedulerPlace(deployment: Deployment): CheckResult[] {
  return nodesWith(deployment, "scheduler").map(({ name, services }) =>
    result(
      "cms.scheduler-place",
      services.includes("call-bridge") ? "pass" : "fail",
      { node: name },
      at("Cisco 217367"),
    ),
  );
}

function joinUrl(deployment: Deployment): CheckResult[] {
  if (nodesWith(deployment, "web-bridge").length === 0) return [];
  const name = deployment.inputs.joinHost;
  const where = { ...at(`${howTo}, step 2`), fix: { code: "fix.choose", params: { field: "joinHost" } } } as const;
  return [
    name === undefined
      ? result("cms.join-url", "fail", {}, where)
      : result("cms.join-url", "pass", { name }, at(`${howTo}, step 2`)),
  ];
}

function xmppDomain(deployment: Deployment): CheckResult[] {
  if (deployment.isRelease3 || nodesWith(deployment, "xmpp").length === 0) return [];
  const name = deployment.inputs.xmppDomain;
  const where = at(`${howTo}, step 1`);
  return [
    name === undefined
      ? result(
          "cms.xmpp-domain",
          "fail",
          {},
          { ...where, fix: { code: "fix.choose", params: { field: "xmppDomain" } } },
        )
      : result("cms.xmpp-domain", "pass", { name }, where),
  ];
}

function clusterName(deployment: Deployment): CheckResult[] {
  if (!deployment.isCluster) return [];
  const name = deployment.inputs.clusterName;
  const where = at(`${howTo}, step 2`);
  return [
    name === undefined
      ? result("cms.cluster-name", "warn", { nodes: nodesWith(deployment, "call-bridge").length }, where)
      : result("cms.cluster-name", "pass", { name }, where),
  ];
}

/** Three by Cisco 210530, up to five by Preferred Architecture 14; an odd number by both. */
function nodeCount(deployment: Deployment): CheckResult[] {
  const nodes = databaseNodes(deployment).length;
  if (nodes === 0) return [];
  return [
    result(
      "database.node-count",
      nodes > 5 ? "fail" : nodes > 3 || nodes % 2 === 0 ? "warn" : "pass",
      { nodes },
      at(nodes > 3 ? "Cisco 210530; Preferred Architecture 14, Conferencing" : "Cisco 210530"),
    ),
  ];
}

function onePrimary({ nodes, primary }: Deployment): CheckResult[] {
  if (nodes.every(({ database }) => database === "none")) return [];
  const primaries = nodes.filter(({ database }) => database === "primary").length;
  return [
    primaries === 1
      ? result("database.one-primary", "pass", { node: primary!.name }, at(`${howTo}, step 3`))
      : result("database.one-primary", "fail", { primaries }, at(`${howTo}, step 3`)),
  ];
}

function sameAuthority(deployment: Deployment): CheckResult[] {
  const [server, client] = [pairOf(deployment, "database-server", null), pairOf(deployment, "database-client", null)];
  if (!server?.leaf || !client?.leaf) return [];
  const [one, other] = [server, client].map(({ issuers, leaf }) => issuers.at(-1) ?? leaf!);
  const isSame = Buffer.from(one!.der).equals(Buffer.from(other!.der));
  const names = [formatName(one!.subject), formatName(other!.subject)] as const;
  const where = at(`${howTo}, step 3`, "vendor", "database-client");
  return [
    isSame
      ? result("database.same-authority", "pass", { root: names[0] }, where)
      : result("database.same-authority", "fail", { server: names[0], client: names[1] }, where),
  ];
}

/** Its files cannot be changed while the cluster is active (Cisco 216549), so that a renewal needs a planned downtime. */
const daysAhead = 90;

function timeLeft(deployment: Deployment): CheckResult[] {
  return (["database-server", "database-client"] as const).flatMap((slot) => {
    const leaf = pairOf(deployment, slot, null)?.leaf;
    if (!leaf) return [];
    const days = Math.floor((leaf.notAfter.getTime() - deployment.material.now.getTime()) / 86_400_000);
    if (days < 0) return [];
    return [
      result("database.time-left", days < daysAhead ? "warn" : "pass", { days }, at("Cisco 216549", "vendor", slot)),
    ];
  });
}

/** The last argument is one root in Cisco 214618; Cisco 210530 speaks of root and intermediates. */
function singleRoot(deployment: Deployment): CheckResult[] {
  const pairs = [pairOf(deployment, "database-server", null), pairOf(deployment, "database-client", null)].flatMap(
    (pair) => (pair?.leaf ? [pair] : []),
  );
  const longest = Math.max(0, ...pairs.map(({ issuers }) => issuers.length));
  if (pairs.length === 0) return [];
  const where = at(`${howTo}, step 3`, "vendor", "trust-database");
  if (longest > 1)
    return [
      result(
        "database.single-root",
        "warn",
        { certificates: longest },
        { ...where, citation: "Cisco 214618; Cisco 210530" },
      ),
    ];
  return [
    result(
      "database.single-root",
      "pass",
      { root: formatName((pairs[0]!.issuers.at(-1) ?? pairs[0]!.leaf!).subject) },
      where,
    ),
  ];
}
