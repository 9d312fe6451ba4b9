import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openssl, temporaryFolder } from "../../../test/support/external-tools.ts";
import { stopTestServer } from "../../../test/support/migrated-database.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** Another name: everything that used the old one goes on. */

afterAll(stopTestServer);

describe.each(["sqlite", "postgresql"] as const)("renaming on %s", (provider) => {
  const folder = temporaryFolder();
  let world: TestConsole;
  const ask: TestConsole["ask"] = (...asked) => world.ask(...asked);
  afterAll(async () => {
    folder.remove();
    await world.close();
  });

  beforeAll(async () => {
    world = await openTestConsole(provider);
    await ask("selfsigned", { name: "root", subject: { CN: "Root" }, key: "p-256" });
    await ask("csr", {
      name: "web",
      subject: { CN: "www.example.com" },
      subjectAltNames: ["www.example.com"],
      key: "p-256",
    });
    await ask("sign", { request: "web", issuer: "root" });
    await ask("renew", { name: "web" });
    await ask("bundle", { files: ["web.crt"], kind: "full-chain", store: "web-chain.pem" });
    await ask("service-save", {
      name: "Site",
      target: "mutual-tls",
      inputs: { host: "www.example.com", server: "web", clientAuthorities: ["root.crt"] },
    });
  });

  it("has a question first that names the services", async () => {
    expect(await world.refusal("confirmation.required", "rename", { name: "web", to: "site" })).toMatchObject({
      services: ["Site"],
    });
  });

  it("a step that a person has done stays done, though its name speaks of the file", async () => {
    await ask("csr", { name: "admin", subject: { CN: "cms.example.com" }, subjectAltNames: ["cms.example.com"] });
    await ask("sign", { request: "admin", issuer: "root", profile: "server-client" });
    await ask("service-save", {
      name: "Meetings",
      target: "cisco-meeting-server",
      inputs: {
        nodes: [{ fqdn: "cms.example.com", services: ["web-admin"] }],
        identities: [{ service: "web-admin", identity: "admin" }],
      },
    });
    const done = async () =>
      (await ask("service", { service: "Meetings" })).plan.steps.flatMap(({ id, progress }) =>
        progress.state === "done-by-person" ? [id] : [],
      );
    for (const step of ["verify-admin.crt@cms", "webadmin@cms"])
      await ask("service-mark-step", { service: "Meetings", step, done: true });
    expect((await done()).toSorted()).toEqual(["verify-admin.crt@cms", "webadmin@cms"].toSorted());
    await ask("rename", { name: "admin", to: "webadmin", confirm: true });
    expect((await done()).toSorted()).toEqual(["verify-webadmin.crt@cms", "webadmin@cms"].toSorted());
    await ask("service-remove", { service: "Meetings", confirm: true });
  });

  it("takes files, generations, keys and services along", async () => {
    const before = await ask("item", { name: "web" });
    const answer = await ask("rename", { name: "web.crt", to: "site", confirm: true });
    expect(answer).toEqual({
      name: "site",
      before: "web",
      files: ["site.crt", "site.csr", "site.key"],
      services: ["Site"],
    });
    const after = await ask("item", { name: "site" });
    expect(after.generations).toEqual(before.generations);
    expect(after.usedBy).toEqual(["Site"]);
    expect((await ask("service", { service: "Site" })).inputs).toMatchObject({ server: "site" });
    await world.refusal("file.not-found", "item", { name: "web" });
    expect((await ask("list", { search: "site" })).rows.map(({ basename }) => basename)).toContain("site");
    expect((await ask("list", { search: "web" })).rows.map(({ basename }) => basename)).not.toContain("site");
    // The seals are bound to the name: the live key and the one before both open.
    const exported = async () => {
      const { bytes } = (await ask("export", {
        name: "site",
        format: "key-pem",
        unencrypted: true,
      })) as unknown as { bytes: Uint8Array };
      folder.write("k", Buffer.from(bytes));
      return openssl(`pkey -in ${folder.path("k")} -pubout`);
    };
    const second = await exported();
    await ask("restore", { name: "site", generation: 1, confirm: true });
    expect(await exported()).not.toBe(second);
    await ask("restore", { name: "site", generation: 2, confirm: true });
    expect(await ask("rebuild", { bundle: "web-chain.pem", confirm: true }).catch(() => "current")).toBeDefined();
  });

  it("a request that waits finds its answer under the new name", async () => {
    await ask("csr", { name: "wait", subject: { CN: "wait.example.com" }, key: "p-256" });
    await ask("rename", { name: "wait", to: "waits", confirm: true });
    const { bytes } = (await ask("download", { file: "waits.csr" })) as unknown as { bytes: Uint8Array };
    folder.write("w.csr", Buffer.from(bytes));
    openssl(
      `req -x509 -newkey ed25519 -nodes -keyout ${folder.path("ca.key")} -out ${folder.path("ca.crt")} -subj /CN=CA`,
    );
    openssl(
      `x509 -req -in ${folder.path("w.csr")} -CA ${folder.path("ca.crt")} -CAkey ${folder.path("ca.key")} -CAcreateserial -days 9 -out ${folder.path("w.crt")}`,
    );
    const { stored } = await ask("upload", { files: [{ name: "answer.crt", bytes: folder.read("w.crt") }] });
    expect(stored).toMatchObject([{ storedAs: "waits.crt", outcome: "paired" }]);
  });

  it("an authority goes on to sign under its new name, by the service that trusts its file too", async () => {
    await ask("rename", { name: "root", to: "example-root", confirm: true });
    expect((await ask("service", { service: "Site" })).inputs).toMatchObject({
      clientAuthorities: ["example-root.crt"],
    });
    await ask("csr", { name: "late", subject: { CN: "late.example.com" }, key: "p-256" });
    await ask("sign", { request: "late", issuer: "example-root" });
    expect((await ask("renew", { name: "late" })).made).toBe("certificate");
  });

  it("is refused for a name in use, the same name and a path, and nothing has changed", async () => {
    expect(await world.refusal("name.in-use", "rename", { name: "site", to: "late", confirm: true })).toMatchObject({
      fileNames: ["late.crt", "late.csr", "late.key"],
    });
    await world.refusal("rename.same-name", "rename", { name: "site", to: "site", confirm: true });
    await world.refusal("file-name.malformed", "rename", { name: "site", to: "../x", confirm: true });
    await world.refusal("actor.forbidden", "rename", { name: "site", to: "y", confirm: true }, "auditor");
    expect((await ask("item", { name: "site" })).row.basename).toBe("site");
  });

  it("is refused while a batch at work signs with the authority", async () => {
    const { batch } = await ask("client-batch", {
      issuer: "example-root",
      rows: [{ name: "Minji Kim", email: "minji@example.com" }],
    });
    const { client } = world.console.database;
    await expect.poll(async () => (await ask("batch-status", { batch })).state, { timeout: 20_000 }).toBe("done");
    await client.batch.update({ where: { id: batch }, data: { state: "running", finishedAt: null } });
    expect(
      (await world.refusal("rename.in-use-by-batch", "rename", { name: "example-root", to: "r", confirm: true })).name,
    ).toBe("example-root");
    await client.batch.update({ where: { id: batch }, data: { state: "cancelled", finishedAt: new Date() } });
    await ask("rename", { name: "example-root", to: "r", confirm: true });
    expect((await client.batch.findUniqueOrThrow({ where: { id: batch } })).issuerFileName).toBe("r.crt");
  });

  it("the audit log keeps the old name readable, and both names find it", async () => {
    const found = async (search: string) =>
      (await ask("audit", { search, limit: 50 })).rows.filter(({ command }) => command === "rename");
    expect((await found("example-root")).length).toBeGreaterThan(0);
    expect((await found("site"))[0]!.facts).toBeDefined();
  });

  it("of two people who give one name two names at once one succeeds", async () => {
    const outcomes = await Promise.all(
      ["one", "two"].map((to) =>
        ask("rename", { name: "late", to, confirm: true }).then(
          () => "renamed",
          () => "refused",
        ),
      ),
    );
    expect(outcomes.sort()).toEqual(["refused", "renamed"]);
  });

  it("is typed", async () => {
    expect((await world.type("pki rename site cms-site")).text).toContain("confirm:yes");
    expect((await world.type("pki rename site cms-site confirm:yes")).text).toMatch(
      /^SUCCESS: site is now cms-site\ncms-site\.crt\ncms-site\.csr\ncms-site\.key\nNow under the new name in Site\.$/,
    );
  });
});
