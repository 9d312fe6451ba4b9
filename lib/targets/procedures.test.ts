import { execFileSync, spawn } from "node:child_process";
import { createServer } from "node:net";
import { afterAll, describe, expect, it } from "vitest";
import { run, temporaryFolder } from "../../test/support/external-tools.ts";
import { makeIdentity, makeIntermediate, makeRoot, materialOf, stored } from "../../test/support/target-material.ts";
import { make, makeCrl } from "../../test/support/authority.ts";
import { schemaOf } from "../commands/parts/service/target-schema.ts";
import { parseGeneralNameText } from "../pki/x509/general-name-text.ts";
import { Oid } from "../pki/asn1/oid.ts";
import { writePem } from "../pki/asn1/pem.ts";
import { findTarget } from "./index.ts";
import type { Plan } from "./plan.ts";

/**
 * The procedures of the other vendors, row by row with the inputs filled in, and their settings before a real program.
 */

const folder = temporaryFolder();
afterAll(() => folder.remove());
const root = makeRoot("Example Clients");
const issuing = makeIntermediate("Example Issuing", root);

function planOf(name: string, inputs: unknown, material = materialOf({})): Plan {
  const target = findTarget(name)!;
  return target.plan(schemaOf(target.fields).parse(inputs), material);
}
const typed = (plan: Plan): string[] => plan.steps.flatMap(({ lines }) => [...lines]);

describe("Mattermost", () => {
  const plan = planOf("mattermost-nginx", {
    host: "example.mattermost.com",
    users: ["mmuser"],
    clientAuthorities: ["ca"],
    folder: folder.path("."),
    nginx: "older",
  });

  it("the plan has the guide's commands in order, with today's sizes and serial numbers", () => {
    expect(typed(plan)).toEqual([
      "openssl genrsa -des3 -out ca.mattermost.key 4096",
      "openssl req -new -x509 -days 365 -key ca.mattermost.key -out ca.mattermost.crt",
      "openssl genrsa -des3 -out mmuser-mattermost.key 2048",
      "openssl req -new -key mmuser-mattermost.key -out mmuser-mattermost.csr",
      "openssl x509 -req -days 365 -in mmuser-mattermost.csr -CA ca.mattermost.crt -CAkey ca.mattermost.key -CAcreateserial -extfile client.ext -out mmuser-mattermost.crt",
      "openssl x509 -in mmuser-mattermost.crt -text -noout",
      "nginx -v",
      "nginx -t",
      "systemctl reload nginx",
      "curl -v -s -k --key mmuser-mattermost.key --cert mmuser-mattermost.crt:<passphrase> https://example.mattermost.com",
      "openssl pkcs12 -export -out mmuser-mattermost.p12 -inkey mmuser-mattermost.key -in mmuser-mattermost.crt -certfile ca.mattermost.crt",
    ]);
    expect(plan.settings[0]?.path).toBe("/etc/nginx/sites-available/mattermost");
    expect(plan.troubles.map(({ message }) => message)).toEqual(
      expect.arrayContaining([
        "400 No required SSL certificate was sent",
        "Error reading X.509 key or certificate file: Decryption has failed.",
      ]),
    );
  });

  it("the block of nginx has both headers in both locations, and no directive that nginx removed", () => {
    const { text } = planOf("mattermost-nginx", {
      host: "example.mattermost.com",
      crl: "list",
      verify: "optional",
      depth: 3,
    }).settings[0]!;
    for (const location of ["location ~ /api/v[0-9]+/(users/)?websocket$ {", "location / {"]) {
      const body = text.slice(text.indexOf(location)).split("\n  }")[0]!;
      expect(body).toContain("proxy_set_header X-SSL-Client-Cert $ssl_client_escaped_cert;");
      expect(body).toContain("proxy_set_header X-SSL-Client-Cert-Subject-DN $ssl_client_s_dn;");
    }
    for (const line of [
      "listen 443 ssl;",
      "http2 on;",
      "ssl_client_certificate /etc/nginx/mattermost/ca.mattermost.crt;",
      "ssl_verify_client optional;",
      "ssl_verify_depth 3;",
      "ssl_crl /etc/nginx/mattermost/ca.mattermost.crl;",
    ])
      expect(text).toContain(line);
    expect(text).not.toContain("ssl on;");
  });

  it("the lines of the plan make client certificates that OpenSSL takes", () => {
    const at = (line: string) =>
      line.replaceAll(/[\w.-]+\.(key|crt|csr|ext|srl)/g, (file) => folder.path(file)).replace(" -des3", "");
    folder.write("client.ext", (plan.files.find(({ path }) => path === "client.ext")!.source as { text: string }).text);
    for (const line of typed(plan).slice(0, 5)) {
      const words = at(line).split(" ").slice(1);
      run(
        "openssl",
        line.includes(" req ")
          ? [
              ...words,
              "-subj",
              line.includes("-x509") ? "/CN=Mattermost Clients" : "/CN=mmuser/emailAddress=mmuser@example.com",
            ]
          : words,
      );
    }
    expect(
      run("openssl", [
        "verify",
        "-purpose",
        "sslclient",
        "-CAfile",
        folder.path("ca.mattermost.crt"),
        folder.path("mmuser-mattermost.crt"),
      ]),
    ).toContain("OK");
  });
});

