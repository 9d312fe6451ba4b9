import { describe, expect, it } from "vitest";
import { makeIdentity, makeIntermediate, makeRoot, materialOf } from "../../../test/support/target-material.ts";
import { schemaOf } from "../../commands/parts/service/target-schema.ts";
import { writePem } from "../../pki/asn1/pem.ts";
import { ciscoMeetingServer } from "./cisco-meeting-server.ts";
import type { Identity } from "../material.ts";
import type { Plan, PlannedFile } from "../plan.ts";

/** Lines of the vendor's texts that release and size of a deployment decide, each with the text that it stands in. */

const planOf = (given: unknown, identities: readonly Identity[] = []): Plan =>
  ciscoMeetingServer.plan(schemaOf(ciscoMeetingServer.fields).parse(given), materialOf({ identities }));

const root = makeRoot("Example Root");
const issuing = makeIntermediate("Example Issuing", root);
const hosts = [1, 2, 3, 4, 5].map((place) => `cms${place}.example.com`);
const identities = ["callbridge", "xmpp1", "xmpp2", "xmpp3"].map((name) =>
  makeIdentity(name, issuing, { subject: { CN: `${name}.example.com` }, names: ["example.com", ...hosts] }),
);

const clusterOf = (release: "2.9" | "3.x") =>
  planOf(
    {
      release,
      clusterName: "cms.example.com",
      joinHost: "join.example.com",
      xmppDomain: "example.com",
      nodes: hosts.slice(0, 3).map((fqdn) => ({
        fqdn,
        services: [
          "call-bridge",
          "web-bridge",
          "recorder",
          "streamer",
          ...(release === "2.9" ? ["xmpp"] : ["scheduler"]),
        ],
      })),
      identities: [
        { service: "call-bridge", identity: "callbridge" },
        ...[1, 2, 3].map((place) => ({ service: "xmpp", node: hosts[place - 1], identity: `xmpp${place}` })),
      ],
    },
    identities,
  );

const table: readonly (readonly [release: "2.9" | "3.x", step: string, lines: readonly string[], source: string])[] = [
  [
    "2.9",
    "recorder@cms1",
    ["recorder certs recorder-cms1.key recorder-cms1.crt", "recorder trust recorder-trust.crt", "recorder enable"],
    "Cisco 202722",
  ],
  [
    "2.9",
    "streamer@cms1",
    ["streamer certs streamer-cms1.key streamer-cms1.crt", "streamer trust streamer-trust.crt", "streamer enable"],
    "Cisco 211261",
  ],
  [
    "2.9",
    "xmpp-cluster@cms1",
    [
      "xmpp cluster trust xmpp-cluster-trust.crt",
      "xmpp disable",
      "xmpp cluster enable",
      "xmpp cluster initialize",
      "xmpp enable",
    ],
    "Cisco 213479",
  ],
  [
    "2.9",
    "xmpp-cluster@cms3",
    [
      "xmpp cluster trust xmpp-cluster-trust.crt",
      "xmpp disable",
      "xmpp cluster enable",
      "xmpp enable",
      "xmpp cluster join cms1.example.com",
    ],
    "Cisco 213479",
  ],
  [
    "2.9",
    "xmpp-callbridges@cms1",
    ["xmpp callbridge add cms1", "xmpp callbridge add cms2", "xmpp callbridge add cms3"],
    "Cisco 213479",
  ],
  [
    "2.9",
    "xmpp-callbridges@cms2",
    ["xmpp callbridge add-secret cms1", "xmpp callbridge add-secret cms2", "xmpp callbridge add-secret cms3"],
    "Cisco 213479",
  ],
  [
    "3.x",
    "recorder@cms1",
    ["recorder sip certs recorder-cms1.key recorder-cms1.crt recorder-trust.crt", "recorder enable"],
    "Cisco 225405",
  ],
  [
    "3.x",
    "streamer@cms2",
    [
      "streamer sip certs streamer-cms2.key streamer-cms2.crt streamer-trust.crt",
      "tls sip trust streamer-trust.crt",
      "tls sip verify enable",
      "streamer enable",
    ],
    "Cisco 217320",
  ],
];

const aloneOf = (release: "2.9" | "3.x") =>
  planOf({
    release,
    joinHost: "join.example.com",
    xmppDomain: "example.com",
    nodes: [
      {
        fqdn: hosts[0],
        services: [
          "web-admin",
          "call-bridge",
          "web-bridge",
          "recorder",
          ...(release === "2.9" ? ["xmpp"] : ["scheduler", "uploader"]),
        ],
      },
    ],
  });

