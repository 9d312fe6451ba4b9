import { createServer, type IncomingHttpHeaders } from "node:http";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startPostgres, type TestPostgres } from "../../../test/support/postgres.ts";
import {
  attempt,
  freePort,
  listens,
  programPath,
  start,
  unpack,
  type Started,
} from "../../../test/support/programs.ts";
import { startNginx, useCertificates } from "../../../test/support/service-programs.ts";
import { temporaryFolder } from "../../../test/support/external-tools.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/**
 * The packs in the hands of the programs that they are for: nginx, node, PostgreSQL, curl and OpenSSL, each with the
 * very files. What a rehearsal says is compared with what they say.
 */

const folder = temporaryFolder();
const passphrase = "nine-words-of-iron";
const running: Started[] = [];
let console_: TestConsole;

beforeAll(async () => {
  console_ = await openTestConsole();
  const { ask } = console_;
  for (const ca of ["root", "stranger"])
    await ask("selfsigned", { name: ca, subject: { CN: `${ca} CA` }, key: "p-256" });
  await ask("csr", { name: "sub", subject: { CN: "sub CA" }, key: "p-256" });
  await ask("sign", { request: "sub", issuer: "root", profile: "sub-ca" });
});
afterAll(async () => {
  for (const program of running) await program.stop();
  await console_.close();
  folder.remove();
});

/** A key and a certificate below the intermediate, unless told otherwise. */
async function identity(
  name: string,
  CN: string,
  profile: "server" | "client" | "server-client",
  options: { readonly issuer?: string; readonly names?: readonly string[]; readonly emailAddress?: string } = {},
): Promise<string> {
  const { issuer = "sub", names = profile === "client" ? [] : [CN], emailAddress } = options;
  await console_.ask("csr", {
    name,
    subject: { CN, ...(emailAddress === undefined ? {} : { emailAddress }) },
    subjectAltNames: names,
    key: "p-256",
  });
  await console_.ask("sign", { request: name, issuer, profile });
  return name;
}

async function unpacked(
  target: string,
  inputs: object,
  name: string,
  keys: object = { unencryptedKeys: true },
): Promise<string> {
  const { bytes } = await console_.ask("pack", { target, inputs, ...keys });
  unpack(bytes, folder.path(name));
  return folder.path(name);
}

/** A client's files beside a pack: key in clear and certificate with its chain. */
async function pemOf(name: string, place: string): Promise<{ key: string; certificate: string }> {
  const key = await console_.ask("export", { name, format: "key-pem", unencrypted: true });
  const chain = await console_.ask("export", { name, format: "chain-pem" });
  const paths = { key: join(place, `${name}.test.key`), certificate: join(place, `${name}.test.crt`) };
  writeFileSync(paths.key, key.bytes, { mode: 0o600 });
  writeFileSync(paths.certificate, chain.bytes);
  return paths;
}

async function rootFile(): Promise<string> {
  const { bytes } = await console_.ask("download", { file: "root.crt" });
  return folder.write("root.crt", bytes);
}

const rehearsed = async (target: string, inputs: object) => console_.ask("rehearse", { target, inputs });

