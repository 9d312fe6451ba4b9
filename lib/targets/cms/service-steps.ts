import { step } from "../parts.ts";
import { note, type StepNote } from "../step-notes.ts";
import type { Step } from "../plan.ts";
import { type Deployment, type Node, nodesWith, type Service } from "./deployment.ts";
import { filesOfPair } from "./pairs.ts";
import { edge, howTo, roleIdsOf } from "./roles.ts";
import { type CmsTrust, liesOn } from "./trusts.ts";

interface Typed {
  readonly id: string;
  readonly lines: readonly string[];
  readonly note?: StepNote;
  readonly citation?: string;
  readonly confirmation?: Step["confirmation"];
}

/** The lines of one service on one machine, in order; each `Typed` is one step. */
export function serviceSteps(
  deployment: Deployment,
  trusts: readonly CmsTrust[],
  service: Service,
  node: Node,
): Step[] {
  return typedOf({ deployment, trusts, node }, service).map(({ id, ...rest }) =>
    step({
      id: `${id}@${node.name}`,
      node: node.name,
      phase: "apply",
      where: "mmp",
      citation: `${howTo}, step 5`,
      roles: roleIdsOf(deployment, service, node),
      ...rest,
    }),
  );
}

interface Place {
  readonly deployment: Deployment;
  readonly trusts: readonly CmsTrust[];
  readonly node: Node;
}

function trustFile({ trusts, node }: Place, title: CmsTrust["title"]): string | null {
  return trusts.find((list) => list.title === title && liesOn(list, node))?.file ?? null;
}

const line = (words: string, file: string | null): string[] => (file === null ? [] : [`${words} ${file}`]);

/** The two-argument form of release 2: key and certificate. */
function pairCerts({ deployment, node }: Place, words: string, slot: Parameters<typeof filesOfPair>[1]): string {
  const { key, certificate } = filesOfPair(deployment, slot, node);
  return `${words} certs ${key} ${certificate}`;
}

/** `<service> certs <key> <certificate> <bundle>`. */
function certs({ deployment, node }: Place, words: string, slot: Parameters<typeof filesOfPair>[1]): string {
  const { key, certificate, bundle } = filesOfPair(deployment, slot, node);
  return `${words} certs ${key} ${certificate} ${bundle}`;
}

/** The two-argument form of release 3: key and full chain. */
function fullCerts({ deployment, node }: Place, words: string, slot: Parameters<typeof filesOfPair>[1]): string {
  const { key, fullChain } = filesOfPair(deployment, slot, node);
  return `${words} certs ${key} ${fullChain}`;
}

function typedOf(place: Place, service: Service): Typed[] {
  const {
    deployment: { inputs, isRelease3 },
    node,
  } = place;
  switch (service) {
    case "web-admin":
      return [
        {
          id: "webadmin-listen",
          lines: [`webadmin listen ${node.interface} ${inputs.webAdminPort}`],
          note: note("cms-listen-web-admin", { port: inputs.webAdminPort }),
          citation: "Cisco 213821",
        },
        {
          id: "webadmin",
          lines: ["webadmin disable", certs(place, "webadmin", "web-admin"), "webadmin enable"],
          note: note("cms-three-arguments", {}),
        },
      ];
    case "call-bridge":
      return callBridge(place);
    case "web-bridge":
      return isRelease3
        ? webBridge3(place)
        : [
            {
              id: "webbridge",
              lines: [
                "webbridge disable",
                certs(place, "webbridge", "web-bridge"),
                ...line("webbridge trust", trustFile(place, "trust-web-bridge-2")),
                "webbridge enable",
              ],
              note: note("cms-list-of-leaves", {}),
            },
          ];
    case "xmpp":
      return isRelease3 ? [] : xmpp(place);
    case "turn":
      return [{ id: "turn", lines: ["turn disable", certs(place, "turn", "turn"), "turn enable"] }];
    case "load-balancer":
    case "trunk":
      return isRelease3 ? [] : [tagged(place, service)];
    case "recorder":
    case "streamer":
      return [recording(place, service)];
    case "uploader":
      return [
        {
          id: "uploader",
          lines: line("uploader cms trust", trustFile(place, "trust-uploader")),
          citation: "Cisco 217320",
        },
      ];
    case "scheduler":
      return isRelease3 ? scheduler(place) : [];
    case "meeting-apps":
      return isRelease3 ? meetingApps(place) : [];
    case "h323-gateway":
      return isRelease3 ? [] : h323Gateway(place);
  }
}

