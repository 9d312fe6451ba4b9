import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { providers, stopTestServer } from "../../../test/support/migrated-database.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** A service described, checked, ticked off, and in the way of what would break it; on both databases. */

let console_: TestConsole;
const strangersKey = generateKeyPairSync("ec", { namedCurve: "P-256" })
  .privateKey.export({ format: "pem", type: "pkcs8" })
  .toString();
afterAll(stopTestServer);

const cluster = {
  clusterName: "cms.example.com",
  joinHost: "join.example.com",
  nodes: [
    { fqdn: "cms1.example.com", services: ["web-admin", "call-bridge"], database: "primary" },
    { fqdn: "cms2.example.com", services: ["web-admin", "call-bridge"], database: "replica" },
    { fqdn: "edge.example.com", services: ["web-bridge"], database: "connect" },
  ],
  identities: [
    { service: "database-server", identity: "dbserver" },
    { service: "database-client", identity: "dbclient" },
  ],
};

describe.each(providers)("services on %s", (provider) => {
  beforeAll(async () => {
    console_ = await openTestConsole(provider);
  });
  afterAll(() => console_.close());

  it("a service that waits for its certificates is kept, and says what to make", async () => {
    const { ask } = console_;
    const { uses } = await ask("service-save", { name: "Meetings", target: "cisco-meeting-server", inputs: cluster });
    expect(uses).toEqual([
      { kind: "identity", name: "dbserver", basename: "dbserver" },
      { kind: "identity", name: "dbclient", basename: "dbclient" },
    ]);
    const { plan, inputs } = await ask("service", { service: "Meetings" });
    expect(plan.verdict).toBe("fail");
    expect(plan.requests.map(({ line }) => line)).toContain(
      "pki csr dbserver CN:cms1.example.com subjectAltName:cms2.example.com",
    );
    expect(inputs).toMatchObject({ release: "3.x", webAdminPort: 445 });
    expect(
      plan.checks.find(({ code, about }) => code === "identity.stored" && about === "database-client"),
    ).toMatchObject({
      status: "fail",
      fix: { code: "fix.request", params: { name: "dbclient", commonName: "postgres" } },
    });
  });

  it("a service becomes ready as the lines of its plan are typed", async () => {
    const { ask, type } = console_;
    const { plan } = await ask("service", { service: "Meetings" });
    const making = plan.steps
      .filter(({ id }) => /^database-.*(authority|request|sign)@/.test(id))
      .flatMap(({ lines }) => lines);
    expect(making[0]).toBe("pki selfsigned dbca CN:dbca.local");
    for (const line of making) expect((await type(line)).error).toBeNull();
    const after = await ask("service", { service: "Meetings" });
    const database = after.plan.checks.filter(({ about }) => about?.startsWith("database-") === true);
    expect(database.filter(({ status }) => status === "fail")).toEqual([]);
    expect(after.plan.files.filter(({ node }) => node === "edge").map(({ path }) => path)).toEqual([
      "dbclient.key",
      "dbclient.crt",
      "dbca.crt",
    ]);
    const { services } = await ask("services", {});
    expect(services).toMatchObject([{ name: "Meetings", verdict: "fail", uses: ["dbclient", "dbserver"] }]);
  });

  it("marks of steps are kept, and removed one by one", async () => {
    const { ask, refusal } = console_;
    await ask("service-mark-step", { service: "Meetings", step: "database-certs@cms1", done: true }, "operator");
    const done = (await ask("service", { service: "Meetings" })).plan.steps.find(
      ({ id }) => id === "database-certs@cms1",
    );
    expect(done?.done?.actor).toBe("test operator");
    await ask("service-mark-step", { service: "Meetings", step: "database-certs@cms1", done: false });
    expect((await ask("service", { service: "Meetings" })).plan.steps.every(({ done: tick }) => tick === null)).toBe(
      true,
    );
    expect(
      (await refusal("service.step-unknown", "service-mark-step", { service: "Meetings", step: "nothing", done: true }))
        .step,
    ).toBe("nothing");
    await refusal(
      "actor.forbidden",
      "service-mark-step",
      { service: "Meetings", step: "database-certs@cms1", done: true },
      "auditor",
    );
  });

  it("a typed line prints which service uses what", async () => {
    expect((await console_.type("pki")).text).toBe(
      "PKI usage:\nMeetings (cisco-meeting-server)\n  dbclient\n  dbserver",
    );
    expect((await console_.ask("usage", {})).services).toMatchObject([
      { service: "Meetings", target: "cisco-meeting-server" },
    ]);
    expect((await console_.ask("item", { name: "dbserver" })).usedBy).toEqual(["Meetings"]);
  });

  it("a change that would break a service is refused", async () => {
    const { ask, refusal } = console_;
    expect(await refusal("file.has-dependents", "remove", { file: "dbclient.crt", confirm: true })).toEqual({
      fileName: "dbclient.crt",
      dependents: [],
      services: ["Meetings"],
    });
    expect((await refusal("file.has-dependents", "remove", { file: "dbca.key", confirm: true })).dependents).toContain(
      "dbserver.crt",
    );
    const answer = await ask("preflight", {
      target: "tls-server",
      inputs: { host: "other.example.com", identity: "dbserver" },
    });
    expect(answer.checks.find(({ code }) => code === "request.free-name")).toMatchObject({
      status: "warn",
      params: { name: "dbserver", instead: "dbserver-next" },
    });
  });

  it("a refusal to replace a file names the service that uses it, on every surface", async () => {
    const { ask, refusal, type } = console_;
    const services = ["Meetings"];
    expect(
      await refusal("name.in-use", "csr", { name: "dbserver", subject: { CN: "cms1.example.com" } }),
    ).toMatchObject({ services });
    expect((await type("pki csr dbserver CN:cms1.example.com")).text).toContain(
      "A new key under it would have broken Meetings at once: make the next pair as dbserver-next",
    );
    expect(await refusal("sign.already-certified", "sign", { request: "dbserver", issuer: "dbca" })).toMatchObject({
      services,
    });
    expect(
      await refusal("file.name-in-use", "upload", { files: [{ name: "dbserver.key", text: strangersKey }] }),
    ).toMatchObject({ fileName: "dbserver.key", services });
    const { rows } = await ask("list", {});
    expect(rows.filter(({ usedBy }) => usedBy.length > 0).map(({ basename, usedBy }) => [basename, usedBy])).toEqual([
      ["dbclient", services],
      ["dbserver", services],
    ]);
  });

  it("a confirmation names the service before a generation is restored, a file removed or a bundle rebuilt", async () => {
    const { ask, refusal, type } = console_;
    await ask("bundle", { files: ["dbca.crt"], kind: "anchors", store: "roots" });
    await ask("service-save", {
      name: "Inbound",
      target: "mutual-tls",
      inputs: { host: "in.example.com", clientAuthorities: ["roots.pem"] },
    });
    for (const name of ["dbserver", "dbserver.crt", "dbserver.key"])
      expect(await refusal("confirmation.required", "restore", { name, generation: 1 })).toEqual({
        what: "restore",
        name,
        services: ["Meetings"],
      });
    expect(await refusal("confirmation.required", "remove", { file: "roots.pem" })).toMatchObject({
      services: ["Inbound"],
    });
    expect(await refusal("confirmation.required", "rebuild", { bundle: "roots" })).toMatchObject({
      services: ["Inbound"],
    });
    expect((await type("pki rebuild roots")).text).toContain(
      "rebuild roots needs a confirmation. Nothing was changed. The service Inbound uses it and changes with it.",
    );
    expect((await ask("inspect", { file: "roots.pem" })).kept?.services).toEqual(["Inbound"]);
    expect(await refusal("confirmation.required", "restore", { name: "nothing", generation: 1 })).toMatchObject({
      services: [],
    });
    await ask("service-remove", { service: "Inbound", confirm: true });
    await ask("remove", { file: "roots.pem", confirm: true });
  });

  it("import-review names the service whose files would be replaced", async () => {
    const { ask, refusal } = console_;
    const folder = temporaryFolder();
    const { bytes } = (await ask("download", { file: "dbserver.csr" })) as unknown as { bytes: Uint8Array };
    folder.write("dbserver.csr", Buffer.from(bytes));
    openssl(
      `req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ${folder.path("ca.key")} -out ${folder.path("ca.crt")} -subj /CN=Stranger -days 9`,
    );
    openssl(
      `x509 -req -in ${folder.path("dbserver.csr")} -CA ${folder.path("ca.crt")} -CAkey ${folder.path("ca.key")} -days 9 -out ${folder.path("new.crt")}`,
    );
    const text = Buffer.from(folder.read("new.crt")).toString();
    folder.remove();
    const { review, items } = await ask("import-review", {
      files: [
        { name: "from-the-ca.crt", text },
        { name: "other.key", text: strangersKey },
      ],
    });
    expect(items[0]).toMatchObject({
      outcome: "new",
      follows: true,
      fileName: "dbserver.crt",
      replaces: "dbserver.crt",
      services: ["Meetings"],
    });
    expect(items[1]).toMatchObject({ outcome: "new", replaces: null, services: [] });
    expect(await refusal("file.name-in-use", "import", { review, items: [{ item: items[0]!.item }] })).toMatchObject({
      fileName: "dbserver.crt",
      services: ["Meetings"],
    });
  });

  it("a renewal is shown beside what it replaces, with what the database then needs", async () => {
    const { ask } = console_;
    const planned = await ask("renewal", { name: "dbserver", days: 90 });
    expect(planned).toMatchObject({
      by: "authority",
      issuerFile: "dbca.crt",
      numbers: { before: 1, after: 2 },
      keyChanges: true,
      days: 90,
      problem: null,
      files: { after: ["dbserver.key", "dbserver.crt"] },
    });
    expect(planned.after).toMatchObject({ subject: planned.before.subject, serial: null });
    expect(planned.after.names).toEqual([
      ...planned.before.names,
      ...planned.proposed.map(({ name }) => `DNS:${name}`),
    ]);
    expect((await ask("item", { name: "dbserver" })).generations, "nothing was made").toHaveLength(1);
    await ask("sign", { request: "dbserver", issuer: "dbca", days: 90, confirm: true });
    const { before, after, keyChanges, services } = await ask("renewal", { name: "dbserver", generation: 2 });
    expect(after.serial).not.toBe(before.serial);
    expect(after.notAfter).not.toBe(before.notAfter);
    expect(keyChanges).toBe(false);
    const lines = services[0]!.steps
      .filter(({ id }) => id.startsWith("renew-database"))
      .flatMap(({ lines: typed }) => typed);
    expect(lines).toEqual([
      "database cluster status",
      ...Array.from({ length: 3 }, () => "backup snapshot before-database"),
      ...Array.from({ length: 3 }, () => ["database cluster remove", "database cluster status"]).flat(),
      "database cluster certs dbserver.key dbserver.crt dbclient.key dbclient.crt dbca.crt",
      "database cluster certs dbserver.key dbserver.crt dbclient.key dbclient.crt dbca.crt",
      "database cluster certs dbclient.key dbclient.crt dbca.crt",
      "database cluster initialize",
      "database cluster join cms1.example.com",
      "database cluster connect cms1.example.com",
    ]);
    const doneOf = async () =>
      (await ask("renewal", { name: "dbserver" })).services[0]!.steps.filter(({ done }) => done !== null).map(
        ({ id }) => id,
      );
    await ask("service-mark-step", { service: "Meetings", step: "renew-database-status@cms1", done: true });
    expect(await doneOf()).toEqual(["renew-database-status@cms1"]);
    await ask("sign", { request: "dbserver", issuer: "dbca", days: 120, confirm: true });
    expect(await doneOf(), "ticked for the certificate before").toEqual([]);
    await ask("restore", { name: "dbserver", generation: 1, confirm: true });
    expect((await ask("renewal", { name: "dbserver" })).numbers).toEqual({ before: 1, after: 4 });
    expect((await ask("renewal", { name: "dbserver", request: true })).by).toBe("outside");
    expect(await ask("renewal", { name: "dbserver", issuer: "dbclient" })).toMatchObject({
      problem: { code: "sign.issuer-not-authority" },
    });
  });

  it("services come in pages of twenty, in order of name", async () => {
    const { ask } = console_;
    for (let number = 10; number < 31; number += 1)
      await ask("service-save", { name: `Z ${number}`, target: "tls-server", inputs: { host: "www.example.com" } });
    const first = await ask("services", {});
    expect([first.page, first.pages, first.total, first.services.length, first.services[0]?.name]).toEqual([
      1,
      2,
      22,
      20,
      "Meetings",
    ]);
    expect((await ask("services", { page: 2 })).services.map(({ name }) => name)).toEqual(["Z 29", "Z 30"]);
    expect((await ask("services", { page: 3 })).services).toEqual([]);
    for (let number = 10; number < 31; number += 1)
      await ask("service-remove", { service: `Z ${number}`, confirm: true });
  });

  it("services come in natural order of name, everywhere", async () => {
    const { ask } = console_;
    const named = ["web 10", "Zoom", "음성", "web 2", "Äpfel", "anna", "Web 1", "가입"];
    for (const name of named)
      await ask("service-save", {
        name,
        target: "tls-server",
        inputs: { host: "www.example.com", identity: "dbserver" },
      });
    const sorted = ["anna", "Äpfel", "Meetings", "Web 1", "web 2", "web 10", "Zoom", "가입", "음성"];
    expect((await ask("services", {})).services.map(({ name }) => name)).toEqual(sorted);
    expect((await ask("item", { name: "dbserver" })).usedBy).toEqual(sorted);
    expect((await ask("usage", {})).services.map(({ service }) => service)).toEqual(sorted);
    for (const service of named) await ask("service-remove", { service, confirm: true });
  });

  it("the renewal of an identity that many services use is planned ten at a time", async () => {
    const { ask } = console_;
    for (let number = 10; number < 31; number += 1)
      await ask("service-save", {
        name: `Z ${number}`,
        target: "tls-server",
        inputs: { host: "www.example.com", identity: "dbserver" },
      });
    const first = await ask("renewal", { name: "dbserver" });
    expect([first.page, first.pages, first.usedBy.length, first.services.length, first.services[0]?.name]).toEqual([
      1,
      3,
      22,
      10,
      "Meetings",
    ]);
    expect((await ask("renewal", { name: "dbserver", page: 3 })).services.map(({ name }) => name)).toEqual([
      "Z 29",
      "Z 30",
    ]);
    expect((await ask("renewal", { name: "dbserver", page: 4 })).services).toEqual([]);
    for (let number = 10; number < 31; number += 1)
      await ask("service-remove", { service: `Z ${number}`, confirm: true });
  });

  it("a service is changed and removed, and a name is not taken twice", async () => {
    const { ask, refusal } = console_;
    await ask("service-save", { name: "Web", target: "tls-server", inputs: { host: "www.example.com" } });
    expect(
      (
        await refusal("service.name-in-use", "service-save", {
          name: "Meetings",
          target: "tls-server",
          inputs: { host: "a.example.com" },
        })
      ).name,
    ).toBe("Meetings");
    await refusal("service.name-in-use", "service-save", {
      name: "Meetings",
      previous: "Web",
      target: "tls-server",
      inputs: { host: "a.example.com" },
    });
    await refusal("service.unknown", "service-save", {
      name: "New",
      previous: "Gone",
      target: "tls-server",
      inputs: { host: "a.example.com" },
    });
    await ask("service-save", {
      name: "Website",
      previous: "Web",
      target: "tls-server",
      inputs: { host: "www.example.com", identity: "dbserver" },
    });
    expect((await ask("item", { name: "dbserver" })).usedBy).toEqual(["Meetings", "Website"]);
    await refusal("confirmation.required", "service-remove", { service: "Website" });
    await ask("service-remove", { service: "Website", confirm: true });
    expect((await refusal("service.unknown", "service", { service: "Website" })).service).toBe("Website");
    expect((await ask("item", { name: "dbserver" })).usedBy).toEqual(["Meetings"]);
  });
});