describe("Mattermost behind nginx, with the generated server block", () => {
  const host = "example.mattermost.com";
  let place = "";
  let port = 0;
  let seen: IncomingHttpHeaders = {};
  let root = "";
  const inputs = { host, server: "mattermost", clientAuthorities: ["root", "sub"], users: ["mmuser"], nginx: "older" };
  const upstream = createServer((request, response) => {
    seen = request.headers;
    response.end("Mattermost says hello");
  });

  beforeAll(async () => {
    await identity("mattermost", host, "server");
    await identity("mmuser", "mmuser", "client", { emailAddress: "mmuser@mattermost.com" });
    await identity("intruder", "mmuser", "client", { issuer: "stranger" });
    root = await rootFile();
    port = await freePort();
    const backend = await new Promise<string>((resolve) =>
      upstream.listen(0, "127.0.0.1", () => {
        const address = upstream.address();
        resolve(`127.0.0.1:${address !== null && typeof address === "object" ? address.port : 0}`);
      }),
    );
    place = folder.path("mattermost");
    await unpacked("mattermost-nginx", { ...inputs, backend, folder: place }, "mattermost", {
      unencryptedKeys: true,
      passphrase,
    });
    running.push(
      await startNginx(place, readFileSync(join(place, "mattermost.nginx.conf"), "utf8"), { from: 443, port }),
    );
  });
  afterAll(() => void upstream.close());

  const curl = (...words: string[]) =>
    attempt("curl", [
      "-sS",
      "--cacert",
      root,
      "--resolve",
      `${host}:${port}:127.0.0.1`,
      ...words,
      `https://${host}:${port}/login`,
    ]);

  it("nginx lets the user's .p12 in, and hands on who it is, as the rehearsal said", async () => {
    const answer = await curl("--cert-type", "P12", "--cert", `${place}/users/mmuser-mattermost.p12:${passphrase}`);
    expect(answer).toEqual({ code: 0, text: "Mattermost says hello" });
    const { passed, identity: known } = await rehearsed("mattermost-nginx", inputs);
    expect(passed).toBe(true);
    expect(seen["x-ssl-client-cert-subject-dn"]).toBe(known?.nginxDn);
    expect(known?.nginxDn).toBe("emailAddress=mmuser@mattermost.com,CN=mmuser");
    expect(decodeURIComponent(String(seen["x-ssl-client-cert"]))).toMatch(/^-----BEGIN CERTIFICATE-----/);
  });

  it("nginx lets the PEM pair in, also over the path of the websocket", async () => {
    const { key, certificate } = await pemOf("mmuser", place);
    expect((await curl("--key", key, "--cert", certificate)).text).toBe("Mattermost says hello");
    seen = {};
    await attempt("curl", [
      "-sS",
      "--cacert",
      root,
      "--resolve",
      `${host}:${port}:127.0.0.1`,
      "--key",
      key,
      "--cert",
      certificate,
      `https://${host}:${port}/api/v4/websocket`,
    ]);
    expect(seen["x-ssl-client-cert-subject-dn"]).toContain("CN=mmuser");
  });

  it("nginx answers a client without a certificate with the page that the transcript quotes", async () => {
    const { transcript } = await rehearsed("mattermost-nginx", inputs);
    const says = transcript
      .filter(({ withCertificate }) => !withCertificate)
      .flatMap(({ lines }) => lines.flatMap((line) => line.says));
    expect(says).toContain("400 No required SSL certificate was sent");
    const page = (await curl("-w", "%{http_code}")).text;
    expect(page).toContain("<title>400 No required SSL certificate was sent</title>");
    expect(page).toMatch(/400$/);
  });

  it("nginx answers a certificate of another authority with the other page", async () => {
    const { key, certificate } = await pemOf("intruder", place);
    expect((await curl("--key", key, "--cert", certificate)).text).toContain("400 The SSL certificate error");
    const { passed, transcript } = await rehearsed("mattermost-nginx", { ...inputs, users: ["intruder"] });
    expect(passed).toBe(false);
    expect(transcript[0]?.lines.flatMap((line) => line.says)).toContain("400 The SSL certificate error");
  });
});