/** The same for a machine by itself. */
const single: typeof table = [
  [
    "2.9",
    "webadmin@cms1",
    ["webadmin disable", "webadmin certs webadmin.key webadmin.crt webadmin-bundle.crt", "webadmin enable"],
    "Cisco 214618, step 5",
  ],
  [
    "2.9",
    "callbridge@cms1",
    ["callbridge certs callbridge.key callbridge.crt callbridge-bundle.crt", "callbridge restart"],
    "Cisco 214618, step 5",
  ],
  [
    "2.9",
    "webbridge@cms1",
    [
      "webbridge disable",
      "webbridge certs webbridge.key webbridge.crt webbridge-bundle.crt",
      "webbridge trust callbridge-trust.crt",
      "webbridge enable",
    ],
    "Cisco 214618, step 5",
  ],
  [
    "2.9",
    "xmpp@cms1",
    ["xmpp disable", "xmpp certs xmpp.key xmpp.crt xmpp-bundle.crt", "xmpp enable"],
    "Cisco 214618, step 5",
  ],
  [
    "2.9",
    "recorder@cms1",
    ["recorder certs recorder.key recorder.crt", "recorder trust recorder-trust.crt", "recorder enable"],
    "Cisco 202722",
  ],
  [
    "3.x",
    "callbridge@cms1",
    [
      "callbridge certs callbridge.key callbridge.crt callbridge-bundle.crt",
      "callbridge trust c2w c2w-trust.crt",
      "callbridge restart",
    ],
    "Cisco 214618, step 5",
  ],
  [
    "3.x",
    "webbridge3@cms1",
    [
      "webbridge3 disable",
      "webbridge3 https certs webbridge.key webbridge-fullchain.crt",
      "webbridge3 https listen a:443",
      "webbridge3 http-redirect enable",
      "webbridge3 c2w certs c2w.key c2w-fullchain.crt",
      "webbridge3 c2w listen a:6000",
      "webbridge3 c2w trust callbridge-trust.crt",
      "webbridge3 enable",
    ],
    "Cisco 221729",
  ],
  [
    "3.x",
    "scheduler@cms1",
    [
      "scheduler c2w certs callbridge.key callbridge-fullchain.crt",
      "scheduler c2w trust c2w-trust.crt",
      "scheduler https listen a 9443",
      "scheduler https certs callbridge.key callbridge-fullchain.crt",
    ],
    "Cisco 217367",
  ],
  ["3.x", "uploader@cms1", ["uploader cms trust uploader-trust.crt"], "Cisco 217320"],
];

describe("lines that release and size of the deployment decide", () => {
  const plans = { "2.9": clusterOf("2.9"), "3.x": clusterOf("3.x") };

  for (const [release, id, lines, source] of table)
    it(`${id} of release ${release} is what ${source} has`, () => {
      expect(plans[release].steps.find((step) => step.id === id)).toMatchObject({
        lines,
        citation: source,
        confirmation: "vendor",
      });
    });

  const alone = { "2.9": aloneOf("2.9"), "3.x": aloneOf("3.x") };
  for (const [release, id, lines, source] of single)
    it(`${id} of release ${release}, a machine by itself, is what ${source} has`, () => {
      expect(alone[release].steps.find((step) => step.id === id)).toMatchObject({
        lines,
        citation: source,
        confirmation: "vendor",
      });
    });

  it("a machine by itself has no XMPP cluster", () => {
    expect(alone["2.9"].steps.filter(({ id }) => id.startsWith("xmpp-c"))).toEqual([]);
  });

  const membersOf = (plan: Plan, path: string): string | undefined => {
    const file = plan.files.find((each: PlannedFile) => each.node === "cms2" && each.path === path);
    return file?.source.from === "certificates"
      ? file.source.certificates.map(({ der }) => writePem("CERTIFICATE", der)).join("")
      : undefined;
  };
  const pemOf = (...names: readonly string[]) =>
    names.map((name) => writePem("CERTIFICATE", identities.find((each) => each.name === name)!.leaf!.der)).join("");

  it("lists of release 2.9 hold the peers' own certificates, whatever was chosen", () => {
    for (const file of ["callbridge-trust.crt", "recorder-trust.crt", "streamer-trust.crt"])
      expect(membersOf(plans["2.9"], file), file).toBe(pemOf("callbridge"));
    expect(membersOf(plans["2.9"], "xmpp-cluster-trust.crt")).toBe(pemOf("xmpp1", "xmpp2", "xmpp3"));
  });

  it("lists of release 3 hold the authorities unless the certificates were chosen", () => {
    expect(membersOf(plans["3.x"], "callbridge-trust.crt")).toBe(
      identities[0]!.issuers.map(({ der }) => writePem("CERTIFICATE", der)).join(""),
    );
  });

  it("a renewal of the Call Bridge in release 2.9 names each peer that has to load it again", () => {
    const concerned = plans["2.9"].steps
      .filter(({ phase, concerns }) => phase === "renew" && concerns?.includes("callbridge") === true)
      .map(({ id }) => id);
    for (const node of ["cms1", "cms2", "cms3"])
      for (const service of ["call-bridge", "web-bridge", "recorder", "streamer"])
        expect(concerned).toContain(`renew-${service}@${node}`);
  });
});

