import { expect, it } from "vitest";
import { openTestConsole } from "../../../test/support/console.ts";

it("targets lists the services with their inputs as JSON Schema, on every surface", async () => {
  const { ask, type, close } = await openTestConsole();
  const { targets } = await ask("targets", {});
  const server = targets.find(({ name }) => name === "tls-server");
  expect(server?.inputs).toMatchObject({
    type: "object",
    additionalProperties: false,
    required: ["host"],
    properties: {
      host: { format: "hostname", examples: ["www.example.com"] },
      audience: { enum: ["any", "public", "private"], default: "any" },
    },
  });
  const { text } = await type("pki targets");
  for (const { name } of targets) expect(text).toContain(`\n${name}  (`);
  expect((await type('pki preflight tls-server host:"a b"')).text).toContain(
    "inputs.host: This is neither a host name nor an IP address.",
  );
  await close();
});

it("preflight tells before deployment what a TLS server would lack, on every surface", async () => {
  const { ask, type, refusal, close } = await openTestConsole();
  expect((await refusal("target.unknown", "preflight", { target: "tls-serve", inputs: {} })).nearest).toBe(
    "tls-server",
  );
  expect(
    (await refusal("input.malformed", "preflight", { target: "tls-server", inputs: { port: 0 } })).issues
      .map(({ field }) => field)
      .toSorted(),
  ).toEqual(["inputs.host", "inputs.port"]);

  await ask("selfsigned", { name: "ca", subject: { CN: "Test Root" } });
  await ask("csr", {
    name: "www",
    subject: { CN: "www.example.com" },
    subjectAltNames: ["www.example.com"],
    key: "p-256",
  });
  const waiting = await ask("preflight", {
    target: "tls-server",
    inputs: { host: "www.example.com", identity: "www" },
  });
  expect(waiting.verdict).toBe("fail");
  expect(waiting.checks[0]).toMatchObject({
    code: "identity.certificate",
    status: "fail",
    fix: { code: "fix.sign", params: { request: "www", profile: "server" } },
  });

  await ask("sign", { request: "www", issuer: "ca", profile: "server" });
  const { verdict, checks } = await ask("preflight", {
    target: "tls-server",
    inputs: { host: "www.example.com", identity: "www" },
  });
  expect(checks.filter(({ status }) => status === "fail")).toEqual([]);
  expect(verdict).not.toBe("fail");

  const other = await type("pki preflight tls-server host:api.example.com identity:www port:8443");
  expect(other.error).toBeNull();
  expect(other.text).toMatch(
    /^FAILURE: the service would not work with these files\nFAIL {2}server {2}api\.example\.com is not among its names \(DNS:www\.example\.com\)/,
  );
  expect((await type("pki preflight tls-server host:www.example.com identity:www")).text).toMatch(/^SUCCESS: /);
  await close();
});
