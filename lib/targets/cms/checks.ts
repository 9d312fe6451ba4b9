import { formatName } from "../../pki/x509/name.ts";
import { type CheckResult, type Fix, result } from "../preflight.ts";
import type { Identity } from "../material.ts";
import type { Condition, Port } from "../fields.ts";
import { databaseNodes, type Deployment, fields, type Node, nodesWith, pairOf, type Service } from "./deployment.ts";
import { howTo } from "./roles.ts";
import type { PlannedRequest } from "../plan.ts";

const at = (citation: string, confirmation: "vendor" | "unconfirmed" = "vendor", about: string | null = null) => ({
  citation,
  confirmation,
  about,
});
/** The field of the form in which it is mended. */
const inField = (field: string): Fix => ({ code: "fix.choose", params: { field } });
const renewing = ({ name }: Identity): Fix => ({ code: "fix.renew", params: { name, names: "" } });

const fileName = /^[A-Za-z0-9_-]+$/;

/** Checks of the deployment as a whole. Each finding is a function of its own. */
export function checkDeployment(deployment: Deployment, requests: readonly PlannedRequest[]): CheckResult[] {
  return [
    ...fileNames(requests),
    ...servicesOfRelease(deployment),
    ...ports(deployment),
    ...c2wHost(deployment),
    ...calledAs(deployment),
    ...meetingAppsPlace(deployment),
    ...ucmLists(deployment),
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

const only2: readonly Service[] = ["xmpp", "load-balancer", "trunk", "h323-gateway"];
const only3: readonly Service[] = ["scheduler", "meeting-apps"];

function servicesOfRelease({ nodes, isRelease3, inputs: { release } }: Deployment): CheckResult[] {
  const foreign = [...new Set(nodes.flatMap(({ services }) => services))].filter((service) =>
    (isRelease3 ? only2 : only3).includes(service),
  );
  const where = at(`${howTo}, step 5`);
  return foreign.length === 0
    ? [result("cms.services-of-release", "pass", { release }, where)]
    : foreign.map((service) =>
        result("cms.services-of-release", "fail", { service, release }, { ...where, fix: inField("release") }),
      );
}

const conferencing = "Preferred Architecture 14, Conferencing";

/** The ports of a machine's services, as the form knows them (`fields.nodes.fields.services.ports`). */
function portsOn({ inputs }: Deployment, node: Node): readonly { readonly service: Service; readonly port: number }[] {
  const all: Readonly<Partial<Record<string, readonly Port[]>>> = fields.nodes.fields.services.ports;
  const holds = ({ field, is }: Condition): boolean => inputs[field as keyof typeof inputs] === is;
  return node.services.flatMap((service) =>
    (all[service] ?? [])
      .filter(({ when }) => when === undefined || holds(when))
      .map(({ port }) => ({ service, port: typeof port === "number" ? port : Number(inputs[port as "c2wPort"]) })),
  );
}

/** Each service of a machine listens on a port of its own; Web Admin and Web Bridge both begin with 443. */
function ports(deployment: Deployment): CheckResult[] {
  return deployment.nodes.flatMap((node) => {
    const all = portsOn(deployment, node);
    const clashes = all.flatMap((one, index) => {
      const other = all.slice(index + 1).find(({ port }) => port === one.port);
      const facts = { node: node.name, port: one.port, one: one.service };
      return other === undefined
        ? []
        : [
            result(
              "cms.ports",
              "fail",
              { ...facts, other: other.service },
              { ...at(conferencing), fix: inField("nodes") },
            ),
          ];
    });
    if (clashes.length > 0 || all.length < 2) return clashes;
    const listed = all.map(({ port }) => port).join(", ");
    return [result("cms.ports", "pass", { node: node.name, ports: listed }, at(conferencing))];
  });
}

/** The host of each `c2w://` address is one Web Bridge's alone. */
function c2wHost(deployment: Deployment): CheckResult[] {
  const hosts = nodesWith(deployment, "web-bridge").map(({ fqdn }) => fqdn);
  if (!deployment.isRelease3 || hosts.length === 0) return [];
  const twice = hosts.filter((host, index) => hosts.indexOf(host) < index);
  return twice.length === 0
    ? [result("cms.c2w-host", "pass", { hosts: hosts.join(", ") }, at(conferencing))]
    : [...new Set(twice)].map((host) => {
        const machines = hosts.filter((each) => each === host).length;
        return result("cms.c2w-host", "fail", { host, machines }, { ...at(conferencing), fix: inField("nodes") });
      });
}

/** The addresses by which others call Web Admin belong to a machine that has one; CUCM's has to be known. */
function calledAs({ nodes, inputs }: Deployment): CheckResult[] {
  return nodes.flatMap(({ name: node, fqdn, services, calledAs: addresses }) => {
    const [has, isNamed] = [services.includes("web-admin"), addresses.length > 0];
    const facts = { node, addresses: addresses.join(", ") };
    if (isNamed)
      return [
        has
          ? result("cms.called-as", "pass", facts, at("Cisco 222766"))
          : result("cms.called-as", "fail", facts, { ...at("Cisco 222766"), fix: inField("nodes") }),
      ];
    if (!has || !inputs.usesCucm) return [];
    return [result("cms.called-as", "warn", { node, name: fqdn }, { ...at("Cisco 222766"), fix: inField("nodes") })];
  });
}

function meetingAppsPlace(deployment: Deployment): CheckResult[] {
  if (!deployment.isRelease3) return [];
  return nodesWith(deployment, "meeting-apps").map(({ name: node, services, database }) => {
    const others = [
      ...services.filter((each) => each !== "meeting-apps"),
      ...(database === "none" ? [] : ["database"]),
    ];
    return others.length === 0
      ? result("cms.meeting-apps-place", "pass", { node }, at("Cisco 218117"))
      : result(
          "cms.meeting-apps-place",
          "fail",
          { node, services: others.join(", ") },
          { ...at("Cisco 218117"), fix: inField("nodes") },
        );
  });
}

/** Lists of CUCM and of IM and Presence: there are none in 2.9, and one that is not asked for checks nothing. */
function ucmLists({ inputs, isRelease3 }: Deployment): CheckResult[] {
  const chosen = [
    ...(inputs.ucmCertificates.length > 0 ? ["callbridge ucm certs"] : []),
    ...(inputs.impsCertificates.length > 0 ? ["callbridge imps certs"] : []),
  ];
  const where = at("Cisco 221698");
  if (chosen.length === 0) return [];
  if (!isRelease3)
    return chosen.map((list) =>
      result("cms.list-of-release", "fail", { list, release: inputs.release }, { ...where, fix: inField("release") }),
    );
  const fix = inputs.verifiesUcm ? null : inField("verifiesUcm");
  return [
    result("cms.list-verified", inputs.verifiesUcm ? "pass" : "warn", { lists: chosen.join(", ") }, { ...where, fix }),
  ];
}

function schedulerPlace(deployment: Deployment): CheckResult[] {
  return nodesWith(deployment, "scheduler").map(({ name, services }) =>
    result(
      "cms.scheduler-place",
      services.includes("call-bridge") ? "pass" : "fail",
      { node: name },
      { ...at("Cisco 217367"), fix: services.includes("call-bridge") ? null : inField("nodes") },
    ),
  );
}

function joinUrl(deployment: Deployment): CheckResult[] {
  if (nodesWith(deployment, "web-bridge").length === 0) return [];
  const name = deployment.inputs.joinHost;
  const where = { ...at(`${howTo}, step 2`), fix: inField("joinHost") };
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
      ? result("cms.xmpp-domain", "fail", {}, { ...where, fix: inField("xmppDomain") })
      : result("cms.xmpp-domain", "pass", { name }, where),
  ];
}

function clusterName(deployment: Deployment): CheckResult[] {
  if (!deployment.isCluster) return [];
  const name = deployment.inputs.clusterName;
  const where = at(`${howTo}, step 2`);
  return [
    name === undefined
      ? result(
          "cms.cluster-name",
          "warn",
          { nodes: nodesWith(deployment, "call-bridge").length },
          { ...where, fix: inField("clusterName") },
        )
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
      {
        ...at(nodes > 3 ? "Cisco 210530; Preferred Architecture 14, Conferencing" : "Cisco 210530"),
        fix: nodes > 3 || nodes % 2 === 0 ? inField("nodes") : null,
      },
    ),
  ];
}

