import { unzipSync } from "fflate";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { providers, stopTestServer } from "../../../test/support/migrated-database.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** Steps that the console ticks by what it saw outside of the inventory, and what takes the ticks back. */

let console_: TestConsole;
afterAll(stopTestServer);

const passphrase = "cloud-harbour-41-tile";

describe.each(providers)("what is seen of a service on %s", (provider) => {
  beforeAll(async () => {
    console_ = await openTestConsole(provider);
    const { ask } = console_;
    await ask("selfsigned", { name: "ca", subject: { CN: "Seen CA" }, key: "p-256" });
    for (const [name, CN] of [
      ["webadmin", "cms1.example.com"],
      ["callbridge", "cms1.example.com"],
    ] as const) {
      await ask("csr", { name, subject: { CN }, subjectAltNames: [CN], key: "p-256" });
      await ask("sign", { request: name, issuer: "ca", profile: "server-client" });
    }
    await ask("service-save", {
      name: "Meetings",
      target: "cisco-meeting-server",
      inputs: {
        nodes: [{ fqdn: "cms1.example.com", services: ["web-admin", "call-bridge"] }],
        identities: [
          { service: "web-admin", identity: "webadmin" },
          { service: "call-bridge", identity: "callbridge" },
        ],
      },
    });
    await ask("csr", {
      name: "www",
      subject: { CN: "www.example.com" },
      subjectAltNames: ["www.example.com"],
      key: "p-256",
      passphrase,
    });
    await ask("sign", { request: "www", issuer: "ca", profile: "server" });
    await ask("service-save", {
      name: "Web",
      target: "tls-server",
      inputs: { host: "www.example.com", identity: "www" },
    });
  });
  afterAll(() => console_.close());

  const stateOf = async (service: string, step: string) => {
    const { plan } = await console_.ask("service", { service });
    return plan.steps.find(({ id }) => id === step)?.progress;
  };
  const screen = (certificate: string): string =>
    `cms1> webadmin
Enabled : true
TLS listening interface : a
TLS listening port : 445
Key file : webadmin.key
Certificate file : ${certificate}
CA Bundle file : webadmin-bundle.crt`;
  const read = (certificate = "webadmin.crt") =>
    console_.ask("service-read-screen", { service: "Meetings", text: screen(certificate) }, "operator");

  it("a pasted screen ticks the step that it shows, with whose paste it was and when", async () => {
    expect(await stateOf("Meetings", "webadmin@cms1")).toMatchObject({ state: "open" });
    expect((await read()).proved.map(({ step }) => step)).toContain("webadmin@cms1");
    expect(await stateOf("Meetings", "webadmin@cms1")).toMatchObject({
      state: "done-by-console",
      evidence: { from: "screen", command: "webadmin", actor: "test operator" },
    });
    const { services } = await console_.ask("services", {});
    expect(services.find(({ name }) => name === "Meetings")?.done).toBeGreaterThanOrEqual(2);
  });

  it("a later screen that shows something else takes the tick back", async () => {
    expect((await read("old.crt")).disproved).toContain("webadmin@cms1");
    expect(await stateOf("Meetings", "webadmin@cms1")).toMatchObject({ state: "open" });
  });

  it("a certificate that is renewed after it was seen takes the tick back", async () => {
    await read();
    expect(await stateOf("Meetings", "webadmin@cms1")).toMatchObject({ state: "done-by-console" });
    await console_.ask("renew", { name: "webadmin", key: "same", issuer: "ca" });
    expect(await stateOf("Meetings", "webadmin@cms1")).toMatchObject({ state: "open" });
  });

  it("a text of no screen, a machine that is not there and a service without screens are refused", async () => {
    const { refusal } = console_;
    const name = "service-read-screen";
    expect((await refusal("screen.unread", name, { service: "Meetings", text: "hello" })).machines).toEqual([]);
    expect(
      (await refusal("screen.unread", name, { service: "Meetings", text: "far> webadmin\nEnabled : true" })).machines,
    ).toEqual(["far"]);
    expect(
      (await refusal("screen.machine-unknown", name, { service: "Meetings", machine: "cms9", text: "x" })).machines,
    ).toEqual(["cms1"]);
    expect((await refusal("screen.none-known", name, { service: "Web", text: "x" })).service).toBe("Web");
    await refusal("service.unknown", name, { service: "None", text: "x" });
    await refusal("actor.forbidden", name, { service: "Meetings", text: "x" }, "auditor");
  });

  it("nothing of a pasted text is in the audit log or anywhere in the database", async () => {
    await console_.ask("service-read-screen", {
      service: "Meetings",
      text: `${screen("webadmin.crt")}\ncms1> turn\nPassword : S3cret-of-turn\nTLS port : 447`,
    });
    const { rows } = await console_.ask("audit", {});
    expect(JSON.stringify(rows)).not.toContain("S3cret");
    expect(rows.find(({ command }) => command === "service-read-screen")?.facts).toEqual({
      service: "Meetings",
      machine: null,
    });
    expect(JSON.stringify(await console_.console.database.client.stepSighting.findMany())).not.toContain("S3cret");
  });

  it("a rehearsal in which everything went well ticks its step, until a certificate changes", async () => {
    const { ask } = console_;
    expect(await stateOf("Meetings", "rehearsal")).toMatchObject({ state: "open" });
    const { passed, transcript } = await ask("rehearse", { service: "Meetings" });
    expect(passed).toBe(true);
    expect(await stateOf("Meetings", "rehearsal")).toMatchObject({
      state: "done-by-console",
      evidence: { from: "rehearsal", handshakes: transcript.length, actor: "test administrator" },
    });
    await ask("renew", { name: "webadmin", key: "new", issuer: "ca" });
    expect(await stateOf("Meetings", "rehearsal")).toMatchObject({ state: "open" });
  });

  it("a rehearsal without some of the parts does not pass, though all that could be tried works", async () => {
    const { ask } = console_;
    await ask("service-save", {
      name: "Half",
      target: "cisco-meeting-server",
      inputs: {
        nodes: [{ fqdn: "cms1.example.com", services: ["web-admin", "call-bridge", "web-bridge"] }],
        joinHost: "join.example.com",
        identities: [{ service: "web-admin", identity: "webadmin" }],
      },
    });
    const { passed, transcript, missing } = await ask("rehearse", { service: "Half" });
    expect(transcript.length).toBeGreaterThan(0);
    expect(transcript.every((each) => each.passed)).toBe(true);
    expect(passed).toBe(false);
    expect(missing.map(({ about }) => about)).toContain("call-bridge@cms1");
    expect(missing.map(({ about }) => about)).not.toContain("web-admin@cms1");
    expect(await stateOf("Half", "rehearsal")).not.toMatchObject({ state: "done-by-console" });
  });

  it("a pack of it names the certificates that are missing, and ticks the steps that are done", async () => {
    const { bytes, missing } = await console_.ask("pack", { service: "Half" });
    expect(missing).toContain("webbridge");
    expect(missing).not.toContain("webadmin");
    const page = new TextDecoder().decode(unzipSync(bytes)["STEPS.md"]);
    expect(page).toContain("## Not in this pack");
    expect(page).toContain("- `webbridge`");
    expect(page).toMatch(/^- \[x\] \d+\. .*webadmin\.crt are in the inventory/m);
    expect(page).toMatch(/^- \[ \] /m);
    const whole = await console_.ask("pack", { service: "Meetings" });
    expect(whole.missing).toEqual([]);
    expect(new TextDecoder().decode(unzipSync(whole.bytes)["STEPS.md"])).not.toContain("## Not in this pack");
  });

  it("the certificate of a database is not offered to Web Admin, though it has the name of the machine", async () => {
    const { ask } = console_;
    const hosts = ["cms1.example.com", "cms2.example.com"];
    await ask("csr", { name: "dbserver", subject: { CN: hosts[0]! }, subjectAltNames: hosts, key: "p-256" });
    await ask("sign", { request: "dbserver", issuer: "ca", profile: "server" });
    await ask("service-save", {
      name: "Data",
      target: "cisco-meeting-server",
      inputs: {
        nodes: hosts.map((fqdn, place) => ({
          fqdn,
          services: ["web-admin"],
          database: place === 0 ? "primary" : "replica",
        })),
        identities: [{ service: "database-server", identity: "dbserver" }],
      },
    });
    const { plan } = await ask("service", { service: "Data" });
    const offers = plan.requests.flatMap(({ roles, offers: some }) =>
      roles.includes("web-admin@cms1") ? some.map(({ name }) => name) : [],
    );
    expect(offers).toContain("webadmin");
    expect(offers).not.toContain("dbserver");
  });

  it("a key under a passphrase of its own takes part with it, and a wrong one is one wrong passphrase", async () => {
    const { ask, refusal } = console_;
    expect((await ask("rehearse", { service: "Web" })).passed).toBe(false);
    await refusal("key.wrong-passphrase", "rehearse", { service: "Web", passphrase: "not-the-passphrase" });
    expect((await ask("rehearse", { service: "Web", passphrase })).passed).toBe(true);
    // For one use: the next asks again.
    expect((await ask("rehearse", { service: "Web" })).passed).toBe(false);
    const clear = { service: "Web", unencryptedKeys: true };
    await refusal("key.passphrase-needed", "pack", clear);
    await refusal("key.wrong-passphrase", "pack", { ...clear, keyPassphrase: "not-the-passphrase" });
    const { leftOut } = await ask("pack", { ...clear, keyPassphrase: passphrase });
    expect(leftOut).toEqual([]);
    await refusal("key.passphrase-needed", "pack", clear);
  });
});