describe("a database of three and of five nodes", () => {
  for (const size of [3, 5])
    it(`${size} nodes are saved, then taken apart with the primary last (Cisco 215421, 216549)`, () => {
      const plan = planOf({
        databaseAuthorityName: "tplab.local",
        nodes: hosts.slice(0, size).map((fqdn, place) => ({ fqdn, database: place === 0 ? "primary" : "replica" })),
      });
      const typed = plan.steps
        .filter(({ id }) => /^database-(?:backup|remove)@/.test(id))
        .map(({ node, lines }) => `${node}> ${lines.join("; ")}`);
      const names = hosts.slice(0, size).map((fqdn) => fqdn.split(".")[0]!);
      expect(typed).toEqual([
        ...names.map((node) => `${node}> backup snapshot before-database`),
        ...[...names.slice(1), names[0]!].map((node) => `${node}> database cluster remove; database cluster status`),
      ]);
    });
});

const file = String.raw`[\w.-]+\.(?:key|crt|csr)`;
const host = String.raw`[\w.-]+`;
/** Title of the document, and its part where one is known; null: no text of the vendor has the line, and the plan says so. */
type Source = string | null;
const howTo = "Generate a CSR and Apply Certificates to CMS (214618)";
const combined = "CMS Single Combined (213821)";
const edge = "Configure an Example of CMS Edge (221729)";
const resiliency = "XMPP Resiliency (213479)";
const cluster = "Configure Call Bridge Database Cluster (210530)";

