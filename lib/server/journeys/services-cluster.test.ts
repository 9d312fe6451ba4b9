import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { attempt, freePort, listens, start, unpack } from "../../../test/support/programs.ts";
import { temporaryFolder } from "../../../test/support/external-tools.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/**
 * Three Meeting Servers with every service, as the plan wants them made. What is judged are the packs alone: the files
 * that the typed lines of each machine name, by OpenSSL, for each role and each direction.
 */

const hosts = ["cms1", "cms2", "cms3"];
const both = ["web-admin", "call-bridge", "web-bridge", "turn", "recorder", "streamer", "uploader"];

/** Who connects to whom: the words before the files on either side. `root`: a stranger who knows the root alone. */
interface Connection {
  readonly server: string;
  readonly client?: string;
  /** What the server's line trusts; absent where it asks for no certificate. */
  readonly serverTrust?: string;
  readonly clientTrust: string;
}

const database = {
  server: "database cluster certs",
  client: "database cluster client",
  serverTrust: "database cluster trust",
  clientTrust: "database cluster trust",
};
const always: readonly Connection[] = [
  { server: "webadmin certs", clientTrust: "root" },
  { server: "webadmin certs", clientTrust: "callbridge trust cluster" },
  { server: "webadmin certs", clientTrust: "uploader cms trust" },
  { server: "turn certs", clientTrust: "root" },
  database,
];
const releases: Readonly<
  Record<string, { readonly services: readonly string[]; readonly connections: readonly Connection[] }>
> = {
  "3.x": {
    services: [...both, "scheduler"],
    connections: [
      ...always,
      { server: "webbridge3 https certs", clientTrust: "root" },
      {
        server: "webbridge3 c2w certs",
        client: "callbridge certs",
        serverTrust: "webbridge3 c2w trust",
        clientTrust: "callbridge trust c2w",
      },
      {
        server: "webbridge3 c2w certs",
        client: "scheduler c2w certs",
        serverTrust: "webbridge3 c2w trust",
        clientTrust: "scheduler c2w trust",
      },
      {
        server: "recorder sip certs",
        client: "callbridge certs",
        serverTrust: "recorder sip trust",
        clientTrust: "root",
      },
      { server: "streamer sip certs", client: "callbridge certs", serverTrust: "tls sip trust", clientTrust: "root" },
    ],
  },
  "2.9": {
    services: [...both, "xmpp", "load-balancer", "trunk"],
    connections: [
      ...always,
      { server: "webbridge certs", client: "callbridge certs", serverTrust: "webbridge trust", clientTrust: "root" },
      {
        server: "recorder certs",
        client: "callbridge certs",
        serverTrust: "recorder trust",
        clientTrust: "authorities",
      },
      {
        server: "streamer certs",
        client: "callbridge certs",
        serverTrust: "streamer trust",
        clientTrust: "authorities",
      },
      { server: "xmpp certs", clientTrust: "callbridge trust xmpp" },
      {
        server: "xmpp certs",
        client: "xmpp certs",
        serverTrust: "xmpp cluster trust",
        clientTrust: "xmpp cluster trust",
      },
      {
        server: "loadbalancer auth",
        client: "trunk auth",
        serverTrust: "loadbalancer trust",
        clientTrust: "trunk trust",
      },
    ],
  },
};

