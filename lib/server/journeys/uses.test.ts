import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { stopTestServer } from "../../../test/support/migrated-database.ts";
import { openTestConsole, type TestConsole } from "../../../test/support/console.ts";

/** What would miss a name is known before it is deleted: for one name, and for several that may use each other. */

afterAll(stopTestServer);

describe.each(["sqlite", "postgresql"] as const)("what would miss a name on %s", (provider) => {
  let world: TestConsole;
  const ask: TestConsole["ask"] = (...asked) => world.ask(...asked);
  const usesOf = async (...names: string[]) =>
    Object.fromEntries((await ask("uses", { names })).rows.map((row) => [row.name, row]));
  beforeAll(async () => {
    world = await openTestConsole(provider);
    await ask("selfsigned", { name: "root", subject: { CN: "Root" }, key: "p-256" });
    for (const name of ["web", "mail"]) {
      await ask("csr", { name, subject: { CN: `${name}.example.com` }, key: "p-256" });
      await ask("sign", { request: name, issuer: "root" });
    }
    await ask("csr", { name: "asked", subject: { CN: "asked.example.com" }, key: "p-256" });
    await ask("bundle", { files: ["web.crt"], kind: "full-chain", store: "web-chain.pem" });
    await ask("service-save", {
      name: "Front",
      target: "tls-server",
      inputs: { host: "web.example.com", identity: "web" },
    });
  });
  afterAll(() => world.close());

  it("an authority names what it issued and the bundle that holds it", async () => {
    const { root } = await usesOf("root");
    expect(root).toEqual({
      name: "root",
      services: [],
      batches: [],
      issued: { names: ["mail", "web"], count: 2 },
      bundles: { names: ["web-chain.pem"], count: 1 },
      sameKey: { names: [], count: 0 },
      waitsSince: null,
      isUsedAmongThem: false,
    });
  });

  it("an identity names its service and its bundle, and a request since when it waits", async () => {
    const { web, asked } = await usesOf("web", "asked");
    expect(web).toMatchObject({ services: ["Front"], bundles: { names: ["web-chain.pem"] }, waitsSince: null });
    expect(asked).toMatchObject({ services: [], waitsSince: expect.any(Date) as Date });
  });

  it("names that use each other are not held against each other, but what stays is", async () => {
    const { root, web } = await usesOf("root", "web", "web-chain");
    expect(root).toMatchObject({ issued: { names: ["mail"], count: 1 }, bundles: { count: 0 }, isUsedAmongThem: true });
    expect(web).toMatchObject({ bundles: { count: 0 }, isUsedAmongThem: true, services: ["Front"] });
  });

  it("a renewal that waits is said, until its certificate is here; a name of nothing is used by nothing", async () => {
    expect((await usesOf("mail"))["mail"]).toMatchObject({ waitsSince: null });
    await ask("csr", { key: "mail.key", name: "mail-again", subject: { CN: "mail.example.com" } });
    const { mail } = await usesOf("mail");
    expect(mail).toMatchObject({ sameKey: { names: ["mail-again.csr"], count: 1 } });
    expect(await usesOf("nothing", "web")).toMatchObject({ nothing: { services: [], waitsSince: null } });
    await world.refusal("file.not-found", "uses", { names: ["nothing"] });
  });

  it("a batch that is not done names the authority that signs for it", async () => {
    const { batch } = await ask("client-batch", {
      title: "People",
      issuer: "root",
      rows: Array.from({ length: 200 }, (_, index) => ({ name: `Person ${index}`, email: `p${index}@example.com` })),
      profile: "none",
    });
    await ask("batch-cancel", { batch });
    const { root } = await usesOf("root");
    expect(root?.batches).toEqual([{ batch, title: "People", state: "cancelled" }]);
  });
});
