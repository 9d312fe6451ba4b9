import { execFile } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";
import { temporaryFolder } from "../../../test/support/external-tools.ts";
import { freePort, programPath, unpack, type Started } from "../../../test/support/programs.ts";
import { startNginx } from "../../../test/support/service-programs.ts";
import { readPem, writePem } from "../../pki/asn1/pem.ts";
import { type ConsoleServer, createConsoleServer } from "../../serve/console-server.ts";
import { make, makeCrl } from "../../../test/support/authority.ts";

/**
 * Services whose clients come from an authority of the inventory judge them by its lists: in preflight, in the rehearsal,
 * and in a real nginx with the files and the script of the pack, which fetches them from a real console.
 */

const folder = temporaryFolder();
const run = promisify(execFile);
let console_: TestConsole;
let server: ConsoleServer;
let origin: string;
const running: Started[] = [];
const ask: TestConsole["ask"] = (...words) => console_.ask(...words);

const leaves = { web: "server", lost: "client", kept: "client", spare: "client" } as const;
beforeAll(async () => {
  console_ = await openTestConsole();
  await ask("selfsigned", { name: "corp-root", subject: { CN: "Corp Root" }, key: "p-256" });
  await ask("csr", { name: "people-ca", subject: { CN: "People CA" }, key: "p-256" });
  await ask("sign", { request: "people-ca", issuer: "corp-root", profile: "sub-ca" });
  for (const [name, profile] of Object.entries(leaves)) {
    const names = profile === "server" ? ["web.example.com"] : [];
    await ask("csr", { name, subject: { CN: names[0] ?? name }, subjectAltNames: names, key: "p-256" });
    await ask("sign", { request: name, issuer: "people-ca", profile });
    const key = await ask("export", { name, format: "key-pem", unencrypted: true });
    folder.write(`${name}.key`, key.bytes);
    folder.write(`${name}.crt`, (await ask("download", { file: `${name}.crt` })).bytes);
  }
  server = createConsoleServer({
    limits: { connections: 100, connectionsPerAddress: 100, megabytesInFlight: 64 },
    trustedProxies: [],
    explain: ({ code }) => ({ message: code, locale: "en" }),
    turnedAway: "",
    published: console_.console.published,
    ocsp: console_.console.ocsp,
  });
  server.answerWith((_, response) => void response.writeHead(404).end());
  await new Promise<void>((resolve) => server.server.listen(0, "127.0.0.1", resolve));
  origin = `http://127.0.0.1:${(server.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  for (const program of running) await program.stop();
  await server.stop(1000);
  await console_.close();
  folder.remove();
});

const host = "web.example.com";
const questions = {
  "mattermost-nginx": (place: string) => ({
    target: "mattermost-nginx",
    inputs: { host, server: "web", clientAuthorities: ["corp-root"], users: ["lost", "kept"], folder: place },
  }),
  "mutual-tls": (place: string) => ({
    target: "mutual-tls",
    inputs: { host, server: "web", clientAuthorities: ["corp-root"], clients: ["lost", "kept"], folder: place },
  }),
  "tableau-server": (place: string) => ({
    target: "tableau-server",
    inputs: {
      host,
      server: "web",
      clientAuthorities: ["corp-root"],
      clients: ["lost", "kept"],
      mapping: "cn",
      folder: place,
    },
  }),
} as const;
type Service = keyof typeof questions;
const services = Object.keys(questions) as Service[];
const settingsOf = { "mattermost-nginx": "mattermost.nginx.conf", "mutual-tls": "settings/web.conf" } as const;

async function listChecks(service: Service) {
  const { verdict, checks } = await ask("preflight", questions[service]("/srv"));
  return {
    verdict,
    told: checks
      .filter(({ code }) => code.startsWith("crl."))
      .map(({ code, status, params }) => [code, status, params]),
  };
}

async function handshakes(service: Service): Promise<Record<string, boolean>> {
  const { transcript } = await ask("rehearse", questions[service]("/srv"));
  const clients = transcript.map(({ handshake, passed }) => [handshake.replace(/^.*:/, ""), passed] as const);
  return Object.fromEntries(["lost", "kept"].map((name) => [name, clients.every(([id, ok]) => id !== name || ok)]));
}

async function packed(service: Service): Promise<{ place: string; files: string[] }> {
  const place = folder.path(`${service}-${Math.random().toString(36).slice(2)}`);
  const { bytes } = await ask("pack", { ...questions[service](place), unencryptedKeys: true });
  return { place, files: unpack(bytes, place) };
}

describe("before the authorities have lists", () => {
  it.each(services)("%s gets none, and is told whose list it lacks", async (service) => {
    const { verdict, told } = await listChecks(service);
    expect(verdict).not.toBe("fail");
    expect(told).toEqual(
      expect.arrayContaining(["Corp Root", "People CA"].map((authority) => ["crl.published", "warn", { authority }])),
    );
    expect(told).toHaveLength(2);
    const { place, files } = await packed(service);
    expect(files.filter((file) => /crl|revoked|fetch/.test(file))).toEqual([]);
    if (service !== "tableau-server")
      expect(readFileSync(join(place, settingsOf[service]), "utf8")).not.toContain("ssl_crl");
  });

  it("one level alone is no help: OpenSSL asks for each", async () => {
    await ask("crl", { authority: "people-ca" });
    const { told } = await listChecks("mattermost-nginx");
    expect(told).toContainEqual(["crl.published", "pass", { authority: "People CA", number: 1 }]);
    expect(told).toContainEqual(["crl.published", "warn", { authority: "Corp Root" }]);
    const { files } = await packed("mattermost-nginx");
    expect(files).not.toContain("ca.mattermost.crl");
  });
});

describe("when every level has a list", () => {
  beforeAll(async () => {
    await ask("crl", { authority: "corp-root" });
    await ask("addresses-save", { base: origin });
  });

  it.each(services)("%s gets all of them, and passes preflight and rehearsal", async (service) => {
    const { verdict, told } = await listChecks(service);
    expect(verdict).not.toBe("fail");
    expect(told).toContainEqual(["crl.levels", "pass", { lists: 2 }]);
    expect(told.filter(([code, status]) => code === "crl.not-revoked" && status === "pass")).toHaveLength(2);
    expect(await handshakes(service)).toEqual({ lost: true, kept: true });
  });

  it("Tableau's file holds a list of each level in PEM, and its line names it", async () => {
    const { place } = await packed("tableau-server");
    const blocks = readFileSync(join(place, "tableau-revoked.pem"), "latin1").match(/-----BEGIN X509 CRL-----/g);
    expect(blocks).toHaveLength(2);
    const steps = readFileSync(join(place, "STEPS.md"), "utf8");
    expect(steps).toContain(`tsm authentication mutual-ssl configure -rf ${place}/tableau-revoked.pem`);
    expect(steps).toContain("/crl/people-ca/levels.pem");
    expect(readFileSync(join(place, "fetch-lists.sh"), "utf8")).toContain(`configure -rf ${place}/tableau-revoked.pem`);
  });
});

/** nginx under the generated block and with the generated files; `nginx` of the script is this one. */
async function serve(
  service: keyof typeof settingsOf,
): Promise<{ visit(name: string): Promise<string>; fetch(): Promise<void> }> {
  const { place } = await packed(service);
  const port = await freePort();
  const block = readFileSync(join(place, settingsOf[service]), "utf8").replace("  http2 on;\n", "");
  expect(block).toContain("ssl_crl");
  running.push(await startNginx(place, block, { from: 443, port, isReloaded: true }));
  const shim = join(place, "nginx");
  writeFileSync(shim, `#!/bin/sh\nexec ${programPath("nginx")} -p ${place} -c ${place}/whole.conf "$@"\n`);
  chmodSync(shim, 0o755);
  const script = join(place, "fetch-lists.sh");
  return {
    async visit(name) {
      const files = ["--cert", folder.path(`${name}.crt`), "--key", folder.path(`${name}.key`)];
      const chain = folder.write(
        `${name}-chain.pem`,
        Buffer.concat([
          readFileSync(folder.path(`${name}.crt`)),
          Buffer.from((await ask("download", { file: "people-ca.crt" })).bytes),
        ]),
      );
      files[1] = chain;
      const words = ["-sk", ...files, "--resolve", `${host}:${port}:127.0.0.1`, `https://${host}:${port}/`];
      return (await run("curl", words)).stdout;
    },
    async fetch() {
      await run("sh", [script], { env: { ...process.env, PATH: `${place}:${process.env["PATH"] ?? ""}` } });
    },
  };
}

const refused = /400 Bad Request[\s\S]*SSL certificate error/;

describe("when a client is revoked", () => {
  const nginx: Partial<Record<Service, Awaited<ReturnType<typeof serve>>>> = {};
  const served = ["mattermost-nginx", "mutual-tls"] as const;
  beforeAll(async () => {
    for (const service of served) {
      nginx[service] = await serve(service);
      for (const name of ["lost", "kept"]) expect(await nginx[service].visit(name)).not.toMatch(refused);
    }
    await ask("revoke", { certificate: "lost", reason: "keyCompromise", confirm: true });
  });

  it.each(services)("%s: preflight names it, the rehearsal refuses it, and lets the other in", async (service) => {
    const { verdict, told } = await listChecks(service);
    expect(verdict).toBe("fail");
    expect(told.filter(([code]) => code === "crl.not-revoked")).toMatchObject([
      ["crl.not-revoked", "fail", { subject: "CN=lost" }],
      ["crl.not-revoked", "pass", { subject: "CN=kept" }],
    ]);
    expect(await handshakes(service)).toEqual({ lost: false, kept: true });
  });

  it.each(served)(
    "%s: nginx lets it in until the script has fetched the lists, and then refuses it alone",
    async (service) => {
      const at = nginx[service]!;
      expect(await at.visit("lost")).not.toMatch(refused);
      await at.fetch();
      await expect.poll(() => at.visit("lost"), { timeout: 10_000 }).toMatch(refused);
      expect(await at.visit("kept")).not.toMatch(refused);
      // Nothing has changed: the script is at its end before it touches anything.
      await at.fetch();
      expect(await at.visit("kept")).not.toMatch(refused);
    },
  );
});

describe("an authority of another house", () => {
  const life = { notBefore: new Date(Date.now() - 86_400_000), notAfter: new Date(Date.now() + 300 * 86_400_000) };
  const outside = make({ subject: { CN: "Outside Root" }, isCa: true, ...life });
  const question = { ...questions["mutual-tls"]("/srv") };
  const inputs = { ...question.inputs, clients: ["kept"], clientAuthorities: ["corp-root", "outside"] };
  beforeAll(async () => {
    await ask("upload", { files: [{ name: "outside.crt", text: writePem("CERTIFICATE", outside.der) }] });
    const { der } = makeCrl({
      issuer: outside,
      thisUpdate: new Date(Date.now() - 86_400_000),
      nextUpdate: new Date(Date.now() + 30 * 86_400_000),
    });
    await ask("upload", { files: [{ name: "outside.crl", text: writePem("X509 CRL", der) }] });
  });

  it("keeps the lists back while it has none: each of its clients would be refused", async () => {
    const { checks, verdict } = await ask("preflight", { ...question, inputs });
    expect(verdict).not.toBe("fail");
    expect(checks).toContainEqual(
      expect.objectContaining({ code: "crl.levels", status: "warn", params: { authority: "Outside Root" } }),
    );
    const files = unpack((await ask("pack", { ...question, inputs })).bytes, folder.path("outside-none"));
    expect(files).not.toContain("client-ca.crl");
  });

  it("is served by the list that was uploaded, beside those that are fetched", async () => {
    const chosen = { ...question, inputs: { ...inputs, crl: "outside.crl" } };
    const { checks } = await ask("preflight", chosen);
    expect(checks).toContainEqual(
      expect.objectContaining({ code: "crl.levels", status: "pass", params: { lists: 3 } }),
    );
    expect((await ask("rehearse", chosen)).passed).toBe(true);
    const place = folder.path("outside-chosen");
    const files = unpack((await ask("pack", chosen)).bytes, place);
    expect(files).toEqual(expect.arrayContaining(["client-ca.crl", "uploaded-client-ca.crl", "fetch-lists.sh"]));
    expect(readPem(readFileSync(join(place, "client-ca.crl"), "latin1")).blocks).toHaveLength(3);
    const script = readFileSync(join(place, "fetch-lists.sh"), "utf8");
    expect(script).toContain("/crl/people-ca.pem");
    expect(script).toContain("/crl/corp-root.pem");
    expect(script).toContain("cat uploaded-client-ca.crl");
  });
});

describe("authorities below a trusted one, whose clients are let in as well", () => {
  it("have their lists in the file, whether a client of theirs is chosen or not, and however far below they stand", async () => {
    await ask("authority-create", { name: "mid-ca", subject: { CN: "Mid CA" }, issuer: "corp-root", pathLength: 1 });
    await ask("authority-create", { name: "low-ca", subject: { CN: "Low CA" }, issuer: "mid-ca" });
    for (const authority of ["mid-ca", "low-ca"]) await ask("crl", { authority });
    const { told } = await listChecks("mutual-tls");
    expect(told).toContainEqual(["crl.levels", "pass", { lists: 4 }]);
    const { place } = await packed("mutual-tls");
    expect(readPem(readFileSync(join(place, "client-ca.crl"), "latin1")).blocks).toHaveLength(4);
    const script = readFileSync(join(place, "fetch-lists.sh"), "utf8");
    for (const name of ["people-ca", "low-ca"]) expect(script).toContain(`/crl/${name}/levels.pem`);
    expect(script).not.toContain("/crl/mid-ca/");
  });
});
