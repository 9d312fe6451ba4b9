import { execFileSync } from "node:child_process";
import { afterAll, beforeAll, expect, it } from "vitest";
import { temporaryFolder } from "../../../test/support/external-tools.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

let console_: TestConsole;
afterAll(() => console_.close());

const inputs = { host: "api.example.com", server: "api", clients: ["minji"], clientAuthorities: ["ca"] };

beforeAll(async () => {
  console_ = await openTestConsole();
  const { ask } = console_;
  await ask("selfsigned", { name: "ca", subject: { CN: "Test Root" }, key: "p-256" });
  await ask("csr", {
    name: "api",
    subject: { CN: "api.example.com" },
    subjectAltNames: ["api.example.com"],
    key: "p-256",
  });
  await ask("csr", { name: "minji", subject: { CN: "minji", emailAddress: "minji@example.com" }, key: "p-256" });
  await ask("sign", { request: "api", issuer: "ca", profile: "server" });
  await ask("sign", { request: "minji", issuer: "ca", profile: "client" });
});

it("rehearse connects with the stored files, over both versions, with the client's certificate and without", async () => {
  const { passed, transcript, identity } = await console_.ask("rehearse", { target: "mutual-tls", inputs });
  expect(
    transcript.map(({ handshake, version, passed: isPassed, expected }) => [handshake, version, isPassed, expected]),
  ).toEqual([
    ["client:minji", "TLSv1.2", true, "accepted"],
    ["client:minji", "TLSv1.3", true, "accepted"],
    ["without", "TLSv1.2", true, "refused"],
    ["without", "TLSv1.3", true, "refused"],
  ]);
  expect(passed).toBe(true);
  expect(identity).toMatchObject({ commonName: "minji", nginxDn: "emailAddress=minji@example.com,CN=minji" });
  expect(transcript[0]?.sent).toEqual({
    client: ["emailAddress=minji@example.com, CN=minji"],
    server: ["CN=api.example.com"],
  });
});

it("rehearse says the same in the terminal", async () => {
  const { text } = await console_.type(
    "pki rehearse mutual-tls host:api.example.com server:api clients:minji clientAuthorities:ca",
  );
  expect(text).toMatch(
    /^SUCCESS: every handshake went as expected\n\nPASS {2}TLSv1\.2 {2}A client with its certificate \(api\.example\.com, minji\)\n/,
  );
  expect(text).toContain("The server sends alert 116, certificate_required: a certificate is required and none came.");
  expect(text).toContain('"tlsv13 alert certificate required"');
});

it("a rehearsal that fails says why, and shows what preflight says of the same certificate", async () => {
  const { passed, transcript } = await console_.ask("rehearse", {
    target: "mutual-tls",
    inputs: { ...inputs, host: "other.example.com", clients: ["api"] },
  });
  expect(passed).toBe(false);
  const [first] = transcript;
  expect(first?.lines.filter(({ tone }) => tone === "fail").map(({ code, finding }) => [code, finding?.code])).toEqual([
    ["rehearsal.name-missing", "path.peer-name-mismatch"],
    ["rehearsal.refused", "path.purpose-not-allowed"],
  ]);
  expect(first?.checks.map(({ code }) => code)).toEqual(expect.arrayContaining(["name.covered", "use.allowed"]));
});

it("rehearse says what is missing where nothing can be rehearsed", async () => {
  const nothing = await console_.ask("rehearse", { target: "mutual-tls", inputs: { host: "api.example.com" } });
  expect(nothing).toMatchObject({ passed: false, transcript: [] });
  expect(nothing.missing.map(({ code }) => code)).toContain("trust.chosen");
  const { text } = await console_.type("pki rehearse mutual-tls host:api.example.com");
  expect(text).toMatch(/^FAILURE: there is no handshake to rehearse/);
});