function callBridge(place: Place): Typed[] {
  const { deployment, node } = place;
  const cluster = line("callbridge trust cluster", trustFile(place, "trust-callbridge-cluster"));
  const xmppTrust = line("callbridge trust xmpp", trustFile(place, "trust-xmpp"));
  const branding = line("callbridge trust branding", trustFile(place, "trust-branding"));
  const unsure = [...cluster, ...xmppTrust, ...branding];
  return [
    { id: "callbridge-listen", lines: [`callbridge listen ${node.interface}`], citation: edge },
    ...(unsure.length === 0
      ? []
      : [
          {
            id: "callbridge-trust",
            lines: unsure,
            citation: "CMS certificate guidelines",
            confirmation: "unconfirmed",
          } as const,
        ]),
    ...ucm(place),
    {
      id: "callbridge",
      lines: [
        certs(place, "callbridge", "call-bridge"),
        ...line("callbridge trust c2w", trustFile(place, "trust-c2w-callbridge")),
        "callbridge restart",
      ],
      ...(deployment.isRelease3 ? { note: note("cms-trust-both-ways", {}) } : {}),
    },
  ];
}

/** Lists of the peers of release 3.8 and later, each with a switch of its own: without it a list checks nothing. */
function ucm(place: Place): Typed[] {
  const { verifiesUcm } = place.deployment.inputs;
  const lines = (["ucm", "imps"] as const).flatMap((peer) => {
    const file = trustFile(place, `trust-${peer}`);
    return file === null
      ? []
      : [`callbridge ${peer} certs ${file}`, `callbridge ${peer} verify ${verifiesUcm ? "enable" : "disable"}`];
  });
  return lines.length === 0
    ? []
    : [{ id: "callbridge-ucm", lines, note: note("cms-ucm-lists", {}), citation: "Cisco 221698" }];
}

function webBridge3(place: Place): Typed[] {
  const {
    deployment,
    deployment: { inputs },
    node,
  } = place;
  const apps = nodesWith(deployment, "meeting-apps");
  const hasSso = inputs.ssoSign !== undefined || inputs.ssoEncrypt !== undefined;
  return [
    {
      id: "webbridge3",
      citation: edge,
      note: note("cms-full-chain", {}),
      lines: [
        "webbridge3 disable",
        fullCerts(place, "webbridge3 https", "web-bridge"),
        `webbridge3 https listen ${node.interface}:443`,
        "webbridge3 http-redirect enable",
        fullCerts(place, "webbridge3 c2w", "web-bridge-c2w"),
        `webbridge3 c2w listen ${node.interface}:${inputs.c2wPort}`,
        ...line("webbridge3 c2w trust", trustFile(place, "trust-c2w-webbridge")),
        "webbridge3 enable",
      ],
    },
    {
      id: "webbridge3-api",
      lines: [],
      citation: edge,
      note: note("cms-api-web-bridge", { url: `c2w://${node.fqdn}:${inputs.c2wPort}` }),
    },
    ...(apps.length === 0
      ? []
      : [
          {
            id: "webbridge3-meetingapps",
            lines: [
              "webbridge3 disable",
              ...apps.map(({ fqdn }) => `webbridge3 meetingapps add ${fqdn} ${inputs.meetingAppsPort} <secret>`),
              "webbridge3 enable",
            ],
            citation: "Cisco 218117",
            note: note("cms-meeting-apps-secret", { machines: apps.map(({ name }) => name).join(", ") }),
          },
        ]),
    ...(hasSso
      ? [
          {
            id: "webbridge3-sso",
            lines: ["webbridge3 restart"],
            citation: "Cisco 221573",
            note: note("cms-sso", { files: "sso_sign.key, sso_encrypt.key" }),
          },
        ]
      : []),
  ];
}

/** Its secret is told to every Web Bridge; a new one makes the former useless. */
function meetingApps(place: Place): Typed[] {
  const {
    deployment: { inputs },
    node,
  } = place;
  return [
    {
      id: "meetingapps",
      citation: "Cisco 218117",
      note: note("cms-meeting-apps", { url: `https://${node.fqdn}:${inputs.meetingAppsPort}/api/ping` }),
      lines: [
        `meetingapps https listen ${node.interface} ${inputs.meetingAppsPort}`,
        fullCerts(place, "meetingapps https", "meeting-apps"),
        "meetingapps gensecret",
        "meetingapps enable",
      ],
    },
  ];
}

/** Key, certificate, and in the third place the certificates of all Call Bridges. */
function h323Gateway(place: Place): Typed[] {
  const list = trustFile(place, "trust-h323-gateway");
  return [
    {
      id: "h323-gateway",
      lines: [`${pairCerts(place, "h323_gateway", "h323-gateway")}${list === null ? "" : ` ${list}`}`],
      note: note("cms-list-of-leaves", {}),
      citation: "Cisco 210441",
    },
    {
      id: "h323-gateway-enable",
      lines: ["h323_gateway enable"],
      citation: "Cisco 210441",
      confirmation: "unconfirmed",
    },
  ];
}