/** Every line that a plan has typed on the appliance, as a shape, with the text that it stands in. */
const sources: readonly (readonly [shape: string, source: Source])[] = [
  [`pki csr [\\w-]+ CN:${host}(?: subjectAltName:[\\w.,-]+)?`, `${howTo}, step 2`],
  [`pki selfsigned [\\w-]+ CN:${host}`, `${howTo}, step 3`],
  ["pki sign [\\w-]+ [\\w-]+", `${howTo}, step 3`],
  [`pki inspect ${file}`, `${howTo}, step 4`],
  [`pki match ${file} ${file}`, `${howTo}, step 4`],
  [`pki verify ${file} ${file}`, `${howTo}, step 4`],
  ["webadmin listen a 445", `${combined}, Web Admin`],
  ["webadmin (?:disable|enable)", `${howTo}, step 5`],
  [`webadmin certs ${file} ${file} ${file}`, `${howTo}, step 5`],
  ["callbridge listen a", edge],
  [`callbridge certs ${file} ${file} ${file}`, `${howTo}, step 5`],
  ["callbridge restart", `${howTo}, step 5`],
  [`callbridge trust c2w ${file}`, edge],
  [`callbridge trust cluster ${file}`, null],
  [`callbridge trust xmpp ${file}`, null],
  [`callbridge trust branding ${file}`, null],
  [`callbridge (?:ucm|imps) certs ${file}`, "Enable Secure Communication Between CMS and CUCM (221698)"],
  ["callbridge (?:ucm|imps) verify enable", "Enable Secure Communication Between CMS and CUCM (221698)"],
  ["webbridge (?:disable|enable)", `${howTo}, step 5`],
  [`webbridge certs ${file} ${file} ${file}`, `${howTo}, step 5`],
  [`webbridge trust ${file}`, `${howTo}, step 5`],
  ["webbridge3 (?:disable|enable|restart)", edge],
  [`webbridge3 (?:https|c2w) certs ${file} ${file}`, edge],
  ["webbridge3 (?:https|c2w) listen a:\\d+", edge],
  ["webbridge3 http-redirect enable", edge],
  [`webbridge3 c2w trust ${file}`, edge],
  [`webbridge3 meetingapps add ${host} \\d+ <secret>`, "MeetingApps for File Sharing (218117)"],
  ["meetingapps https listen a \\d+", "MeetingApps for File Sharing (218117)"],
  [`meetingapps https certs ${file} ${file}`, "MeetingApps for File Sharing (218117)"],
  ["meetingapps gensecret", "MeetingApps for File Sharing (218117)"],
  ["meetingapps (?:disable|enable)", "MeetingApps for File Sharing (218117)"],
  ["turn (?:disable|enable)", `${howTo}, step 5`],
  [`turn certs ${file} ${file} ${file}`, `${howTo}, step 5`],
  [`recorder certs ${file} ${file}`, "Recorder in CMS/Acano Call Bridge (202722)"],
  [`recorder trust ${file}`, "Recorder in CMS/Acano Call Bridge (202722)"],
  [`recorder sip certs ${file} ${file} ${file}`, "Recorder on CMS Server (225405)"],
  ["recorder (?:disable|enable)", "Recorder on CMS Server (225405)"],
  [`streamer certs ${file} ${file}`, "Live Streaming with VBrick DME (211261)"],
  [`streamer trust ${file}`, "Live Streaming with VBrick DME (211261)"],
  [`streamer sip certs ${file} ${file} ${file}`, "CMS 3 Next Generation Streamer and Uploader (217320)"],
  ["streamer (?:disable|enable)", "CMS 3 Next Generation Streamer and Uploader (217320)"],
  [`tls sip trust ${file}`, "CMS 3 Next Generation Streamer and Uploader (217320)"],
  ["tls sip verify enable", "CMS 3 Next Generation Streamer and Uploader (217320)"],
  [`uploader cms trust ${file}`, "CMS 3 Next Generation Streamer and Uploader (217320)"],
  [`scheduler (?:https|c2w) certs ${file} ${file}`, "CMS Scheduler (217367)"],
  [`scheduler c2w trust ${file}`, "CMS Scheduler (217367)"],
  ["scheduler https listen a 9443", "CMS Scheduler (217367)"],
  ["scheduler (?:disable|enable)", null],
  [`h323_gateway certs ${file} ${file} ${file}`, "H.323 and SIP on CMS (210441)"],
  ["h323_gateway (?:disable|enable)", null],
  [`(?:loadbalancer|trunk) auth [\\w-]+ ${file} ${file} ${file}`, null],
  ["xmpp listen a", `${combined}, XMPP`],
  [`xmpp domain ${host}`, `${combined}, XMPP`],
  ["xmpp (?:disable|enable)", `${howTo}, step 5`],
  [`xmpp certs ${file} ${file} ${file}`, `${howTo}, step 5`],
  [`xmpp cluster trust ${file}`, resiliency],
  ["xmpp cluster (?:enable|initialize)", resiliency],
  [`xmpp cluster join ${host}`, resiliency],
  ["xmpp callbridge (?:add|add-secret) [\\w-]+", resiliency],
  ["backup snapshot [\\w-]+", "Disband a CMS Database Cluster and Cluster Again (215421)"],
  ["database cluster remove", "Renew Expired Database Cluster Certificates (216549)"],
  [`database cluster certs(?: ${file}){3}(?:(?: ${file}){2})?`, `${howTo}, step 3`],
  ["database cluster localnode a", cluster],
  ["database cluster initialize", cluster],
  ["database cluster status", cluster],
  [`database cluster (?:join|connect) ${host}`, cluster],
];