describe("the Dialogflow webhook, with the generated servers", () => {
  const inputs = {
    host: "webhook.example.com",
    server: "webhook",
    clientAuthorities: ["root"],
    testClient: "tester",
    clientNames: ["Google LLC"],
  };
  let place = "";
  let root = "";

  beforeAll(async () => {
    await identity("webhook", "webhook.example.com", "server");
    await identity("tester", "Google LLC", "client");
    await identity("other-name", "Somebody Ltd", "client");
    await identity("foreign", "Google LLC", "client", { issuer: "stranger" });
    root = await rootFile();
  });

  const curl = (port: number, ...words: string[]) =>
    attempt("curl", [
      "-sS",
      "--cacert",
      root,
      "--resolve",
      `webhook.example.com:${port}:127.0.0.1`,
      ...words,
      `https://webhook.example.com:${port}/`,
    ]);

  it("the Node server lets the named client in, and refuses one without a certificate, one of another authority and one of another name", async () => {
    const port = await freePort();
    place = await unpacked("dialogflow-webhook", { ...inputs, port }, "webhook");
    const server = start(process.execPath, ["server.mjs"], place);
    running.push(server);
    await listens(port);
    const with_ = async (name: string) => {
      const { key, certificate } = await pemOf(name, place);
      return curl(port, "--key", key, "--cert", certificate, "-w", " %{http_code}");
    };
    expect(
      (await curl(port, "--key", `${place}/test/client-key.pem`, "--cert", `${place}/test/client-crt.pem`)).text,
    ).toBe('{"fulfillmentText":"hello"}');
    expect((await with_("other-name")).text).toContain("403");
    const foreign = await with_("foreign");
    expect([foreign.code, foreign.text]).not.toContain(0);
    const none = await curl(port);
    expect(none.code).not.toBe(0);
    expect(none.text).toMatch(/alert (number 116|certificate required)|certificate required/);
    // A client that hangs up at once is seen to do so before the reason of the handshake is.
    expect(server.said()).toMatch(/refused: (ERR_SSL_PEER_DID_NOT_RETURN_A_CERTIFICATE|ECONNRESET)/);
    expect(await rehearsed("dialogflow-webhook", { ...inputs, port })).toMatchObject({
      passed: true,
      identity: { commonName: "Google LLC" },
    });
  });

  it("nginx lets the named client in, and refuses the same others", async () => {
    const port = await freePort();
    const backendPort = await freePort();
    const there = await unpacked(
      "dialogflow-webhook",
      { ...inputs, port, backend: `127.0.0.1:${backendPort}` },
      "webhook-nginx",
    );
    const upstream = createServer((_, response) => response.end("from the webhook")).listen(backendPort, "127.0.0.1");
    const block = readFileSync(join(there, "webhook.conf"), "utf8").replaceAll("/etc/nginx/webhook", there);
    running.push(await startNginx(there, block, { from: port, port }));
    expect(
      (await curl(port, "--key", `${there}/test/client-key.pem`, "--cert", `${there}/test/client-crt.pem`)).text,
    ).toBe("from the webhook");
    const { key, certificate } = await pemOf("other-name", there);
    expect((await curl(port, "--key", key, "--cert", certificate)).text).toContain("403 Forbidden");
    expect((await curl(port)).text).toContain("No required SSL certificate was sent");
    upstream.close();
  });
});