describe("Tableau Server", () => {
  it("the plan has the guide's tsm lines in order", () => {
    const plan = planOf("tableau-server", {
      host: "tableau.example.com",
      mapping: "cn",
      fallback: true,
      crl: "list",
      folder: "/certs",
    });
    expect(typed(plan)).toEqual([
      "tsm security external-ssl enable --cert-file /certs/tableau.crt --key-file /certs/tableau.key",
      "tsm authentication mutual-ssl configure --ca-cert /certs/tableau-ca.crt",
      "tsm authentication mutual-ssl configure -fb true",
      "tsm authentication mutual-ssl configure -m cn",
      "tsm authentication mutual-ssl configure -rf /certs/tableau-revoked.pem",
      "tsm authentication mutual-ssl enable",
      "tsm pending-changes apply",
      "tsm settings import -f mutual-ssl.json",
      "tsm pending-changes apply",
    ]);
    expect(plan.steps.find(({ id }) => id === "browser")?.note).toEqual({
      code: "tab-browser",
      params: { address: "https://tableau.example.com:8850" },
    });
  });

  it("a size is set only where it is not the default, and all is said again as JSON", () => {
    const plan = planOf("tableau-server", { host: "t.example.com", rsaBits: 3072, ecBits: 384 });
    expect(typed(plan)).toEqual(
      expect.arrayContaining([
        "tsm configuration set -k ssl.client_certificate_login.min_allowed.rsa_key_size -v 3072",
        "tsm configuration set -k ssl.client_certificate_login.min_allowed.elliptic_curve_size -v 384",
      ]),
    );
    const json = JSON.parse(plan.settings[0]!.text) as {
      configEntities: { mutualSSLSettings: Record<string, unknown> };
    };
    expect(json.configEntities.mutualSSLSettings).toEqual({
      _type: "mutualSSLSettingsType",
      sslEnabled: true,
      clientCertRequired: true,
      caCertFile: "/etc/ssl/tableau/tableau-ca.crt",
      certFileName: "/etc/ssl/tableau/tableau.crt",
      keyFileName: "/etc/ssl/tableau/tableau.key",
      fallbackToPassword: false,
    });
  });

  it("the authorities keep the order of preference, in a file that ends in .crt", () => {
    const lists = [stored("second", makeRoot("Second").made.certificate), stored("first", root.made.certificate)];
    const plan = planOf(
      "tableau-server",
      { host: "t.example.com", clientAuthorities: ["second", "first"] },
      materialOf({ lists }),
    );
    const file = plan.files.find(({ path }) => path === "tableau-ca.crt");
    expect(file?.source).toEqual({
      from: "certificates",
      certificates: lists.flatMap(({ certificates }) => certificates),
    });
  });
});

