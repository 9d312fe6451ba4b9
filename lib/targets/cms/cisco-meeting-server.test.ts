import { afterAll, describe, expect, it } from "vitest";
import { run, temporaryFolder } from "../../../test/support/external-tools.ts";
import { makeIdentity, makeIntermediate, makeRoot, materialOf } from "../../../test/support/target-material.ts";
import { schemaOf } from "../../commands/parts/service/target-schema.ts";
import { writePem } from "../../pki/asn1/pem.ts";
import { ciscoMeetingServer } from "./cisco-meeting-server.ts";
import type { Identity } from "../material.ts";
import type { Plan, PlannedFile } from "../plan.ts";

/** Row by row what the vendor's how-to (Cisco 214618) wants typed, with the inputs filled in. */

const planOf = (given: unknown, identities: readonly Identity[] = []): Plan =>
  ciscoMeetingServer.plan(schemaOf(ciscoMeetingServer.fields).parse(given), materialOf({ identities }));
const lines = (plan: Plan, ...ids: readonly string[]): string[] =>
  ids.flatMap((id) => plan.steps.find((step) => step.id === id)?.lines ?? [`no step ${id}`]);
const requests = (plan: Plan): string[] => plan.requests.map(({ line }) => line);

const all29 = ["web-admin", "call-bridge", "web-bridge", "xmpp", "turn", "load-balancer"];

describe("the requests of step 2", () => {
  it("a single machine has the requests of its services", () => {
    const plan = planOf({
      release: "2.9",
      joinHost: "join.example.com",
      xmppDomain: "example.com",
      nodes: [{ fqdn: "cms1.example.com", services: all29 }],
    });
    expect(requests(plan)).toEqual([
      "pki csr webadmin CN:cms1.example.com",
      "pki csr callbridge CN:cms1.example.com",
      "pki csr webbridge CN:cms1.example.com subjectAltName:join.example.com,example.com",
      "pki csr xmpp CN:cms1.example.com subjectAltName:example.com",
    ]);
    expect(plan.requests.find(({ name }) => name === "callbridge")?.roles).toEqual([
      "call-bridge@cms1",
      "turn@cms1",
      "load-balancer@cms1",
    ]);
  });

  it("a cluster has the requests of each machine", () => {
    const nodes = ["cms1", "cms2", "cms3"].map((name) => ({
      fqdn: `${name}.example.com`,
      services: ["call-bridge", "turn", "load-balancer", "xmpp"],
    }));
    const plan = planOf({ release: "2.9", clusterName: "cms.example.com", xmppDomain: "example.com", nodes });
    expect(requests(plan)).toEqual([
      "pki csr callbridge CN:cms.example.com subjectAltName:cms1.example.com,cms2.example.com,cms3.example.com",
      "pki csr xmpp CN:cms.example.com subjectAltName:example.com,cms1.example.com,cms2.example.com,cms3.example.com",
    ]);
  });

  it("one certificate for everything names each machine and the join URL", () => {
    const nodes = ["cms1", "cms2"].map((name) => ({
      fqdn: `${name}.example.com`,
      services: ["web-admin", "call-bridge", "web-bridge"],
    }));
    expect(
      requests(planOf({ sharing: "one", clusterName: "cms.example.com", joinHost: "join.example.com", nodes })),
    ).toEqual(["pki csr cms CN:cms.example.com subjectAltName:join.example.com,cms1.example.com,cms2.example.com"]);
  });

  it("a request never has the name of a live identity", () => {
    const live = makeIdentity("callbridge", makeRoot("R"), { subject: { CN: "cms1.example.com" } });
    const plan = planOf(
      {
        nodes: [{ fqdn: "cms1.example.com", services: ["call-bridge"] }],
        identities: [{ service: "call-bridge", identity: "callbridge" }],
      },
      [live],
    );
    expect(requests(plan)).toEqual(["pki csr callbridge-next CN:cms1.example.com"]);
    expect(plan.steps.find(({ id }) => id === "request-pair:callbridge")).toMatchObject({
      lines: [],
      note: { code: "found-certificate", params: { file: "callbridge.crt" } },
    });
    const outgrown = planOf(
      {
        clusterName: "cms.example.com",
        nodes: ["cms1", "cms2"].map((node) => ({ fqdn: `${node}.example.com`, services: ["call-bridge"] })),
        identities: [{ service: "call-bridge", identity: "callbridge" }],
      },
      [live],
    );
    expect(outgrown.steps.find(({ id }) => id === "request-pair:callbridge")).toMatchObject({
      lines: ["pki csr callbridge-next CN:cms.example.com subjectAltName:cms1.example.com,cms2.example.com"],
      note: { code: "cms-never-live-name", params: { name: "callbridge" } },
    });
  });
});