describe("Cisco Meeting Server", () => {
  const nodes = [
    { fqdn: "cms1.example.com", services: ["web-admin", "call-bridge"], database: "primary" },
    { fqdn: "cms2.example.com", services: ["web-admin", "call-bridge", "scheduler"], database: "replica" },
    { fqdn: "edge.example.com", services: ["web-bridge", "turn"], database: "connect" },
  ];
  const chosen = [
    { service: "all", identity: "callbridge" },
    { service: "web-bridge", identity: "webbridge" },
    { service: "database-server", identity: "dbserver" },
    { service: "database-client", identity: "dbclient" },
  ];
  const inputs = {
    release: "3.x",
    clusterName: "cms.example.com",
    joinHost: "join.example.com",
    nodes,
    identities: chosen,
  };
  let place = "";

  beforeAll(async () => {
    const all = ["cms.example.com", "cms1.example.com", "cms2.example.com"];
    await identity("callbridge", "cms.example.com", "server-client", {
      names: [...all, "edge.example.com"],
      issuer: "root",
    });
    await identity("webbridge", "join.example.com", "server-client", {
      names: ["join.example.com", "edge.example.com"],
      issuer: "root",
    });
    await console_.ask("selfsigned", { name: "dbca", subject: { CN: "tplab.local" }, key: "p-256" });
    await identity("dbserver", "cms1.example.com", "server", {
      issuer: "dbca",
      names: ["cms1.example.com", "cms2.example.com"],
    });
    await identity("dbclient", "postgres", "client", { issuer: "dbca" });
    await identity("dbwrong", "postgrest", "client", { issuer: "dbca" });
    place = await unpacked("cisco-meeting-server", inputs, "cms");
  });

  it("each machine of the Meeting Server has every file that its commands name", async () => {
    for (const node of ["cms1", "cms2", "edge"]) {
      const steps = readFileSync(join(place, node, "STEPS.md"), "utf8");
      const named = [
        ...steps.matchAll(
          /^ *((?:webadmin|callbridge|webbridge3|turn|scheduler|database cluster)[a-z0-9 ]* (?:certs|trust) .+)$/gm,
        ),
      ].flatMap(([, line = ""]) => line.split(" ").filter((word) => /\.(key|crt)$/.test(word)));
      expect(named.length).toBeGreaterThan(4);
      for (const file of named)
        expect(readFileSync(join(place, node, file)).length, `${node}/${file}`).toBeGreaterThan(0);
    }
  });

  it("the rehearsal covers every connection, and the database refuses clients without a certificate", async () => {
    const { passed, transcript } = await rehearsed("cisco-meeting-server", inputs);
    expect(
      transcript
        .filter((each) => !each.passed)
        .map(({ handshake, lines }) => [
          handshake,
          lines.filter(({ tone }) => tone === "fail").map(({ code }) => code),
        ]),
    ).toEqual([]);
    expect(passed).toBe(true);
    expect(new Set(transcript.map(({ title }) => title))).toEqual(
      new Set([
        "browser-to-web-admin",
        "browser-to-web-bridge",
        "call-bridge-to-web-bridge",
        "scheduler-to-web-bridge",
        "call-bridge-to-call-bridge",
        "turn-client",
        "database",
      ]),
    );
  });

  it("c2w succeeds between OpenSSL's own server and client, both ways", async () => {
    const { key, chain, trust } = filesNamed("edge", "webbridge3 c2w");
    const bridge = filesNamed("cms1", "callbridge");
    const port = await freePort();
    const server = start(
      "openssl",
      [
        "s_server",
        "-accept",
        `127.0.0.1:${port}`,
        "-Verify",
        "5",
        "-verify_return_error",
        "-key",
        key,
        "-cert",
        chain,
        "-cert_chain",
        chain,
        "-CAfile",
        trust,
        "-naccept",
        "2",
        "-www",
      ],
      place,
    );
    running.push(server);
    await listens(port);
    const common = [
      "s_client",
      "-connect",
      `127.0.0.1:${port}`,
      "-verify_hostname",
      "edge.example.com",
      "-verify_return_error",
      "-CAfile",
      bridge.trust,
    ];
    const letIn = await attempt("openssl", [...common, "-key", bridge.key, "-cert", bridge.chain, "-quiet"], {
      input: "GET / HTTP/1.0\r\n\r\n",
    });
    expect(letIn.text).toContain("HTTP/1.0 200");
    // Over TLS 1.2 the refusal is part of the handshake: over 1.3 the client may have gone before it comes.
    const refused = await attempt("openssl", [...common, "-tls1_2"]);
    expect(refused.text).toContain("alert handshake failure");
  });

  /** The files of the lines that start so, as paths below the node's folder. */
  function filesNamed(node: string, service: string): { key: string; chain: string; trust: string } {
    const steps = readFileSync(join(place, node, "STEPS.md"), "utf8");
    const words = (pattern: RegExp) =>
      (pattern.exec(steps)?.[1] ?? "").split(" ").map((file) => join(place, node, file));
    const [key = "", chain = ""] = words(new RegExp(`^ *${service} certs (.+)$`, "m"));
    const [trust = ""] = words(
      new RegExp(`^ *${service === "callbridge" ? "callbridge trust c2w" : `${service} trust`} (.+)$`, "m"),
    );
    return { key, chain, trust };
  }

  describe("its database, as PostgreSQL", () => {
    let server: TestPostgres;
    beforeAll(async () => {
      server = await startPostgres({ isOwn: true });
      await useCertificates(server.url, join(place, "cms1"), {
        key: "dbserver.key",
        certificate: "dbserver.crt",
        authority: "dbca.crt",
      });
    });
    afterAll(() => server.stop());

    it("PostgreSQL takes CN=postgres with verify-ca, as the rehearsal said, and no other", async () => {
      expect(await psql("cms1", "dbclient")).toEqual({ code: 0, text: "t|postgres|/CN=postgres\n" });
      expect((await psql("edge", "dbclient")).code).toBe(0);
      const wrong = await pemOf("dbwrong", place);
      const refused = await psqlWith(wrong.key, wrong.certificate);
      expect(refused.code).toBe(2);
      expect(refused.text).toContain('FATAL:  certificate authentication failed for user "postgres"');
      const { passed, transcript } = await rehearsed("cisco-meeting-server", {
        ...inputs,
        identities: chosen.map((row) => (row.identity === "dbclient" ? { ...row, identity: "dbwrong" } : row)),
      });
      expect(passed).toBe(false);
      expect(
        transcript
          .find(({ handshake, withCertificate }) => handshake === "database" && withCertificate)
          ?.lines.flatMap(({ says }) => says),
      ).toEqual(['FATAL:  certificate authentication failed for user "postgres"']);
    });

    it("PostgreSQL refuses a client without a certificate, in the words of the transcript", async () => {
      const refused = await psqlWith("", "");
      expect(refused.text).toContain("connection requires a valid client certificate");
      const { transcript } = await rehearsed("cisco-meeting-server", inputs);
      expect(
        transcript
          .find(({ handshake, withCertificate }) => handshake === "database" && !withCertificate)
          ?.lines.flatMap(({ says }) => says),
      ).toEqual(["FATAL:  connection requires a valid client certificate"]);
    });

    function psql(node: string, name: string) {
      return psqlWith(join(place, node, `${name}.key`), join(place, node, `${name}.crt`));
    }

    function psqlWith(key: string, certificate: string) {
      const url = new URL(server.url);
      const words = `host=127.0.0.1 port=${url.port} user=postgres dbname=postgres sslmode=verify-ca sslrootcert=${place}/cms1/dbca.crt sslkey=${key} sslcert=${certificate === "" ? "/nonexistent" : certificate}`;
      return attempt(
        programPath("psql"),
        ["-XAt", words, "-c", "SELECT ssl, current_user, client_dn FROM pg_stat_ssl WHERE pid = pg_backend_pid()"],
        { env: { PGSSLKEY: key } },
      );
    }
  });
});