describe("the Dialogflow webhook", () => {
  it("the plan tests with curl and s_client, and takes the roots of today", () => {
    const plan = planOf("dialogflow-webhook", { host: "hook.example.com" });
    expect(typed(plan).slice(1)).toEqual([
      "curl https://pki.goog/roots.pem >> ca-crt.pem",
      "node server.mjs",
      "curl https://127.0.0.1:4433 -k",
      "curl -v -s -k --key client-key.pem --cert client-crt.pem https://localhost:4433",
      "openssl s_client -key client-key.pem -cert client-crt.pem -connect localhost:4433 -CAfile ca-crt.pem",
      "openssl s_client -connect hook.example.com:443 -servername hook.example.com -verify_return_error -verify_hostname hook.example.com </dev/null",
    ]);
    expect(plan.troubles[0]?.message).toBe("x509: certificate signed by unknown authority");
  });

  it("the root is taken out of Node's own list by its fingerprint", () => {
    const line = typed(planOf("dialogflow-webhook", { host: "hook.example.com" }))[0]!;
    const pem = execFileSync("sh", ["-c", line.replace(">> ca-crt.pem", "")], {
      encoding: "utf8",
      env: { ...process.env, PATH: `${process.execPath.replace(/\/[^/]+$/, "")}:${process.env["PATH"] ?? ""}` },
    });
    expect(run("openssl", ["x509", "-noout", "-subject", "-nameopt", "RFC2253"], pem)).toContain(
      "CN=SSL.com Root Certification Authority RSA",
    );
  });

  it("the Node server refuses a client without a certificate, with the wrong name, or without a token", async () => {
    const port = await freePort();
    const server = make({
      subject: { CN: "localhost" },
      issuer: issuing.made,
      purposes: [Oid.serverAuth],
      names: [parseGeneralNameText("localhost")],
    });
    const pem = (der: Uint8Array) => writePem("CERTIFICATE", der);
    const clientOf = (name: string, commonName: string, by = root.made) => {
      const made = make({ subject: { CN: commonName }, issuer: by, purposes: [Oid.clientAuth] });
      folder.write(`${name}.crt`, pem(made.der));
      folder.write(`${name}.key`, String(made.privateKey.export({ type: "pkcs8", format: "pem" })));
      return ["--cert", folder.path(`${name}.crt`), "--key", folder.path(`${name}.key`)];
    };
    folder.write("server-crt.pem", pem(server.der) + pem(issuing.made.der));
    folder.write("server-key.pem", String(server.privateKey.export({ type: "pkcs8", format: "pem" })));
    folder.write("ca-crt.pem", pem(root.made.der));
    folder.write("webhook-token", "a-secret\n");
    const plan = planOf(
      "dialogflow-webhook",
      { host: "localhost", port, header: "X-Webhook-Token" },
      materialOf({ identities: [makeIdentity("webhook", issuing, { names: ["localhost"] })] }),
    );
    folder.write("server.mjs", plan.settings.find(({ id }) => id === "node")!.text);
    const child = spawn(process.execPath, ["server.mjs"], {
      cwd: folder.path("."),
      stdio: ["ignore", "pipe", "inherit"],
    });
    try {
      await new Promise<void>((resolve, reject) => {
        child.stdout.once("data", () => resolve());
        child.once("exit", () => reject(new Error("the server ended")));
      });
      const curl = (...words: string[]): string => {
        try {
          return run("curl", [
            "-s",
            "-o",
            "/dev/null",
            "-w",
            "%{http_code}",
            "--cacert",
            folder.path("ca-crt.pem"),
            ...words,
            `https://localhost:${port}/`,
          ]);
        } catch (error) {
          return `curl ${String((error as { status: number }).status)}`;
        }
      };
      const token = ["-H", "X-Webhook-Token: a-secret"];
      const google = clientOf("google", "Google LLC");
      expect(curl(...google, ...token)).toBe("200");
      expect(curl(...clientOf("legacy", "*.dialogflow.com"), ...token)).toBe("200");
      expect(curl(...google)).toBe("401");
      expect(curl(...clientOf("somebody", "Somebody"), ...token)).toBe("403");
      expect(curl(...token)).toMatch(/^curl (35|52|55|56)$/);
      expect(curl(...clientOf("stranger", "Google LLC", makeRoot("Stranger").made), ...token)).toMatch(
        /^curl (35|52|55|56)$/,
      );
    } finally {
      child.kill();
    }
  });

  it("nginx reads the block of the plan", () => {
    const pem = (name: string, der: Uint8Array) => folder.write(name, writePem("CERTIFICATE", der));
    const server = make({ subject: { CN: "localhost" }, issuer: issuing.made });
    pem("server-crt.pem", server.der);
    folder.write("server-key.pem", String(server.privateKey.export({ type: "pkcs8", format: "pem" })));
    pem("ca-crt.pem", root.made.der);
    folder.write("webhook-token.conf", '"a-secret" 1;\n');
    const plan = planOf("dialogflow-webhook", { host: "hook.example.com", port: 8443, header: "X-Webhook-Token" });
    expectNginxReads(
      plan.settings.find(({ id }) => id === "nginx")!.text.replaceAll("/etc/nginx/webhook", folder.path(".")),
    );
    const mattermost = planOf("mattermost-nginx", {
      host: "chat.example.com",
      nginx: "older",
      folder: folder.path("."),
    }).settings[0]!.text;
    for (const [file, source] of [
      ["fullchain.pem", "server-crt.pem"],
      ["privkey.pem", "server-key.pem"],
      ["ca.mattermost.crt", "ca-crt.pem"],
    ] as const)
      folder.write(file, folder.read(source));
    expectNginxReads(mattermost);
  });
});

function expectNginxReads(block: string): void {
  const file = folder.write(
    "nginx.conf",
    `pid ${folder.path("nginx.pid")};\nerror_log stderr;\nevents {}\nhttp {\naccess_log off;\n${block}\n}\n`,
  );
  run("nginx", ["-t", "-q", "-c", file, "-p", folder.path(".")]);
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.listen(0, "127.0.0.1", () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

describe("the step that copies", () => {
  const server = makeIdentity("server", issuing, { names: ["a.example.com"] });
  const { crl } = makeCrl({ issuer: root.made });
  const material = materialOf({
    identities: [server],
    lists: [stored("ca", root.made.certificate)],
    crls: { list: crl },
  });
  const inputs = { host: "a.example.com", server: "server", clientAuthorities: ["ca"] };

  it.each(["tableau-server", "mattermost-nginx", "mutual-tls"])(
    "the copying step names every file that %s reads, the revocation list as well",
    (name) => {
      const plan = planOf(name, { ...inputs, crl: "list" }, material);
      const said = plan.steps.find(({ id }) => id === "copy")!.note!.params as { files: string };
      const read = plan.files
        .filter(
          ({ kind, path }) => ["key", "certificate", "chain", "trust", "crl"].includes(kind) && !path.includes("/"),
        )
        .map(({ path }) => path);
      expect(read).toHaveLength(name === "tableau-server" ? 5 : 4);
      expect(said.files.split(" →")[0]!.split(", ").sort()).toEqual([...read].sort());
    },
  );
});