describe("the database cluster of step 3", () => {
  const plan = planOf({
    databaseAuthorityName: "tplab.local",
    nodes: [
      { fqdn: "cmscore1.example.com", database: "primary" },
      { fqdn: "cmscore2.example.com", database: "replica" },
      { fqdn: "cmscore3.example.com", database: "replica" },
      { fqdn: "cmsedge1.example.com", services: [], database: "connect" },
    ],
  });
  const steps = plan.steps.filter(({ id }) => id.startsWith("database-"));

  it("each row stands in order, with its machine", () => {
    const certs = "database cluster certs dbserver.key dbserver.crt dbclient.key dbclient.crt dbca.crt";
    const typed = steps.flatMap(({ node, lines: typedLines }) => typedLines.map((line) => `${node}> ${line}`));
    expect(typed).toEqual([
      ...["cmscore1", "cmscore2", "cmscore3", "cmsedge1"].map((node) => `${node}> backup snapshot before-database`),
      ...["cmsedge1", "cmscore2", "cmscore3", "cmscore1"].flatMap((node) => [
        `${node}> database cluster remove`,
        `${node}> database cluster status`,
      ]),
      "cmscore1> pki selfsigned dbca CN:tplab.local",
      "cmscore1> pki csr dbserver CN:cmscore1.example.com subjectAltName:cmscore2.example.com,cmscore3.example.com",
      "cmscore1> pki csr dbclient CN:postgres",
      "cmscore1> pki sign dbserver dbca",
      "cmscore1> pki sign dbclient dbca",
      `cmscore1> ${certs}`,
      "cmscore1> database cluster localnode a",
      "cmscore1> database cluster initialize",
      "cmscore1> database cluster status",
      `cmscore2> ${certs}`,
      `cmscore3> ${certs}`,
      "cmsedge1> database cluster certs dbclient.key dbclient.crt dbca.crt",
      "cmscore2> database cluster localnode a",
      "cmscore2> database cluster join cmscore1.example.com",
      "cmscore3> database cluster localnode a",
      "cmscore3> database cluster join cmscore1.example.com",
      "cmsedge1> database cluster localnode a",
      "cmsedge1> database cluster connect cmscore1.example.com",
    ]);
  });

  it("each file is copied to the machines that need it, between making and applying", () => {
    const notes = steps.filter(({ phase }) => phase === "copy").map(({ note }) => note);
    expect(notes).toEqual([
      { code: "db-copy-client", params: { nodes: "cmscore1, cmscore2, cmscore3, cmsedge1" } },
      { code: "db-copy-server", params: { nodes: "cmscore1, cmscore2, cmscore3" } },
      { code: "db-copy-authority", params: { nodes: "cmscore1, cmscore2, cmscore3, cmsedge1" } },
    ]);
  });

  it("the cluster is renewed by taking it apart, in the order of step 5", () => {
    const typed = plan.steps
      .filter(({ id }) => id.startsWith("renew-database"))
      .map(({ node, lines: [line] }) => `${node}> ${line}`);
    expect(typed[0]).toBe("cmscore1> database cluster status");
    expect(typed.slice(1, 5).every((line) => line.endsWith("> backup snapshot before-database"))).toBe(true);
    expect(typed.slice(5, 9)).toEqual(
      ["cmsedge1", "cmscore2", "cmscore3", "cmscore1"].map((node) => `${node}> database cluster remove`),
    );
    expect(typed.slice(13)).toEqual([
      "cmscore1> database cluster initialize",
      "cmscore2> database cluster join cmscore1.example.com",
      "cmscore3> database cluster join cmscore1.example.com",
      "cmsedge1> database cluster connect cmscore1.example.com",
    ]);
  });
});