it("rehearse fails the line of a key that is locked or gone, with the reason, and rehearses the rest", async () => {
  const { ask } = console_;
  for (const name of ["vault", "gone"]) {
    await ask("csr", { name, subject: { CN: "api.example.com" }, subjectAltNames: ["api.example.com"], key: "p-256" });
    await ask("sign", { request: name, issuer: "ca", profile: "server-client" });
  }
  const { bytes } = await ask("export", { name: "vault", format: "key-pem", passphrase: "nine-words-of-iron" });
  for (const file of ["vault.key", "gone.key"]) await ask("remove", { file, confirm: true, anyway: true });
  await ask("upload", { files: [{ name: "vault.key", text: new TextDecoder().decode(bytes) }] });

  const { passed, transcript } = await ask("rehearse", {
    target: "mutual-tls",
    inputs: { ...inputs, clients: ["vault", "minji"] },
  });
  expect(passed).toBe(false);
  expect(transcript.map(({ handshake, passed: isPassed }) => [handshake, isPassed])).toEqual([
    ["client:vault", false],
    ["client:vault", false],
    ["client:minji", true],
    ["client:minji", true],
    ["without", true],
    ["without", true],
  ]);
  expect(transcript[0]).toMatchObject({
    refusedBy: "client",
    lines: [{ code: "rehearsal.not-loaded", by: "client", params: { problem: "key-locked" } }],
  });

  const absent = await ask("rehearse", { target: "mutual-tls", inputs: { ...inputs, server: "gone" } });
  expect(absent.transcript.map((each) => each.lines.map(({ params }) => params["problem"]))).toEqual([
    ["key-absent"],
    ["key-absent"],
    ["key-absent"],
    ["key-absent"],
  ]);
  const { text } = await console_.type(
    "pki rehearse mutual-tls host:api.example.com server:api clients:vault clientAuthorities:ca",
  );
  expect(text).toContain(
    "The client cannot load its files: its private key lies under a passphrase; unlock it first, for 15 minutes or for ever (CN=api.example.com).",
  );
});

it("rehearse is for roles that may use keys, and is logged without the inputs", async () => {
  expect(await console_.refusal("actor.forbidden", "rehearse", { target: "mutual-tls", inputs }, "auditor")).toEqual({
    permission: "inventory.write",
    role: "auditor",
  });
  const { rows } = await console_.ask("audit", { search: "rehearse" });
  expect(rows.find(({ outcome }) => outcome === "done")?.facts).toEqual({ target: "mutual-tls" });
});

it("rehearse answers for keys that end the runtime's TLS, and the console lives", async () => {
  const folder = temporaryFolder();
  for (const curve of ["brainpoolP256r1", "secp256k1"]) {
    const [key, crt] = [`${curve}.key`, `${curve}.crt`];
    const names = ["-subj", "/CN=api.example.com", "-addext", "subjectAltName=DNS:api.example.com"];
    const kind = ["-newkey", "ec", "-pkeyopt", `ec_paramgen_curve:${curve}`, "-nodes", "-keyout", folder.path(key)];
    execFileSync("openssl", ["req", "-x509", ...kind, "-out", folder.path(crt), ...names], { stdio: "pipe" });
    const text = (name: string) => Buffer.from(folder.read(name)).toString();
    await console_.ask("upload", { files: [key, crt].map((name) => ({ name, text: text(name) })) });
    const { passed, transcript } = await console_.ask("rehearse", {
      target: "tls-server",
      inputs: { host: "api.example.com", identity: curve },
    });
    expect(passed).toBe(false);
    expect(transcript.map(({ version, passed: isPassed }) => [version, isPassed])).toEqual([
      ["TLSv1.2", false],
      ["TLSv1.3", curve === "brainpoolP256r1"],
    ]);
    expect(transcript[0]?.lines.find(({ tone }) => tone === "fail")).toMatchObject({
      code: "rehearsal.no-agreement",
      params: { objection: "NO_SHARED_CIPHER", key: curve },
    });
  }
  folder.remove();
  expect(await console_.ask("rehearse", { target: "mutual-tls", inputs })).toMatchObject({ passed: true });
});