describe("each line that is typed on the appliance", () => {
  const everywhere = ["web-admin", "call-bridge", "web-bridge", "turn", "recorder", "streamer", "uploader"];
  const deployment = (release: "2.9" | "3.x", machines: number, databases: number) =>
    planOf(
      {
        release,
        clusterName: "cms.example.com",
        joinHost: "join.example.com",
        xmppDomain: "example.com",
        databaseAuthorityName: "tplab.local",
        ...(release === "3.x" ? { ucmCertificates: ["peer"], impsCertificates: ["peer"] } : {}),
        brandingCertificates: ["peer"],
        nodes: [
          ...hosts.slice(0, Math.max(machines, databases)).map((fqdn, place) => ({
            fqdn,
            services:
              place >= machines
                ? []
                : [
                    ...everywhere,
                    ...(release === "2.9" ? ["xmpp", "load-balancer", "trunk", "h323-gateway"] : ["scheduler"]),
                  ],
            database: databases === 0 ? "none" : place === 0 ? "primary" : place < databases ? "replica" : "connect",
          })),
          ...(release === "3.x" ? [{ fqdn: "apps.example.com", services: ["meeting-apps"] }] : []),
          { fqdn: "edge.example.com", services: ["turn"], database: databases === 0 ? "none" : "connect" },
        ],
      },
      [],
    );
  const plans = (["2.9", "3.x"] as const).flatMap((release) =>
    (
      [
        [1, 0],
        [3, 3],
        [3, 5],
      ] as const
    ).map(
      ([machines, databases]) =>
        [
          `${release}, ${machines} Call Bridges, ${databases} database nodes`,
          deployment(release, machines, databases),
        ] as const,
    ),
  );
  const shapes = sources.map(([shape, source]) => ({ shape, pattern: new RegExp(`^${shape}$`), source }));
  const met = new Set<string>();

  for (const [title, plan] of plans)
    it(`has its source: ${title}`, () => {
      for (const { id, where, lines, confirmation } of plan.steps)
        if (where === "mmp")
          for (const line of lines) {
            const fitting = shapes.filter(({ pattern }) => pattern.test(line));
            expect(
              fitting.map(({ shape }) => shape),
              `${id}: ${line}`,
            ).toHaveLength(1);
            met.add(fitting[0]!.shape);
            if (fitting[0]!.source === null) expect(confirmation, `${id}: ${line}`).toBe("unconfirmed");
          }
    });

  it("stands in a plan, each of the table", () => {
    expect(sources.map(([shape]) => shape).filter((shape) => !met.has(shape))).toEqual([]);
  });

  it("is marked as not confirmed only where no text has it", () => {
    for (const [title, plan] of plans)
      for (const { id, lines, confirmation, where } of plan.steps)
        if (confirmation === "unconfirmed" && where === "mmp")
          expect(
            lines.some((line) => shapes.some(({ pattern, source }) => source === null && pattern.test(line))),
            `${title}: ${id}`,
          ).toBe(true);
  });
});

describe("the database from the first line to the last", () => {
  for (const size of [3, 5])
    it(`${size} nodes and one that connects are made in the order of the how-to (Cisco 214618, step 3)`, () => {
      const names = hosts.slice(0, size).map((fqdn) => fqdn.split(".")[0]!);
      const plan = planOf({
        databaseAuthorityName: "tplab.local",
        nodes: [
          ...hosts
            .slice(0, size)
            .map((fqdn, place) => ({ fqdn, services: [], database: place === 0 ? "primary" : "replica" })),
          { fqdn: "edge.example.com", services: [], database: "connect" },
        ],
      });
      const typed = plan.steps
        .filter(({ phase, where, id }) => phase !== "renew" && where === "mmp" && !/backup|remove/.test(id))
        .flatMap(({ node, lines }) => lines.map((line) => `${node}> ${line}`));
      const serverLine = "database cluster certs dbserver.key dbserver.crt dbclient.key dbclient.crt dbca.crt";
      expect(typed).toEqual([
        "cms1> pki selfsigned dbca CN:tplab.local",
        `cms1> pki csr dbserver CN:${hosts[0]} subjectAltName:${hosts.slice(1, size).join(",")}`,
        "cms1> pki csr dbclient CN:postgres",
        "cms1> pki sign dbserver dbca",
        "cms1> pki sign dbclient dbca",
        `cms1> ${serverLine}`,
        "cms1> database cluster localnode a",
        "cms1> database cluster initialize",
        "cms1> database cluster status",
        ...names.slice(1).map((node) => `${node}> ${serverLine}`),
        "edge> database cluster certs dbclient.key dbclient.crt dbca.crt",
        ...names
          .slice(1)
          .flatMap((node) => [`${node}> database cluster localnode a`, `${node}> database cluster join ${hosts[0]}`]),
        "edge> database cluster localnode a",
        `edge> database cluster connect ${hosts[0]}`,
      ]);
    });
});