describe("steps 4 and 5, for each service", () => {
  const plan = planOf({
    release: "2.9",
    joinHost: "join.example.com",
    xmppDomain: "example.com",
    nodes: [{ fqdn: "cms1.example.com", services: all29 }],
  });

  it("each pair is looked at before it is applied", () => {
    expect(lines(plan, "verify-webadmin.crt@cms1")).toEqual([
      "pki inspect webadmin.crt",
      "pki match webadmin.key webadmin.crt",
      "pki verify webadmin.crt webadmin-bundle.crt",
    ]);
  });

  it("the services of 2.9 are applied", () => {
    expect(lines(plan, "webadmin-listen@cms1", "webadmin@cms1")).toEqual([
      "webadmin listen a 445",
      "webadmin disable",
      "webadmin certs webadmin.key webadmin.crt webadmin-bundle.crt",
      "webadmin enable",
    ]);
    expect(lines(plan, "callbridge@cms1")).toEqual([
      "callbridge certs callbridge.key callbridge.crt callbridge-bundle.crt",
      "callbridge restart",
    ]);
    expect(lines(plan, "webbridge@cms1")).toEqual([
      "webbridge disable",
      "webbridge certs webbridge.key webbridge.crt webbridge-bundle.crt",
      "webbridge trust callbridge-trust.crt",
      "webbridge enable",
    ]);
    expect(lines(plan, "xmpp-listen@cms1", "xmpp@cms1")).toEqual([
      "xmpp listen a",
      "xmpp domain example.com",
      "xmpp disable",
      "xmpp certs xmpp.key xmpp.crt xmpp-bundle.crt",
      "xmpp enable",
    ]);
    expect(lines(plan, "turn@cms1")).toEqual([
      "turn disable",
      "turn certs callbridge.key callbridge.crt callbridge-bundle.crt",
      "turn enable",
    ]);
  });

  it("a renewal has the same name and a restart", () => {
    expect(lines(plan, "renew-call-bridge@cms1", "renew-web-admin@cms1")).toEqual([
      "callbridge restart",
      "webadmin disable",
      "webadmin enable",
    ]);
    expect(plan.steps.find(({ id }) => id === "renew-turn@cms1")?.note?.code).toBe("cms-same-name-renewal");
  });

  it("each restart says which renewal it belongs to", () => {
    const nodes = [
      { fqdn: "core.example.com", services: ["call-bridge", "web-admin"], database: "primary" },
      { fqdn: "edge.example.com", services: ["web-bridge"], database: "connect" },
    ];
    const concerned = (trustBy: string, name: string) =>
      planOf({ trustBy, nodes })
        .steps.filter(({ phase, concerns }) => phase === "renew" && concerns?.includes(name) === true)
        .map(({ id }) => id);
    expect(concerned("authority", "callbridge")).toEqual(["renew-call-bridge@core"]);
    expect(concerned("authority", "webbridge-edge")).toEqual(["renew-web-bridge@edge"]);
    expect(concerned("leaf", "callbridge")).toEqual(["renew-call-bridge@core", "renew-web-bridge@edge"]);
    for (const name of ["dbserver", "dbclient", "dbca"])
      expect(concerned("authority", name).every((id) => id.startsWith("renew-database-"))).toBe(true);
    expect(concerned("authority", "dbclient")).toHaveLength(9);
  });

  it("the services of release 3 are applied with two files, and trust both ways", () => {
    const three = planOf({
      joinHost: "join.example.com",
      nodes: [
        {
          fqdn: "core.example.com",
          services: ["call-bridge", "scheduler", "recorder", "streamer", "uploader", "web-admin"],
        },
        { fqdn: "edge.example.com", services: ["web-bridge"] },
      ],
    });
    expect(lines(three, "webbridge3@edge")).toEqual([
      "webbridge3 disable",
      "webbridge3 https certs webbridge-edge.key webbridge-edge-fullchain.crt",
      "webbridge3 https listen a:443",
      "webbridge3 http-redirect enable",
      "webbridge3 c2w certs c2w-edge.key c2w-edge-fullchain.crt",
      "webbridge3 c2w listen a:6000",
      "webbridge3 c2w trust callbridge-trust.crt",
      "webbridge3 enable",
    ]);
    expect(lines(three, "callbridge-listen@core", "callbridge@core")).toEqual([
      "callbridge listen a",
      "callbridge certs callbridge.key callbridge.crt callbridge-bundle.crt",
      "callbridge trust c2w c2w-trust.crt",
      "callbridge restart",
    ]);
    expect(three.steps.find(({ id }) => id === "webbridge3-api@edge")?.note).toEqual({
      code: "cms-api-web-bridge",
      params: { url: "c2w://edge.example.com:6000" },
    });
    expect(lines(three, "scheduler@core")).toEqual([
      "scheduler c2w certs callbridge.key callbridge-fullchain.crt",
      "scheduler c2w trust c2w-trust.crt",
      "scheduler https listen a 9443",
      "scheduler https certs callbridge.key callbridge-fullchain.crt",
    ]);
    expect(lines(three, "recorder@core")).toEqual([
      "recorder sip certs recorder-core.key recorder-core.crt recorder-trust.crt",
      "recorder enable",
    ]);
    expect(lines(three, "streamer@core")).toEqual([
      "streamer sip certs streamer-core.key streamer-core.crt streamer-trust.crt",
      "tls sip trust streamer-trust.crt",
      "tls sip verify enable",
      "streamer enable",
    ]);
    expect(lines(three, "uploader@core")).toEqual(["uploader cms trust uploader-trust.crt"]);
  });
});