describe.each(Object.keys(releases))("release %s", (release) => {
  const { services, connections } = releases[release]!;
  const folder = temporaryFolder();
  let console_: TestConsole;
  let lines = new Map<string, readonly string[]>();
  afterAll(async () => {
    await console_.close();
    folder.remove();
  });

  it("a cluster is made by its own requests, is ready, and delivers every file that its lines name", async () => {
    console_ = await openTestConsole();
    const { ask } = console_;
    await ask("selfsigned", { name: "root", subject: { CN: "Example Root" }, key: "p-256" });
    await ask("csr", { name: "issuing", subject: { CN: "Example Issuing" }, key: "p-256" });
    await ask("sign", { request: "issuing", issuer: "root", profile: "sub-ca" });
    await ask("selfsigned", { name: "dbca", subject: { CN: "tplab.local" }, key: "p-256" });
    const inputs = {
      release,
      clusterName: "cms.example.com",
      joinHost: "join.example.com",
      xmppDomain: "example.com",
      nodes: hosts.map((host, index) => ({
        fqdn: `${host}.example.com`,
        services,
        database: index === 0 ? "primary" : "replica",
      })),
    };
    const { plan } =
      (await ask("service-save", { name: "Meetings", target: "cisco-meeting-server", inputs }),
      await ask("service", { service: "Meetings" }));
    for (const { name, commonName, subjectAltNames, profile } of plan.requests) {
      await ask("csr", { name, subject: { CN: commonName }, subjectAltNames, key: "p-256" });
      await ask("sign", { request: name, issuer: name.startsWith("db") ? "dbca" : "issuing", profile });
    }
    const identities = plan.requests.flatMap(({ name, roles }) => roles.map((role) => chosen(role, name)));
    await ask("service-save", {
      name: "Meetings",
      previous: "Meetings",
      target: "cisco-meeting-server",
      inputs: { ...inputs, identities },
    });
    // The one remark that stays: no public authority signs here.
    expect(
      (await ask("service", { service: "Meetings" })).plan.checks.filter(
        ({ status }) => status === "fail" || status === "unknown",
      ),
    ).toEqual([]);
    const { bytes } = await ask("pack", { service: "Meetings", unencryptedKeys: true });
    unpack(bytes, folder.path("pack"));
    lines = new Map(hosts.flatMap((host) => typedLines(host)));
    const [root, issuing] = [
      (await ask("download", { file: "root.crt" })).bytes,
      (await ask("download", { file: "issuing.crt" })).bytes,
    ];
    folder.write("root.crt", root);
    folder.write("authorities.crt", Buffer.concat([issuing, root]));
    for (const [line, [key, certificate]] of lines)
      if (certificate !== undefined) expect(publicKey("pkey", key!), line).toBe(publicKey("x509", certificate));
  });

  it("OpenSSL accepts the cluster's certificates with the files of the packs alone, both ways of each connection", () => {
    let judged = 0;
    for (const { server, client, serverTrust, clientTrust } of connections) {
      for (const to of hosts)
        for (const from of hosts) {
          verify("sslserver", `${to} ${server}`, `${from} ${clientTrust}`);
          judged += 1;
          if (client === undefined || serverTrust === undefined) continue;
          verify("sslclient", `${from} ${client}`, `${to} ${serverTrust}`);
          judged += 1;
        }
    }
    expect(judged).toBe(9 * (connections.length + connections.filter(({ client }) => client !== undefined).length));
  });

  it("OpenSSL's own server and client connect wherever both ends show a certificate", async () => {
    for (const { server, client, serverTrust, clientTrust } of connections) {
      if (client === undefined || serverTrust === undefined) continue;
      const [to, from] = [hosts[1]!, hosts[0]!];
      const port = await freePort();
      const listening = start(
        "openssl",
        [
          "s_server",
          "-accept",
          `127.0.0.1:${port}`,
          "-Verify",
          "5",
          "-verify_return_error",
          ...shown(`${to} ${server}`),
          "-CAfile",
          fileOf(`${to} ${serverTrust}`),
          ...partly(`${to} ${serverTrust}`),
          "-naccept",
          "1",
          "-www",
        ],
        folder.path("."),
      );
      await listens(port);
      const words = [
        "s_client",
        "-connect",
        `127.0.0.1:${port}`,
        "-verify_return_error",
        ...shown(`${from} ${client}`),
        "-CAfile",
        fileOf(`${from} ${clientTrust}`),
        ...partly(`${from} ${clientTrust}`),
        "-quiet",
      ];
      const { text } = await attempt("openssl", words, { input: "GET / HTTP/1.0\r\n\r\n" });
      await listening.stop();
      expect(text, `${client} to ${server}`).toContain("HTTP/1.0 200");
    }
  });

  it("a rehearsal covers every connection, and none of them fails", async () => {
    const { passed, transcript } = await console_.ask("rehearse", { service: "Meetings" });
    expect(
      transcript
        .filter((each) => !each.passed)
        .map(({ handshake, lines: said }) => [
          handshake,
          said.filter(({ tone }) => tone === "fail").map(({ code }) => code),
        ]),
    ).toEqual([]);
    expect(passed).toBe(true);
    const titles = [
      "browser-to-web-admin",
      "browser-to-web-bridge",
      "call-bridge-to-web-bridge",
      "call-bridge-to-recorder",
      "call-bridge-to-streamer",
      "call-bridge-to-call-bridge",
      "uploader-to-web-admin",
      "turn-client",
      "database",
    ];
    const own =
      release === "3.x"
        ? ["scheduler-to-web-bridge"]
        : ["xmpp-client", "call-bridge-to-xmpp", "trunk-to-load-balancer"];
    expect(new Set(transcript.map(({ title }) => title))).toEqual(new Set([...titles, ...own]));
  });

  /** `web-bridge-3-c2w@cms1` → the row of the inputs that chooses a name for it. */
  function chosen(role: string, identity: string) {
    const [title = "", node] = role.split("@");
    const service = title.startsWith("web-bridge") ? (title.endsWith("c2w") ? "web-bridge-c2w" : "web-bridge") : title;
    return { service, identity, ...(node === undefined ? {} : { node: `${node}.example.com` }) };
  }

  /** The files that each line of a machine's STEPS.md names, under the machine and the words before them. */
  function typedLines(host: string): [string, readonly string[]][] {
    const steps = readFileSync(folder.path(`pack/${host}/STEPS.md`), "utf8");
    return [
      ...steps.matchAll(
        /^ *([a-z][a-z0-9 ]* (?:certs|trust|auth Edge1)(?: cluster| c2w| xmpp)?) ((?:[\w-]+\.(?:key|crt) ?)+)$/gm,
      ),
    ].flatMap(([, words = "", files = ""]): [string, readonly string[]][] => {
      const paths = files
        .trim()
        .split(" ")
        .map((file) => folder.path(join("pack", host, file)));
      const line = `${host} ${words.replace(" Edge1", "")}`;
      // Lines whose last file is what they trust: the others have the chain there, or nothing.
      if (line.endsWith("database cluster certs"))
        return [
          [line, paths.slice(0, 2)],
          [`${host} database cluster client`, paths.slice(2, 4)],
          [`${host} database cluster trust`, paths.slice(4)],
        ];
      const [, , last] = paths;
      const trusting = / sip certs$| auth$/.exec(line);
      return trusting !== null && last !== undefined
        ? [
            // The bundle of `sip certs` holds the issuers of the service too.
            [line, line.endsWith(" sip certs") ? paths : paths.slice(0, 2)],
            [line.replace(/certs$|auth$/, "trust"), [last]],
          ]
        : [[line, paths]];
    });
  }

  function filesOf(line: string): readonly string[] {
    const files = lines.get(line);
    if (files === undefined) throw new Error(`no such line: ${line}`);
    return files;
  }

  function fileOf(line: string): string {
    const stranger = / (root|authorities)$/.exec(line)?.[1];
    return stranger === undefined ? filesOf(line)[0]! : folder.path(`${stranger}.crt`);
  }

  /** Lists of the peers' own certificates: what stands in them is trusted by itself. */
  function partly(line: string): string[] {
    return / (?:webbridge|recorder|streamer|xmpp cluster) trust$/.test(line) ? ["-partial_chain"] : [];
  }

  /** The leaf of the line's certificate, with what else the service would send. */
  function verify(purpose: string, line: string, trust: string): void {
    const [, certificate = "", bundle = certificate] = filesOf(line);
    const said = execFileSync(
      "openssl",
      ["verify", "-purpose", purpose, "-CAfile", fileOf(trust), ...partly(trust), "-untrusted", bundle, certificate],
      { encoding: "utf8" },
    );
    expect(said, `${line} by ${trust}`).toContain("OK");
  }

  function shown(line: string): string[] {
    const [key = "", certificate = "", bundle = certificate] = filesOf(line);
    return ["-key", key, "-cert", certificate, "-cert_chain", bundle];
  }
});

const publicKey = (kind: "pkey" | "x509", path: string): string =>
  execFileSync(
    "openssl",
    kind === "pkey" ? ["pkey", "-in", path, "-pubout"] : ["x509", "-in", path, "-noout", "-pubkey"],
    { encoding: "utf8" },
  );