function onePrimary({ nodes, primary }: Deployment): CheckResult[] {
  if (nodes.every(({ database }) => database === "none")) return [];
  const primaries = nodes.filter(({ database }) => database === "primary").length;
  return [
    primaries === 1
      ? result("database.one-primary", "pass", { node: primary!.name }, at(`${howTo}, step 3`))
      : result("database.one-primary", "fail", { primaries }, { ...at(`${howTo}, step 3`), fix: inField("nodes") }),
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
      : result(
          "database.same-authority",
          "fail",
          { server: names[0], client: names[1] },
          { ...where, fix: renewing(client) },
        ),
  ];
}

/** Its files cannot be changed while the cluster is active (Cisco 216549), so that a renewal needs a planned downtime. */
const daysAhead = 90;

function timeLeft(deployment: Deployment): CheckResult[] {
  return (["database-server", "database-client"] as const).flatMap((slot) => {
    const pair = pairOf(deployment, slot, null);
    if (!pair?.leaf) return [];
    const { leaf } = pair;
    const days = Math.floor((leaf.notAfter.getTime() - deployment.material.now.getTime()) / 86_400_000);
    if (days < 0) return [];
    return [
      result(
        "database.time-left",
        days < daysAhead ? "warn" : "pass",
        { days },
        {
          ...at("Cisco 216549", "vendor", slot),
          fix: days < daysAhead ? renewing(pair) : null,
        },
      ),
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