describe("three machines with every service", () => {
  const folder = temporaryFolder();
  afterAll(() => folder.remove());
  const root = makeRoot("Example Root");
  const issuing = makeIntermediate("Example Issuing", root);
  const database = makeRoot("tplab.local");
  const hosts = ["cms1.example.com", "cms2.example.com", "cms3.example.com"];
  const services = {
    "3.x": ["web-admin", "call-bridge", "web-bridge", "turn", "recorder", "streamer", "uploader", "scheduler"],
    "2.9": [...all29, "trunk", "recorder", "streamer", "uploader"],
  } as const;
  const everything = makeIdentity("cms", issuing, {
    subject: { CN: "cms.example.com" },
    names: ["cms.example.com", "join.example.com", "example.com", ...hosts],
  });
  const dbserver = makeIdentity("dbserver", database, { subject: { CN: hosts[0]! }, names: hosts, uses: ["server"] });
  const dbclient = makeIdentity("dbclient", database, { subject: { CN: "postgres" }, uses: ["client"] });

  for (const release of ["3.x", "2.9"] as const) {
    const plan = planOf(
      {
        release,
        clusterName: "cms.example.com",
        joinHost: "join.example.com",
        xmppDomain: "example.com",
        nodes: hosts.map((fqdn, index) => ({
          fqdn,
          services: services[release],
          database: index === 0 ? "primary" : "replica",
        })),
        identities: [
          { service: "all", identity: "cms" },
          { service: "database-server", identity: "dbserver" },
          { service: "database-client", identity: "dbclient" },
        ],
      },
      [everything, dbserver, dbclient],
    );

    it(`the plan of release ${release} passes preflight`, () => {
      expect(plan.checks.filter(({ status }) => status === "fail" || status === "unknown")).toEqual([]);
      expect(plan.handshakes.length).toBeGreaterThan(20);
    });

    it(`the planned files alone give certificates that OpenSSL accepts, in release ${release}`, () => {
      for (const { node, path, source } of plan.files)
        if (source.from === "certificates")
          folder.write(`${node}-${path}`, source.certificates.map(({ der }) => writePem("CERTIFICATE", der)).join(""));
      let judged = 0;
      for (const shake of plan.handshakes) {
        for (const side of ["server", "client"] as const) {
          const chain = shake[side].chain;
          const trusted = side === "server" ? shake.client.trust : shake.server.trust;
          if (chain.length === 0 || trusted.length === 0) continue;
          const pem = (ders: readonly Uint8Array[]) => ders.map((der) => writePem("CERTIFICATE", der)).join("");
          const [leaf, rest, anchors] = [
            folder.write("leaf", pem(chain.slice(0, 1))),
            folder.write("rest", pem(chain.slice(1))),
            folder.write("anchors", pem(trusted)),
          ];
          const words = [
            "verify",
            "-purpose",
            side === "server" ? "sslserver" : "sslclient",
            "-CAfile",
            anchors,
            ...(chain.length > 1 ? ["-untrusted", rest] : []),
            ...(side === "client" && shake.server.trustsCertificates ? ["-partial_chain"] : []),
            leaf,
          ];
          expect(run("openssl", words), `${shake.id} ${side}`).toContain("OK");
          judged += 1;
        }
      }
      expect(judged).toBeGreaterThan(40);
      expect(everyLineHasItsFile(plan)).toEqual([]);
    });
  }
});

/** Files that a line names and that do not lie on its machine. */
function everyLineHasItsFile(plan: Plan): string[] {
  const lie = new Set(plan.files.map(({ node, path }: PlannedFile) => `${node}/${path}`));
  const applied = plan.steps.filter(({ phase, lines: typed }) => phase === "apply" && typed.length > 0);
  return applied.flatMap(({ node, lines: typed }) =>
    typed.flatMap((line) =>
      (line.match(/[\w-]+\.(?:key|crt)/g) ?? [])
        .filter((file) => !lie.has(`${node}/${file}`))
        .map((file) => `${node}: ${file} of ${line}`),
    ),
  );
}
