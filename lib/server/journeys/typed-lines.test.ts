import { execFile } from "node:child_process";
import { readdirSync, readFileSync } from "node:fs";
import { createServer, type Server } from "node:tls";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { unpack } from "../../../test/support/programs.ts";
import { temporaryFolder } from "../../../test/support/external-tools.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/**
 * The lines of plans, as they stand there: `pki` in the terminal of a console, `openssl` and `curl` in a shell, over the
 * files of the pack. Only the address is that of this machine.
 */

const folder = temporaryFolder();
const servers: Server[] = [];
let console_: TestConsole;

beforeAll(async () => {
  console_ = await openTestConsole();
  await console_.ask("selfsigned", { name: "root", subject: { CN: "Example Root" }, key: "p-256" });
  await console_.ask("csr", { name: "issuing", subject: { CN: "Example Issuing" }, key: "p-256" });
  await console_.ask("sign", { request: "issuing", issuer: "root", profile: "sub-ca" });
});
afterAll(async () => {
  for (const server of servers) server.close();
  await console_.close();
  folder.remove();
});

/** The service with all its requests made and signed, and its pack, unpacked. */
async function ready(name: string, target: string, inputs: Record<string, unknown>) {
  const { ask } = console_;
  await ask("service-save", { name, target, inputs });
  // What another cluster has and fits is taken: both know the database's client as postgres.
  const { offered } = await ask("service-make-requests", { service: name, key: "p-256", confirm: true });
  const choices = offered.map((offer) => ({ request: offer.request, name: offer.name }));
  if (choices.length > 0) await ask("service-adopt", { service: name, choices });
  const { items } = await ask("service-sign-requests", { service: name });
  const requests = items.map((item) => item.name);
  // The database takes one root and nothing between.
  for (const [issuer, ofDatabase] of [
    ["root", true],
    ["issuing", false],
  ] as const)
    await ask("service-sign-requests", {
      service: name,
      issuer,
      requests: requests.filter((each) => each.startsWith("db") === ofDatabase),
      confirm: true,
    });
  const { plan } = await ask("service", { service: name });
  expect(plan.summary.missing).toEqual([]);
  const at = folder.path(name);
  unpack((await ask("pack", { service: name, unencryptedKeys: true })).bytes, at);
  return { plan, at };
}

/** Beside this process, which is the server that the lines ask. */
const bash = async (line: string, cwd: string): Promise<string> =>
  (await promisify(execFile)("bash", ["-c", `${line} 2>&1`], { cwd, timeout: 20_000 })).stdout;

/** A TLS server with the files of a pack, on a port of this machine. */
async function serve(at: string, files: { key: string; cert: string; ca?: string }): Promise<number> {
  const read = (file: string) => readFileSync(`${at}/${file}`);
  const server = createServer(
    {
      key: read(files.key),
      cert: read(files.cert),
      ...(files.ca === undefined ? {} : { ca: read(files.ca), requestCert: true, rejectUnauthorized: true }),
    },
    (socket) => {
      socket.on("error", () => undefined);
      socket.end("HTTP/1.0 200 OK\r\n\r\nhello");
    },
  );
  server.on("tlsClientError", () => undefined);
  servers.push(server);
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : expect.unreachable();
}

describe.each(["3.x", "2.9"])("Cisco Meeting Server %s", (release) => {
  it("every `pki` line of every machine succeeds over the files that its pack brings", async () => {
    const service = `CMS ${release}`;
    const nodes = ["one", "two", "three"].map((node, index) => ({
      fqdn: `${node}.v${release[0]}.example.com`,
      services: ["web-admin", "call-bridge", "web-bridge", "turn", "recorder", ...(release === "2.9" ? ["xmpp"] : [])],
      database: index === 0 ? "primary" : "replica",
    }));
    const { plan, at } = await ready(service, "cisco-meeting-server", {
      release,
      nodes,
      clusterName: `v${release[0]}.example.com`,
      joinHost: `join.v${release[0]}.example.com`,
      xmppDomain: "example.com",
    });
    for (const node of plan.nodes) {
      // The appliance of that machine, with the files of its folder and nothing else.
      const machine = await openTestConsole();
      try {
        const files = readdirSync(`${at}/${node}`).filter((file) => /\.(key|crt)$/.test(file));
        const { stored } = await machine.ask("upload", {
          files: files.map((name) => ({ name, bytes: readFileSync(`${at}/${node}/${name}`) })),
        });
        const lines = plan.steps.flatMap((step) =>
          step.node === node && step.phase === "check" ? step.lines.filter((line) => line.startsWith("pki ")) : [],
        );
        expect(lines.length).toBeGreaterThan(4);
        // Files with the same content are one file of an inventory, and several on the appliance.
        const place = new Map(stored.map(({ fileName, storedAs }) => [fileName, storedAs]));
        for (const typed of lines) {
          const line = typed.replaceAll(/\S+\.(key|crt)\b/g, (file) => place.get(file) ?? file);
          const answer = await machine.type(line);
          expect.soft([line, answer.error], `${node}: ${line}`).toEqual([line, null]);
          expect.soft(answer.text, `${node}: ${line}`).not.toContain("FAILURE");
        }
      } finally {
        await machine.close();
      }
    }
  });
});

describe("other servers", () => {
  it("the line that looks at a server's chain and name says OK, though its root is a private one", async () => {
    const { plan, at } = await ready("Web", "tls-server", { host: "web.example.com" });
    const [line = ""] = plan.steps.find(({ id }) => id === "verify")!.lines;
    const port = await serve(at, { key: "web.key", cert: "web-fullchain.crt" });
    const here = line.replace("-connect web.example.com:443", `-connect 127.0.0.1:${port}`);
    expect(await bash(`${here} || true`, at)).toContain("Verify return code: 0 (ok)");
    const other = here.replace("-verify_hostname web", "-verify_hostname other");
    expect(await bash(`${other} || true`, at)).not.toContain("Verify return code: 0 (ok)");
  });

  it("a client with its certificate is let in and one without is refused, by the lines of mutual TLS", async () => {
    const { ask } = console_;
    await ask("csr", { name: "minji", subject: { CN: "minji" }, key: "p-256" });
    await ask("sign", { request: "minji", issuer: "issuing", profile: "client" });
    const { plan, at } = await ready("Api", "mutual-tls", {
      host: "api.example.com",
      clients: ["minji"],
      clientAuthorities: ["root"],
    });
    const port = await serve(at, { key: "api.key", cert: "api-fullchain.crt", ca: "client-ca.crt" });
    const here = (id: string): string =>
      plan.steps
        .find((step) => step.id === id)!
        .lines[0]!.replace("-connect api.example.com:443", `-connect 127.0.0.1:${port}`)
        .replace("</dev/null", "-ign_eof </dev/null");
    expect(await bash(`${here("with")} || true`, at)).toMatch(/Verify return code: 0 \(ok\)[\s\S]*hello/);
    expect(await bash(`${here("without")} || true`, at)).not.toContain("hello");
  });
});