function xmpp(place: Place): Typed[] {
  const {
    deployment: { inputs },
    node,
  } = place;
  return [
    {
      id: "xmpp-listen",
      lines: [`xmpp listen ${node.interface}`, `xmpp domain ${inputs.xmppDomain ?? "<domain>"}`],
      note: note("cms-xmpp-domain", {}),
      citation: "Cisco 213821",
    },
    { id: "xmpp", lines: ["xmpp disable", certs(place, "xmpp", "xmpp"), "xmpp enable"] },
    ...xmppCluster(place),
  ];
}

/** The first server makes the cluster, the others join it; each Call Bridge is then made known to all of them. */
function xmppCluster(place: Place): Typed[] {
  const { deployment, node } = place;
  const [first, ...others] = nodesWith(deployment, "xmpp");
  if (first === undefined || others.length === 0) return [];
  const isFirst = node.name === first.name;
  const bridges = nodesWith(deployment, "call-bridge").map(({ name }) => name.split(".")[0]!);
  const citation = "Cisco 213479";
  return [
    {
      id: "xmpp-cluster",
      lines: [
        ...line("xmpp cluster trust", trustFile(place, "trust-xmpp-cluster")),
        "xmpp disable",
        "xmpp cluster enable",
        ...(isFirst ? ["xmpp cluster initialize", "xmpp enable"] : ["xmpp enable", `xmpp cluster join ${first.fqdn}`]),
      ],
      note: note("cms-xmpp-cluster", { first: first.name }),
      citation,
    },
    {
      id: "xmpp-callbridges",
      lines: bridges.map((bridge) => `xmpp callbridge ${isFirst ? "add" : "add-secret"} ${bridge}`),
      note: note(isFirst ? "cms-xmpp-secret-made" : "cms-xmpp-secret-typed", { first: first.name }),
      citation,
    },
  ];
}

function tagged(place: Place, service: "load-balancer" | "trunk"): Typed {
  const { deployment, node } = place;
  const { key, certificate, bundle } = filesOfPair(deployment, service, node);
  const trust = trustFile(place, "trust-load-balancer") ?? bundle;
  return {
    id: service,
    lines: [
      `${service === "trunk" ? "trunk" : "loadbalancer"} auth ${deployment.inputs.loadBalancerTag} ${key} ${certificate} ${trust}`,
    ],
    note: note("cms-trunk", {}),
    citation: "CMS certificate guidelines 2.9",
    confirmation: "unconfirmed",
  };
}

/**
 * Release 3 speaks SIP with them (`recorder sip certs`, Call Bridge's certificate in the bundle); 2.9 has a trust line.
 */
function recording(place: Place, service: "recorder" | "streamer"): Typed {
  const { deployment, node } = place;
  const { key, certificate } = filesOfPair(deployment, service, node);
  const trust = trustFile(place, service === "recorder" ? "trust-recorder" : "trust-streamer");
  const isRecorder = service === "recorder";
  if (!deployment.isRelease3) {
    return {
      id: service,
      lines: [pairCerts(place, service, service), ...line(`${service} trust`, trust), `${service} enable`],
      note: note("cms-list-and-own", {}),
      citation: isRecorder ? "Cisco 202722" : "Cisco 211261",
    };
  }
  const verify = isRecorder || trust === null ? [] : [`tls sip trust ${trust}`, "tls sip verify enable"];
  return {
    id: service,
    lines: [
      `${service} sip certs ${key} ${certificate}${trust === null ? "" : ` ${trust}`}`,
      ...verify,
      `${service} enable`,
    ],
    note: note("cms-recorder-options", {}),
    citation: isRecorder ? "Cisco 225405" : "Cisco 217320",
  };
}

function scheduler(place: Place): Typed[] {
  const { node } = place;
  return [
    {
      id: "scheduler",
      citation: "Cisco 217367",
      note: note("cms-full-chain", {}),
      lines: [
        fullCerts(place, "scheduler c2w", "scheduler"),
        ...line("scheduler c2w trust", trustFile(place, "trust-c2w-scheduler")),
        `scheduler https listen ${node.interface} 9443`,
        fullCerts(place, "scheduler https", "scheduler"),
      ],
    },
    { id: "scheduler-enable", lines: ["scheduler enable"], citation: "Cisco 217367", confirmation: "unconfirmed" },
  ];
}