describe("Tableau Server", () => {
  it("Tableau Server lets in by UPN, and refuses keys below its sizes although TLS took them", async () => {
    const { ask } = console_;
    await identity("tableau", "tableau.example.com", "server");
    await ask("csr", {
      name: "analyst",
      subject: { CN: "Analyst" },
      subjectAltNames: [{ kind: "upn", value: "analyst@example.com" }],
      key: "rsa-2048",
    });
    await ask("sign", { request: "analyst", issuer: "sub", profile: "client" });
    const inputs = {
      host: "tableau.example.com",
      server: "tableau",
      clientAuthorities: ["root"],
      clients: ["analyst"],
    };
    expect(await rehearsed("tableau-server", inputs)).toMatchObject({
      passed: true,
      identity: { upn: "analyst@example.com" },
    });
    const strict = await rehearsed("tableau-server", { ...inputs, rsaBits: 3072 });
    expect(strict.passed).toBe(false);
    expect(strict.transcript[0]?.lines.filter(({ tone }) => tone === "fail")).toMatchObject([
      { code: "rehearsal.rule-key-small", params: { key: "RSA 2048", minimum: 3072 } },
    ]);
    const byName = await rehearsed("tableau-server", { ...inputs, clients: ["mmuser"] });
    expect(byName.transcript[0]?.lines.filter(({ tone }) => tone === "fail")).toMatchObject([
      { code: "rehearsal.no-identity", params: { kind: "upn" } },
    ]);
  });
});
